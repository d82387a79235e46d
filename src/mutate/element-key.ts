import type { JsonValue } from '../core/json.ts';
import type { FieldSchema } from '../schema/field-schema.ts';
import { atomOf, type ListAtom } from './atom.ts';
import { isNativeList, isNativeMap, type Native, type NativeMap } from './go-value.ts';

/** What identifies an element of a list that is merged, and how a path shows it: `[name="app"]`; or why nothing does. */
export type ElementKey = { readonly key: string } | { readonly problem: string };

/** The identity of an element: its keys' values, those with a default filled in; in a set the element itself. */
export function elementKey(list: ListAtom, element: Native): ElementKey {
  return list.keys.length === 0 ? setKey(element) : mapKey(list, element);
}

function setKey(element: Native): ElementKey {
  if (isNativeMap(element))
    return { problem: "associative list without keys has an element that's a map type" };
  if (isNativeList(element)) return { problem: 'not supported: associative list with lists as elements' };
  if (element === null)
    return { problem: "associative list without keys has an element that's an explicit null" };
  return { key: `[=${written(element)}]` };
}

function mapKey(list: ListAtom, element: Native): ElementKey {
  if (element === null) return { problem: 'associative list with keys may not have a null element' };
  if (!isNativeMap(element)) return { problem: 'associative list with keys may not have non-map elements' };
  const parts: string[] = [];
  for (const name of list.keys) {
    const value = keyValue(list, element, name);
    if (value !== undefined) parts.push(`${name}=${written(value)}`);
  }
  if (parts.length === 0) {
    const names = list.keys.map((name) => JSON.stringify(name)).join(' ');
    return {
      problem: `associative list with keys has an element that omits all key fields [${names}] (and doesn't have default values for any key fields)`,
    };
  }
  return { key: `[${parts.join(',')}]` };
}

function keyValue(list: ListAtom, element: NativeMap, name: string): Native | undefined {
  if (Object.hasOwn(element, name)) return element[name];
  return defaultOf(atomOf(list.element).map?.field(name)?.field);
}

/** A field's default; the schema leaves out zeros that are written anyway. */
function defaultOf(field: FieldSchema | undefined): JsonValue | undefined {
  if (field?.default !== undefined || field?.written !== 'a') return field?.default;
  return field.type === 'string' ? '' : 0;
}

function written(value: Native): string {
  return typeof value === 'bigint' ? String(value) : JSON.stringify(value);
}
