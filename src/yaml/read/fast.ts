import type { Tape } from '../tape.ts';
import type { YamlValue } from '../value.ts';
import { readBlock } from './block.ts';
import { Scanner } from './scanner.ts';

/** A document as the fast reader gives it. */
export interface FastRead {
  readonly value: YamlValue;
  readonly tape: Tape;
}

/** A part of a text. */
export interface Slice {
  readonly start: number;
  readonly end: number;
}

/**
 * Reads one document of the plain subset that manifests are written in, or declines with null.
 * It is right or it declines: block collections, scalars and flow collections of one line, literal and folded blocks.
 */
export function readFast(text: string, slice: Slice, maxDepth: number): FastRead | null {
  const scanner = new Scanner(text, slice, maxDepth);
  const column = scanner.nextContent();
  if (scanner.declined) return null;
  if (column < 0) return { value: null, tape: scanner.tape.finish() };
  const value = readBlock(scanner, column);
  if (!scanner.declined && scanner.nextContent() >= 0) scanner.decline();
  return scanner.declined ? null : { value, tape: scanner.tape.finish() };
}
