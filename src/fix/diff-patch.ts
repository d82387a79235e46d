import { child, isJsonObject, type JsonObject, type JsonPointer, type JsonValue } from '../core/json.ts';
import { isSame } from '../yaml/edit/is-same.ts';
import type { PatchOperation } from './patch.ts';

/** The RFC 6902 patch that makes one value another; lists change from the back, so that no operation moves a later one's place. */
export function diffPatch(from: JsonValue, to: JsonValue, path: JsonPointer = ''): readonly PatchOperation[] {
  if (from === to) return [];
  if (isJsonObject(from) && isJsonObject(to)) return diffMaps(from, to, path);
  if (Array.isArray(from) && Array.isArray(to))
    return diffLists(from as readonly JsonValue[], to as readonly JsonValue[], path);
  return [{ op: 'replace', path, value: to }];
}

function diffMaps(from: JsonObject, to: JsonObject, path: JsonPointer): readonly PatchOperation[] {
  const removed = Object.keys(from)
    .filter((key) => !Object.hasOwn(to, key))
    .map((key): PatchOperation => ({ op: 'remove', path: child(path, key) }));
  const rest = Object.entries(to).flatMap(([key, value]): readonly PatchOperation[] => {
    const before = Object.hasOwn(from, key) ? from[key] : undefined;
    const at = child(path, key);
    return before === undefined ? [{ op: 'add', path: at, value }] : diffPatch(before, value, at);
  });
  return [...removed, ...rest];
}

function diffLists(
  from: readonly JsonValue[],
  to: readonly JsonValue[],
  path: JsonPointer,
): readonly PatchOperation[] {
  const common = Math.min(from.length, to.length);
  const head = countSame(common, (index) => [from[index], to[index]]);
  const tail = countSame(common - head, (index) => [from.at(-1 - index), to.at(-1 - index)]);
  const middle = common - head - tail;
  const changed = Array.from({ length: middle }, (_, index) => head + index).flatMap((index) =>
    diffPatch(from[index] ?? null, to[index] ?? null, child(path, index)),
  );
  const at = head + middle;
  const added = to
    .slice(at, to.length - tail)
    .map((value, index): PatchOperation => ({ op: 'add', path: child(path, at + index), value }));
  const removed = Array.from({ length: from.length - tail - at }, (_, index): PatchOperation => ({
    op: 'remove',
    path: child(path, from.length - tail - 1 - index),
  }));
  return [...changed, ...removed, ...added];
}

function countSame(
  most: number,
  pair: (index: number) => readonly [JsonValue | undefined, JsonValue | undefined],
): number {
  let count = 0;
  while (count < most && isSame(...pair(count))) count++;
  return count;
}
