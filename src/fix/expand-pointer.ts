import { at, child, tokens, type JsonPointer, type JsonValue } from '../core/json.ts';

const containerLists = ['containers', 'initContainers', 'ephemeralContainers'];

/**
 * The concrete pointers that an edit's pointer stands for on a resource:
 * `{containers}` is each container list that exists, `*` each index.
 */
export function expandPointer(
  resource: JsonValue,
  root: JsonPointer,
  pattern: JsonPointer,
): readonly JsonPointer[] {
  let pointers: readonly JsonPointer[] = [root];
  for (const token of tokens(pattern)) {
    if (token === '{containers}') pointers = pointers.flatMap((pointer) => lists(resource, pointer));
    else if (token === '*') pointers = pointers.flatMap((pointer) => elements(resource, pointer));
    else pointers = pointers.map((pointer) => child(pointer, token));
  }
  return pointers;
}

function lists(resource: JsonValue, pointer: JsonPointer): readonly JsonPointer[] {
  return containerLists
    .map((name) => child(pointer, name))
    .filter((list) => Array.isArray(at(resource, list)));
}

function elements(resource: JsonValue, pointer: JsonPointer): readonly JsonPointer[] {
  const list = at(resource, pointer);
  return Array.isArray(list) ? list.map((_, index) => child(pointer, index)) : [];
}
