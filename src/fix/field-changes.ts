import { at, child, isJsonObject, own, tokens, type JsonPointer, type JsonValue } from '../core/json.ts';
import { isSame } from '../yaml/edit/is-same.ts';
import { applyPatch } from './apply-patch.ts';

/** What a change did to an object, field by field, so that it can be found again and taken back among other changes. */
export interface FieldChanges {
  /** A value that is absent was not there. */
  readonly fields: readonly FieldChange[];
  /** Maps that were made for them, which go with them where nothing else came into them. */
  readonly made: readonly JsonPointer[];
  /** Who stood at which place of a list: whoever is not there any more must not be mistaken for another. */
  readonly names: readonly { readonly at: JsonPointer; readonly name: string }[];
}

/** One field before and after. */
export interface FieldChange {
  readonly path: JsonPointer;
  readonly before?: JsonValue | undefined;
  readonly after?: JsonValue | undefined;
}

/** How an object stands to a change: it was made, it was not (or is taken back), or somebody changed the same since. */
export type ChangeState = 'made' | 'not made' | 'changed since';

/** What makes one object of another. */
export function fieldChanges(before: JsonValue, after: JsonValue): FieldChanges {
  const fields: FieldChange[] = [];
  const made: JsonPointer[] = [];
  const compare = (a: JsonValue | undefined, b: JsonValue | undefined, path: JsonPointer): void => {
    if (isSame(a, b)) return;
    const keys = keysBelow(a, b);
    if (keys === null) {
      fields.push({
        path,
        ...(a === undefined ? {} : { before: a }),
        ...(b === undefined ? {} : { after: b }),
      });
      return;
    }
    if (a === undefined) made.push(path);
    for (const key of keys) compare(below(a, key), below(b, key), child(path, key));
  };
  compare(before, after, '');
  return { fields, made, names: namesOn(before, fields) };
}

/** Which of the two an object is. */
export function stateOf(object: JsonValue, { fields, names }: FieldChanges): ChangeState {
  if (names.some(({ at: place, name }) => at(object, child(place, 'name')) !== name)) return 'changed since';
  if (fields.every(({ path, before }) => isSame(at(object, path), before))) return 'not made';
  return fields.every(({ path, after }) => isSame(at(object, path), after)) ? 'made' : 'changed since';
}

/** The object without a change that was made to it; what else was changed stays. */
export function takeBack(object: JsonValue, { fields, made }: FieldChanges): JsonValue {
  const restored = fields.reduce<JsonValue>(
    (current, { path, before }) =>
      before === undefined ? without(current, path) : put(current, path, before),
    object,
  );
  // The deepest first: a map that only held another is empty once that is gone.
  return made.toReversed().reduce<JsonValue>((current, path) => {
    const value = at(current, path);
    const isEmpty = value !== undefined && isJsonObject(value) && Object.keys(value).length === 0;
    return isEmpty ? without(current, path) : current;
  }, restored);
}

/** What to compare one by one: the keys of two maps, or of one that came or went; the places of lists of one length. */
function keysBelow(a: JsonValue | undefined, b: JsonValue | undefined): readonly (string | number)[] | null {
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length ? a.map((_, index) => index) : null;
  const maps = [a, b].filter((one) => one !== undefined);
  if (!maps.every(isJsonObject)) return null;
  // A map that is empty says something by being there.
  const isAlone = maps.length === 1 && maps.every((map) => Object.keys(map).length === 0);
  return isAlone ? null : [...new Set(maps.flatMap((map) => Object.keys(map)))];
}

function below(value: JsonValue | undefined, key: string | number): JsonValue | undefined {
  if (Array.isArray(value)) return (value as readonly JsonValue[])[Number(key)];
  return value !== undefined && isJsonObject(value) ? own(value, String(key)) : undefined;
}

function namesOn(object: JsonValue, fields: readonly FieldChange[]): FieldChanges['names'] {
  const names = new Map<JsonPointer, string>();
  for (const { path } of fields) {
    let place: JsonPointer = '';
    for (const token of tokens(path)) {
      const isItem = Array.isArray(at(object, place));
      place = child(place, token);
      const name = isItem ? at(object, child(place, 'name')) : undefined;
      if (typeof name === 'string' && place !== path) names.set(place, name);
    }
  }
  return Array.from(names, ([place, name]) => ({ at: place, name }));
}

function without(value: JsonValue, path: JsonPointer): JsonValue {
  return at(value, path) === undefined ? value : applyPatch(value, [{ op: 'remove', path }]);
}

/** With the maps above it, where they are gone. */
function put(value: JsonValue, path: JsonPointer, to: JsonValue): JsonValue {
  const parent = path.slice(0, path.lastIndexOf('/')) as JsonPointer;
  const above = path === '' || at(value, parent) !== undefined ? value : put(value, parent, {});
  return applyPatch(above, [{ op: at(above, path) === undefined ? 'add' : 'replace', path, value: to }]);
}
