import type { YAMLSeq } from 'yaml';
import type { YamlValue } from '../value.ts';
import { insertLines } from './block-map.ts';
import { EditRefusal, rangeOf, type Editing } from './editing.ts';
import { columnOf, lineStart, nextLine } from './layout.ts';
import { blockLines } from './write-value.ts';

/** Writes elements of a block sequence, before the one that has an index now or after the last. */
export function addElements(
  editing: Editing,
  list: YAMLSeq,
  values: readonly YamlValue[],
  index: number,
): void {
  if (values.length === 0) return;
  const { layout, edits } = editing;
  const column = columnOf(layout.text, dashOf(list, 0));
  const lines = values.flatMap((value) => elementLines(editing, value, column));
  if (index >= list.items.length) {
    insertLines(editing, rangeOf(list.items.at(-1))[1], lines);
    return;
  }
  const dash = dashOf(list, index);
  const at = lineStart(layout.text, dash);
  if (layout.text.slice(at, dash).trim() !== '')
    throw new EditRefusal('it stands beside something else', dash);
  edits.push({ start: at, end: at, text: lines.map((line) => `${line}${layout.lineEnd}`).join('') });
}

/** Removes an element with its lines. */
export function removeElement({ layout, edits }: Editing, list: YAMLSeq, index: number): void {
  const { text } = layout;
  const dash = dashOf(list, index);
  const line = lineStart(text, dash);
  const end = nextLine(text, Math.max(dash + 1, rangeOf(list.items[index])[1]));
  if (text.slice(line, dash).trim() !== '') throw new EditRefusal('it stands beside something else', dash);
  edits.push({ start: line, end, text: '' });
}

function elementLines({ layout }: Editing, value: YamlValue, column: number): readonly string[] {
  return blockLines([value], { ...layout, indentsLists: false }, column);
}

/** Where the dash of an element stands. */
function dashOf(list: YAMLSeq, index: number): number {
  const token = list.srcToken;
  const items = token?.type === 'block-seq' ? token.items : [];
  const written = items.filter(({ start }) => start.some(({ type }) => type === 'seq-item-ind'));
  const dash = written[index]?.start.find(({ type }) => type === 'seq-item-ind');
  if (dash === undefined) throw new EditRefusal('it is written in a way that is not known', rangeOf(list)[0]);
  return dash.offset;
}
