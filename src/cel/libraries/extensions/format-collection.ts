import { CelError } from '../../value/cel-error.ts';
import { spendElements } from '../../value/effort.ts';
import { cancelled } from '../../value/faults.ts';
import { find, keysOf, mapSize } from '../../value/map.ts';
import type { AnyMap } from '../../value/map.ts';
import { compareText } from '../../value/text.ts';
import type { Value } from '../../value/value.ts';

/** How an element, a key or a value is written. */
export type Write = (value: Value) => string | CelError;

/** What writing an element counts: about as much as going through so many. */
const writing = 20;

/** A list as a version of `format` writes it; the first error of an element is the result. */
export function listText(items: readonly Value[], write: Write): string | CelError {
  if (!spendElements(items.length * writing)) return cancelled;
  const texts: string[] = [];
  for (const item of items) {
    const text = write(item);
    if (text instanceof CelError) return text;
    texts.push(text);
  }
  return `[${texts.join(', ')}]`;
}

/** A map as a version of `format` writes it, its entries in the order of their keys' texts. */
export function mapText(map: AnyMap, write: Write, colon: ':' | ': '): string | CelError {
  if (!spendElements(mapSize(map) * writing)) return cancelled;
  const entries: (readonly [string, string])[] = [];
  for (const key of keysOf(map)) {
    const keyText = write(key);
    if (keyText instanceof CelError) return keyText;
    const valueText = write(find(map, key) ?? null);
    if (valueText instanceof CelError) return valueText;
    entries.push([keyText, valueText]);
  }
  entries.sort(([a], [b]) => compareText(a, b));
  return `{${entries.map((entry) => entry.join(colon)).join(', ')}}`;
}
