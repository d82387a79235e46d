import { isScalar, type Pair } from 'yaml';
import type { YamlValue } from '../value.ts';
import { insertLines } from './block-map.ts';
import { rangeOf, type Editing, type Placed } from './editing.ts';
import { columnOf, nextLine, type Layout } from './layout.ts';
import { blockLines, inline, isBlock, isFlowList, scalarText } from './write-value.ts';

/** Puts a value in the place of a node. */
export function replaceValue(editing: Editing, { node, place }: Placed, wanted: YamlValue): void {
  const { layout, edits } = editing;
  if (place.kind === 'entry') {
    replaceEntry(editing, place.pair, wanted);
    return;
  }
  const [start, end] = rangeOf(node);
  if (place.kind !== 'flow' && isBlock(wanted) && !layout.isJson) {
    const column = columnOf(layout.text, start);
    const text = blockLines(wanted, layout, column).join(layout.lineEnd).trimStart();
    edits.push({ start, end, text: `${text}${endingOf(editing, start, end)}` });
  } else
    edits.push({ start, end, text: `${scalarLike(layout, node, wanted)}${endingOf(editing, start, end)}` });
}

/** Replaces the value of `key: value`, which may be nothing, on the same line or below. */
function replaceEntry(editing: Editing, pair: Pair, wanted: YamlValue): void {
  const colon = colonOf(pair);
  const [start, valueEnd] = pair.value === null ? [colon, colon] : rangeOf(pair.value);
  // Nothing stands where the next thing begins.
  const end = start === valueEnd ? colon : valueEnd;
  const span = { colon, start: Math.min(start, end), end, ending: endingOf(editing, start, end) };
  if (isBlock(wanted) && !isFlowList(wanted, editing.layout)) putBlock(editing, pair, wanted, span);
  else putInline(editing, pair, wanted, span);
}

/** What stands behind the colon of an entry. */
interface Span {
  readonly colon: number;
  readonly start: number;
  readonly end: number;
  readonly ending: string;
}

function putInline({ layout, edits }: Editing, { value }: Pair, wanted: YamlValue, span: Span): void {
  const { colon, start, end, ending } = span;
  const isBeside = end > start && !layout.text.slice(colon, start).includes('\n');
  const text = `${scalarLike(layout, value, wanted)}${ending}`;
  edits.push(isBeside ? { start, end, text } : { start: colon, end, text: ` ${text}` });
}

function putBlock(editing: Editing, { key }: Pair, wanted: YamlValue, { colon, end, ending }: Span): void {
  const { layout, edits } = editing;
  const { text, lineEnd, step, indentsLists } = layout;
  const shift = Array.isArray(wanted) && !indentsLists ? 0 : step;
  const lines = blockLines(wanted, layout, columnOf(text, rangeOf(key)[0]) + shift);
  const rest = ending === '' ? text.slice(end, nextLine(text, end)).trim() : '';
  if (rest === '') {
    edits.push({ start: colon, end, text: `${lineEnd}${lines.join(lineEnd)}${ending}` });
    return;
  }
  // A comment on the line stays beside the key.
  edits.push({ start: colon, end, text: '' });
  insertLines(editing, end, lines);
}

/** The line end that the value took with it, as blocks do. */
function endingOf({ layout }: Editing, start: number, end: number): string {
  return end > start && layout.text[end - 1] === '\n' ? layout.lineEnd : '';
}

/** Where the colon of an entry ends. */
function colonOf(pair: Pair): number {
  const token = pair.srcToken as
    | { readonly sep?: readonly { readonly type: string; readonly offset: number }[] }
    | undefined;
  const colon = token?.sep?.find(({ type }) => type === 'map-value-ind');
  return colon === undefined ? rangeOf(pair.key)[1] + 1 : colon.offset + 1;
}

/** A value on one line, a text in the quotes that stood there, or in none where none did. */
function scalarLike(layout: Layout, node: unknown, wanted: YamlValue): string {
  if (!isScalar(node) || typeof node.value !== 'string' || typeof wanted !== 'string')
    return inline(wanted, layout);
  if (node.type === 'QUOTE_DOUBLE') return scalarText(wanted, '"', layout);
  return scalarText(wanted, node.type === 'QUOTE_SINGLE' ? "'" : '', layout);
}
