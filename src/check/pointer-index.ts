import { child, type JsonPointer, type JsonValue } from '../core/json.ts';

/** Where each map and list of an object stands, by identity: values enter the engine uncopied, so identity is place. */
export function pointerIndex(root: JsonValue): (container: object) => JsonPointer | undefined {
  const index = new Map<object, JsonPointer>();
  const pending: [JsonValue, JsonPointer][] = [[root, '']];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const [node, pointer] = next;
    if (typeof node !== 'object' || node === null) continue;
    index.set(node, pointer);
    for (const [key, value] of Object.entries<JsonValue>(node)) {
      pending.push([value, child(pointer, key)]);
    }
  }
  return (container) => index.get(container);
}
