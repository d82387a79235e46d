import { diffArrays } from 'diff';
import {
  isCollection,
  isMap,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  parseAllDocuments,
  type Document,
  type Node,
} from 'yaml';
import { tokens, type JsonPointer } from '../../src/core/json.ts';
import type { PatchOperation } from '../../src/fix/patch.ts';

/** Lines, 0-based, of a text before and after. */
export interface Lines {
  readonly before: ReadonlySet<number>;
  readonly after: ReadonlySet<number>;
}

/** The lines that are only in one of two texts. */
export function changedLines(from: string, to: string): Lines {
  const [gone, come] = [new Set<number>(), new Set<number>()];
  let [before, after] = [0, 0];
  for (const { value, added, removed } of diffArrays(from.split('\n'), to.split('\n')))
    for (const _ of value) {
      if (added) come.add(after);
      if (removed) gone.add(before);
      if (!added) before++;
      if (!removed) after++;
    }
  return { before: gone, after: come };
}

/** An operation, rooted at a document, 1-based. */
export interface Placed {
  readonly document: number;
  readonly operation: PatchOperation;
}

/** The lines that operations may touch: what they name, and what must be written anew for it. */
export function namedLines(from: string, to: string, operations: readonly Placed[]): Lines {
  const lines = { before: new Set<number>(), after: new Set<number>() };
  const [old, fresh] = [readingOf(from), readingOf(to)];
  for (const { document, operation } of operations) {
    const [here, there] = [lookUp(old, document, operation.path), lookUp(fresh, document, operation.path)];
    mark(lines.before, old, here, there);
    mark(lines.after, fresh, there, here);
  }
  return lines;
}

interface Reading {
  readonly documents: readonly Document[];
  readonly lineOf: (offset: number) => number;
}

function readingOf(text: string): Reading {
  const counter = new LineCounter();
  const documents: readonly Document[] = [
    ...parseAllDocuments(text, { version: '1.1', merge: true, lineCounter: counter }),
  ];
  return { documents: documents, lineOf: (offset) => counter.linePos(offset).line - 1 };
}

/** What stands at a pointer, or would: the collection that holds it, and from where its name is written. */
interface Found {
  readonly holder: unknown;
  readonly holderStart: number;
  /** Its position in the collection; negative where it is not there. */
  readonly index: number;
}

function lookUp({ documents }: Reading, number: number, path: JsonPointer): Found {
  let found: Found = { holder: documents[number - 1]?.contents, holderStart: 0, index: -1 };
  for (const [index, token] of tokens(path).entries()) {
    const next = index === 0 ? found.holder : valueOf(itemsOf(found.holder)[found.index]);
    const start = index === 0 ? 0 : startOf(itemsOf(found.holder)[found.index]);
    found = { holder: next, holderStart: start, index: indexIn(next, token) };
    if (found.index < 0) return found;
  }
  return found;
}

function mark(lines: Set<number>, { lineOf }: Reading, found: Found, other: Found): void {
  for (const [from, to] of [...spansAt(found, other), ...spansBeside(found, other)])
    for (let line = lineOf(from); line <= lineOf(Math.max(from, to - 1)); line++) lines.add(line);
}

type Span = readonly [number, number];

function* spansAt({ holder, holderStart, index }: Found, other: Found): Generator<Span> {
  const items = itemsOf(holder);
  const item = items[index];
  if (item !== undefined) yield [startOf(item), endOf(item)];
  // What is empty, or written on one line, is written anew.
  else if (items.length === 0 || isFlow(holder)) yield [startOf(holder), endOf(holder)];
  // Its name stands beside `{}` and above a block.
  if (itemsOf(other.holder).length === 0) yield [holderStart, holderStart + 1];
}

function* spansBeside({ holder, index }: Found, other: Found): Generator<Span> {
  const items = itemsOf(holder);
  // Where the first entry of an element goes, the next moves up.
  const next = items[index === 0 ? 1 : 0];
  if ((index === 0 || other.index === 0) && next !== undefined) yield [startOf(next), startOf(next) + 1];
  // A comma stands behind the one before.
  const last = items[index < 0 ? items.length - 1 : index - 1];
  if (last !== undefined && isFlow(holder)) yield [endOf(last) - 1, endOf(last)];
}

function isFlow(node: unknown): boolean {
  return isCollection(node) && node.flow === true;
}

function indexIn(holder: unknown, token: string): number {
  if (isMap(holder)) return holder.items.findIndex(({ key }) => isScalar(key) && String(key.value) === token);
  return isSeq(holder) && holder.items[Number(token)] !== undefined ? Number(token) : -1;
}

function itemsOf(node: unknown): readonly unknown[] {
  return isCollection(node) ? node.items : [];
}

function valueOf(item: unknown): unknown {
  return isPair(item) ? (item.value ?? item.key) : item;
}

function startOf(item: unknown): number {
  return (isPair(item) ? (item.key as Node) : (item as Node | null))?.range?.[0] ?? 0;
}

/** The library lets blocks reach to what follows them. */
function endOf(item: unknown): number {
  const node = valueOf(item);
  const last = itemsOf(node).at(-1);
  const isBlock = isCollection(node) && node.flow !== true;
  return isBlock && last !== undefined ? endOf(last) : ((node as Node | null)?.range?.[1] ?? 0);
}
