import { isJsonObject, own, type JsonObject, type JsonValue } from '../core/json.ts';

/** What a patch edits: a map or a list. */
export type Container = JsonObject | readonly JsonValue[];

/** Why a patch is not applied, in the words of the API server's patch library. */
export class PatchFault {
  readonly message: string;
  /** A `test` failed: then nothing is wrong, the object only stays as it is. */
  readonly isFailedTest: boolean;

  constructor(message: string, isFailedTest = false) {
    this.message = message;
    this.isFailedTest = isFailedTest;
  }
}

/** What the library says of what is not there. */
export const absent = 'missing value';
const outside = 'invalid index referenced';

/** Whether a value is a map or a list. */
export function isContainer(value: JsonValue | undefined): value is Container {
  return typeof value === 'object' && value !== null;
}

/** The value at a key; undefined where a map has none. */
export function getAt(container: Container, key: string): JsonValue | undefined | PatchFault {
  if (isJsonObject(container)) return own(container, key);
  const index = indexOf(key, container.length, container.length - 1);
  return typeof index === 'number' ? container[index] : index;
}

/** A copy with a value added: before the element of that index, at the end for `-`, in place of a map's value. */
export function addAt(container: Container, key: string, value: JsonValue): Container | PatchFault {
  if (isJsonObject(container)) return { ...container, [key]: value };
  if (key === '-') return [...container, value];
  const index = indexOf(key, container.length + 1, container.length);
  if (typeof index === 'number') return container.toSpliced(index, 0, value);
  return whole.test(key)
    ? index
    : new PatchFault(`value was not a proper array index: '${key}': ${index.message}`);
}

/** A copy with the value at a key replaced, or added where a map has none. */
export function setAt(container: Container, key: string, value: JsonValue): Container | PatchFault {
  if (isJsonObject(container)) return { ...container, [key]: value };
  const index = indexOf(key, container.length, container.length - 1);
  return typeof index === 'number' ? container.with(index, value) : index;
}

/** A copy without the value at a key. */
export function removeAt(container: Container, key: string): Container | PatchFault {
  if (isJsonObject(container)) {
    if (!Object.hasOwn(container, key))
      return new PatchFault(`Unable to remove nonexistent key: ${key}: ${absent}`);
    const { [key]: _, ...rest } = container;
    return rest;
  }
  const index = indexOf(key, container.length, container.length - 1);
  return typeof index === 'number' ? container.toSpliced(index, 1) : index;
}

const whole = /^[+-]?\d+$/;

/** The index that a key is, counted from `length` where it is negative; at most `last`. */
function indexOf(key: string, length: number, last: number): number | PatchFault {
  if (!whole.test(key)) return new PatchFault(`strconv.Atoi: parsing ${JSON.stringify(key)}: invalid syntax`);
  const given = Number(key);
  const index = given < 0 ? given + length : given;
  return index < 0 || index > last
    ? new PatchFault(`Unable to access invalid index: ${given}: ${outside}`)
    : index;
}
