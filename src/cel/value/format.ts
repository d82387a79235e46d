import { Bytes, Double, Duration, Optional, Timestamp, TypeValue, Uint } from './boxes.ts';
import { CelError } from './cel-error.ts';
import { formatDouble } from './double.ts';
import { formatDuration } from './duration.ts';
import { isList } from './kind.ts';
import { find, isMap, keysOf } from './map.ts';
import { formatTimestamp } from './timestamp.ts';
import type { Value } from './value.ts';

const deepest = 20;

/** A value as an error message shows it. */
export function formatValue(value: Value, depth = 0): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') {
    return Number.isSafeInteger(value) ? String(value) : formatDouble(value);
  }
  if (typeof value !== 'object' || value === null) return String(value);
  if (depth > deepest) return '…';
  if (isList(value)) return `[${value.map((item) => formatValue(item, depth + 1)).join(', ')}]`;
  if (isMap(value)) {
    const entries = keysOf(value).map((key) => {
      const entry = find(value, key) ?? null;
      return `${formatValue(key)}: ${formatValue(entry, depth + 1)}`;
    });
    return `{${entries.join(', ')}}`;
  }
  return formatBoxed(value, depth);
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
