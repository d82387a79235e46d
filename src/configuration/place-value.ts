import { isJsonObject, type JsonObject, type JsonValue } from '../core/json.ts';
import type { Segment } from './field-path.ts';

/** What an element becomes that has to be made first, by the key of its list. */
export type Blank = (list: readonly Segment[]) => JsonValue;

/**
 * A value with another one at a path, and everything on the way there; undefined removes it.
 * `[*]` is the first element.
 */
export function placeValue(
  into: JsonValue | undefined,
  segments: readonly Segment[],
  value: JsonValue | undefined,
  blank: Blank,
): JsonValue | undefined {
  return place(into, { segments, depth: 0, value, blank });
}

interface Placing {
  readonly segments: readonly Segment[];
  readonly depth: number;
  readonly value: JsonValue | undefined;
  readonly blank: Blank;
}

function place(into: JsonValue | undefined, placing: Placing): JsonValue | undefined {
  const segment = placing.segments[placing.depth];
  if (segment === undefined) return placing.value;
  if ('key' in segment) return placeInObject(into, segment.key, placing);
  return placeInList(into, 'index' in segment ? segment.index : 0, placing);
}

function placeInObject(into: JsonValue | undefined, key: string, placing: Placing): JsonValue | undefined {
  const before: JsonObject = isJsonObject(into) ? into : {};
  const known = Object.hasOwn(before, key) ? before[key] : undefined;
  if (placing.value === undefined && known === undefined) return into;
  const after = place(known, { ...placing, depth: placing.depth + 1 });
  const others = Object.entries(before).filter(([name]) => name !== key);
  return Object.fromEntries(after === undefined ? others : [...others, [key, after]]);
}

function placeInList(into: JsonValue | undefined, index: number, placing: Placing): JsonValue | undefined {
  const before: readonly JsonValue[] = Array.isArray(into) ? (into as readonly JsonValue[]) : [];
  if (placing.value === undefined && index >= before.length) return into;
  const list = placing.segments.slice(0, placing.depth + 1);
  const after = [...before];
  while (after.length <= index) after.push(placing.blank(list));
  const changed = place(after[index], { ...placing, depth: placing.depth + 1 });
  return changed === undefined
    ? after.filter((_, at) => at !== index)
    : after.map((one, at) => (at === index ? changed : one));
}
