import { Scalar, stringify } from 'yaml';
import type { YamlValue } from '../value.ts';
import type { Layout, Quote } from './layout.ts';

/** A value as the lines of a block that begins at a column, 0-based. */
export function blockLines(value: YamlValue, layout: Layout, column: number): readonly string[] {
  const indent = ' '.repeat(column);
  return linesOf(value, layout).map((line) => `${indent}${line}`);
}

function linesOf(value: YamlValue, layout: Layout): readonly string[] {
  if (!isBlock(value)) return [inline(value, layout)];
  if (Array.isArray(value)) return value.flatMap((item: YamlValue) => elementLines(item, layout));
  return Object.entries(value).flatMap(([key, item]) => entryLines(keyText(key, layout), item, layout));
}

function entryLines(key: string, value: YamlValue, layout: Layout): readonly string[] {
  if (!isBlock(value) || isFlowList(value, layout)) return [`${key}: ${inline(value, layout)}`];
  const indent = ' '.repeat(Array.isArray(value) && !layout.indentsLists ? 0 : layout.step);
  return [`${key}:`, ...linesOf(value, layout).map((line) => `${indent}${line}`)];
}

/** Whether a value is a list that the document would write as `[a, b]`. */
export function isFlowList(value: YamlValue, { flowLists }: Layout): boolean {
  return (
    flowLists && Array.isArray(value) && value.every((item) => typeof item !== 'object' || item === null)
  );
}

/** An element, its first line beside the dash. */
function elementLines(value: YamlValue, layout: Layout): readonly string[] {
  const lines = isBlock(value) ? linesOf(value, layout) : [itemText(value, layout)];
  return lines.map((line, index) => `${index === 0 ? '- ' : '  '}${line}`);
}

/** A key and its value as they stand in `{…}`. */
export function flowEntry(key: string, value: YamlValue, layout: Layout): string {
  const name = keyText(key, layout);
  // Behind a key without quotes a colon needs a space.
  const colon = /["']$/.test(name) ? layout.flow.colon : ': ';
  return `${name}${colon}${inline(value, layout)}`;
}

/** A key, in the quotes that the document's other keys have. */
export function keyText(key: string, layout: Layout): string {
  return scalarText(key, layout.quotes.keys, layout);
}

/** A value on one line. */
export function inline(value: YamlValue, layout: Layout): string {
  if (typeof value !== 'object' || value === null) return scalarText(value, layout.quotes.values, layout);
  const { comma, padding } = layout.flow;
  if (Array.isArray(value)) {
    return `[${value.map((item: YamlValue) => itemText(item, layout)).join(comma)}]`;
  }
  const entries = Object.entries(value).map(([key, item]) => flowEntry(key, item, layout));
  return entries.length === 0 ? '{}' : `{${padding}${entries.join(comma)}${padding}}`;
}

/** An element of `[…]`. */
export function itemText(value: YamlValue, layout: Layout): string {
  return typeof value === 'object' && value !== null
    ? inline(value, layout)
    : scalarText(value, layout.quotes.items, layout);
}

/** A scalar on one line, in quotes where it needs them or its neighbours have them. */
export function scalarText(value: YamlValue, quote: Quote, { isJson }: Pick<Layout, 'isJson'>): string {
  if (isJson || (typeof value === 'string' && value.includes('\n'))) return JSON.stringify(value);
  const scalar = new Scalar(value);
  if (typeof value === 'string' && quote !== '')
    scalar.type = quote === '"' ? Scalar.QUOTE_DOUBLE : Scalar.QUOTE_SINGLE;
  // Within brackets, so that it also stands in a list.
  const text = stringify([scalar], {
    version: '1.1',
    lineWidth: 0,
    collectionStyle: 'flow',
    flowCollectionPadding: false,
  });
  return text.trim().slice(1, -1).trim();
}

/** Whether a value is written as a block. */
export function isBlock(
  value: YamlValue,
): value is Exclude<YamlValue, string | number | bigint | boolean | null> {
  return typeof value === 'object' && value !== null && Object.keys(value).length > 0;
}
