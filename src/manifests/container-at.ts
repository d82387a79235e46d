import { at, isJsonObject, own, tokens, type JsonPointer } from '../core/json.ts';
import type { Resource } from '../core/resource.ts';

/** The name of the container in which a path lies, or null. */
export function containerAt(resource: Resource, pointer: JsonPointer): string | null {
  const parts = tokens(pointer);
  const index = parts.findIndex((token) => /^(?:containers|initContainers|ephemeralContainers)$/.test(token));
  if (index < 0) return null;
  const container = at(resource, `/${parts.slice(0, index + 2).join('/')}`);
  const name = isJsonObject(container) ? own(container, 'name') : undefined;
  return typeof name === 'string' ? name : null;
}
