/** What Go holds and no JSON: an API server takes it for a value of no kind, and says so. */
export class GoValue {
  /** Go's name of its type: `time.Time`. */
  readonly type: string;
  /** As Go's `%v` shows it, and as its `%#v` does. */
  readonly shown: string;
  readonly syntax: string;
  /** What protobuf makes of it in JSON, unlike structured-merge-diff; undefined where nothing. */
  readonly json: string | number | undefined;

  constructor(type: string, shown: string, syntax: string = shown, json?: string | number) {
    this.type = type;
    this.shown = shown;
    this.syntax = syntax;
    this.json = json;
  }
}

/** JSON in which some values are of no kind of JSON. */
export type Native =
  | null
  | boolean
  | number
  | bigint
  | string
  | GoValue
  | readonly Native[]
  | { readonly [key: string]: Native };

/** A map of such values. */
export interface NativeMap {
  readonly [key: string]: Native;
}

/** Whether such a value is a map. */
export function isNativeMap(value: Native | undefined): value is NativeMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof GoValue);
}

/** Whether such a value is a list. */
export function isNativeList(value: Native | undefined): value is readonly Native[] {
  return Array.isArray(value);
}

/** Whether such a value is a text, a number or a boolean. */
export function isNativeScalar(value: Native | undefined): value is string | number | bigint | boolean {
  return value !== undefined && value !== null && typeof value !== 'object';
}
