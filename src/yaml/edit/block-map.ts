import type { Pair, YAMLMap } from 'yaml';
import { EditRefusal, endOfEntry, rangeOf, type Editing, type Entry } from './editing.ts';
import { columnOf, lineStart, nextLine } from './layout.ts';
import { blockLines } from './write-value.ts';

/** Writes entries after the last one of a block mapping. */
export function addEntries(editing: Editing, map: YAMLMap, entries: readonly Entry[]): void {
  const { layout } = editing;
  const [first] = map.items;
  const last = map.items.at(-1);
  if (first === undefined || last === undefined || entries.length === 0) return;
  const column = columnOf(layout.text, startOf(first));
  const lines = entries.flatMap(([key, value]) => blockLines({ [key]: value }, layout, column));
  insertLines(editing, endOfEntry(last), lines);
}

/** Puts lines below the line that something ends on. */
export function insertLines({ layout, edits }: Editing, after: number, lines: readonly string[]): void {
  const { text, lineEnd } = layout;
  const at = nextLine(text, after);
  const isOpen = at > 0 && text[at - 1] !== '\n';
  const block = lines.join(lineEnd);
  edits.push({ start: at, end: at, text: isOpen ? `${lineEnd}${block}` : `${block}${lineEnd}` });
}

/** Removes entries with their lines; comments around them stay. */
export function removeEntries({ layout, edits }: Editing, map: YAMLMap, indexes: ReadonlySet<number>): void {
  const { text } = layout;
  let beside = 0;
  for (const [index, pair] of map.items.entries()) {
    if (!indexes.has(index) || index < beside) continue;
    const start = startOf(pair);
    const line = lineStart(text, start);
    if (text.slice(line, start).trim() === '') {
      edits.push({ start: line, end: nextLine(text, endOfEntry(pair)), text: '' });
      continue;
    }
    // The first entry of an element stands beside the dash, where the first that is kept moves to.
    const kept = map.items.find((_, other) => !indexes.has(other));
    if (kept === undefined) throw new EditRefusal('it stands beside something else', start);
    edits.push({ start, end: startOf(kept), text: '' });
    beside = map.items.indexOf(kept);
  }
}

/** Where an entry begins: at its key, or at the question mark before it. */
function startOf({ key, srcToken }: Pair): number {
  const token = srcToken as { readonly start?: readonly SourceToken[] } | undefined;
  const mark = token?.start?.find(({ type }) => type === 'explicit-key-ind');
  return mark?.offset ?? rangeOf(key)[0];
}

interface SourceToken {
  readonly type: string;
  readonly offset: number;
}
