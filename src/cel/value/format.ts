import { Bytes, Double, Duration, Optional, Timestamp, TypeValue, Uint } from './boxes.ts';
import { CelError } from './cel-error.ts';
import { formatDouble } from './double.ts';
import { formatDuration } from './duration.ts';
import { spendElements } from './effort.ts';
import { isList } from './kind.ts';
import { find, isMap, keysOf } from './map.ts';
import type { AnyMap } from './map.ts';
import { formatTimestamp } from './timestamp.ts';
import type { Value } from './value.ts';

const deepest = 20;

/** A value as an error message shows it. */
export function formatValue(value: Value, depth = 0): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return formatNumber(value);
  if (typeof value !== 'object' || value === null) return String(value);
  if (depth > deepest || !spendElements(1)) return '…';
  if (isList(value)) return formatList(value, depth);
  return isMap(value) ? formatMap(value, depth) : formatBoxed(value, depth);
}

function formatNumber(value: number): string {
  return Number.isSafeInteger(value) ? String(value) : formatDouble(value);
}

function formatList(items: readonly Value[], depth: number): string {
  return `[${items.map((item) => formatValue(item, depth + 1)).join(', ')}]`;
}

function formatMap(map: AnyMap, depth: number): string {
  const entries = keysOf(map).map((key) => {
    const entry = find(map, key) ?? null;
    return `${formatValue(key)}: ${formatValue(entry, depth + 1)}`;
  });
  return `{${entries.join(', ')}}`;
}

function formatBoxed(
  value: Exclude<Value, string | number | bigint | boolean | null>,
  depth: number,
): string {
  if (value instanceof Uint) return String(value.value);
  if (value instanceof Double) return formatDouble(value.value);
  if (value instanceof Timestamp) return formatTimestamp(value);
  if (value instanceof Duration) return formatDuration(value);
  if (value instanceof TypeValue) return value.name;
  if (value instanceof CelError) return value.message;
  if (value instanceof Optional) return formatOptional(value, depth);
  return value instanceof Bytes ? Array.from(value.value).join(' ') : 'value';
}

function formatOptional({ value }: Optional, depth: number): string {
  return value === undefined ? 'optional.none()' : `optional(${formatValue(value, depth + 1)})`;
}
