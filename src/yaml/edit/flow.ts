import { isPair, type YAMLMap, type YAMLSeq } from 'yaml';
import { rangeOf, type Editing } from './editing.ts';
import { lineStart } from './layout.ts';

type Flow = YAMLMap | YAMLSeq;

/** Writes items into `{…}` or `[…]`, before the one that has an index now or after the last. */
export function addToFlow(
  { layout, edits }: Editing,
  flow: Flow,
  items: readonly string[],
  index = Infinity,
): void {
  const { text, lineEnd } = layout;
  const last = flow.items.at(-1);
  if (last === undefined || items.length === 0) return;
  const neighbour = index < flow.items.length ? flow.items[index] : last;
  const [start] = itemRange(neighbour);
  const line = lineStart(text, start);
  const indent = text.slice(line, start);
  // Items on lines of their own stay so.
  const between = indent.trim() === '' ? `,${lineEnd}${indent}` : layout.flow.comma;
  if (neighbour === last && index >= flow.items.length) {
    const [, end] = itemRange(last);
    edits.push({ start: end, end, text: items.map((item) => `${between}${item}`).join('') });
  } else edits.push({ start, end: start, text: items.map((item) => `${item}${between}`).join('') });
}

/** Removes items, each with the comma that follows it, or of the last the one before. */
export function removeFromFlow({ edits }: Editing, flow: Flow, gone: ReadonlySet<number>): void {
  const count = flow.items.length;
  // Those at the end go together with the comma before the first of them.
  let tail = count;
  while (gone.has(tail - 1)) tail--;
  for (const index of gone) {
    if (index >= tail) continue;
    edits.push({
      start: itemRange(flow.items[index])[0],
      end: itemRange(flow.items[index + 1])[0],
      text: '',
    });
  }
  if (tail === count || tail === 0) return;
  const [, start] = itemRange(flow.items[tail - 1]);
  const [, end] = itemRange(flow.items[count - 1]);
  edits.push({ start, end, text: '' });
}

function itemRange(item: unknown): readonly [number, number] {
  if (!isPair(item)) return rangeOf(item);
  const [start, keyEnd] = rangeOf(item.key);
  const value = item.value === null ? keyEnd : rangeOf(item.value)[1];
  return [start, Math.max(keyEnd, value)];
}
