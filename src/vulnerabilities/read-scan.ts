import { WritError } from '../core/errors.ts';
import { isJsonObject } from '../core/json.ts';
import { Lines } from '../yaml/lines.ts';
import { locateInJson } from '../yaml/locate-json.ts';
import { scanFormats } from './formats/index.ts';
import { readJson } from './read-json.ts';
import { ScanFault, type ScanFile } from './scan.ts';
import type { ScanOrigin } from './scan-format.ts';

/**
 * What a file of a scanner, or a VEX document, holds; its format is recognised by its content, and null where it is none.
 * @throws {WritError} `SCAN_INVALID` with the place
 */
export function readScan(written: string, origin: ScanOrigin): ScanFile | null {
  const read = readJson(written);
  if ('offset' in read) throw invalid(read.message, { written, offset: read.offset, origin });
  const { value } = read;
  const format = isJsonObject(value) ? scanFormats.find((one) => one.recognises(value)) : undefined;
  if (format === undefined || !isJsonObject(value)) return null;
  try {
    return format.read(value, origin);
  } catch (cause) {
    if (!(cause instanceof ScanFault)) throw cause;
    const offset = locateInJson(written, cause.pointer);
    throw invalid(`${format.name}: ${cause.message}`, { written, offset, origin, cause });
  }
}

interface Fault {
  readonly written: string;
  readonly offset: number;
  readonly origin: ScanOrigin;
  readonly cause?: unknown;
}

function invalid(message: string, { written, offset, origin, cause }: Fault): WritError {
  const where = { file: origin.file, ...new Lines(written).position(offset) };
  return new WritError('SCAN_INVALID', message, { where, cause });
}

/** That a file is in none of the formats that are read. */
export function unknownFormat(file: string): WritError {
  const names = scanFormats.map(({ name }) => name);
  return new WritError('SCAN_INVALID', 'it is in no format of scanners that is read', {
    where: { file, line: 1, column: 1 },
    hint: `Read are ${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}.`,
  });
}
