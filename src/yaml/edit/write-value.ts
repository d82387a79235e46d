import { stringify } from 'yaml';
import type { YamlValue } from '../value.ts';
import type { Layout } from './layout.ts';

/** A value as the lines of a block that begins at a column, 0-based. */
export function blockLines(value: YamlValue, layout: Layout, column: number): readonly string[] {
  const indent = ' '.repeat(column);
  return linesOf(value, layout).map((line) => `${indent}${line}`);
}

function linesOf(value: YamlValue, layout: Layout): readonly string[] {
  if (!isBlock(value)) return [inline(value, layout)];
  if (Array.isArray(value)) return value.flatMap((item: YamlValue) => elementLines(item, layout));
  return Object.entries(value).flatMap(([key, item]) => entryLines(inline(key, layout), item, layout));
}

function entryLines(key: string, value: YamlValue, layout: Layout): readonly string[] {
  if (!isBlock(value)) return [`${key}: ${inline(value, layout)}`];
  const indent = ' '.repeat(Array.isArray(value) && !layout.indentsLists ? 0 : layout.step);
  return [`${key}:`, ...linesOf(value, layout).map((line) => `${indent}${line}`)];
}

/** An element, its first line beside the dash. */
function elementLines(value: YamlValue, layout: Layout): readonly string[] {
  return linesOf(value, layout).map((line, index) => `${index === 0 ? '- ' : '  '}${line}`);
}

/** A value on one line. */
export function inline(value: YamlValue, layout: Layout): string {
  if (layout.isJson || (typeof value === 'string' && value.includes('\n'))) return JSON.stringify(value);
  return stringify(value, {
    version: '1.1',
    lineWidth: 0,
    collectionStyle: 'flow',
    flowCollectionPadding: false,
    // A text that is used twice stays two texts.
    aliasDuplicateObjects: false,
  }).trimEnd();
}

/** Whether a value is written as a block. */
export function isBlock(
  value: YamlValue,
): value is Exclude<YamlValue, string | number | bigint | boolean | null> {
  return typeof value === 'object' && value !== null && Object.keys(value).length > 0;
}
