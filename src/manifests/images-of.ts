import { isJsonObject, own, type JsonObject, type JsonPointer, type JsonValue } from '../core/json.ts';
import type { Resource } from '../core/resource.ts';
import { podPlaceOf, podSpecOf } from './classify.ts';

/** An image that an object names, and where. */
export interface NamedImage {
  readonly path: JsonPointer;
  readonly reference: string;
}

const lists = ['containers', 'initContainers', 'ephemeralContainers'] as const;

/** The images of an object's containers, and those that its pods mount as volumes. */
export function imagesOf(resource: Resource): readonly NamedImage[] {
  const pod = podSpecOf(resource);
  const base = podPlaceOf(resource.kind);
  if (pod === null || base === null) return [];
  const containers = lists.flatMap((list) => images(itemsOf(pod, list), `${base}/${list}`));
  const volumes = itemsOf(pod, 'volumes').map((volume) =>
    isJsonObject(volume) ? own(volume, 'image') : undefined,
  );
  return [...containers, ...images(volumes, `${base}/volumes`, 'reference', '/image')];
}

function images(
  items: readonly (JsonValue | undefined)[],
  at: JsonPointer,
  key = 'image',
  below = '',
): readonly NamedImage[] {
  return items.flatMap((item, index) => {
    const reference = isJsonObject(item) ? own(item, key) : undefined;
    const path: JsonPointer = `${at}/${index}${below}/${key}` as JsonPointer;
    return typeof reference === 'string' && reference !== '' ? [{ path, reference }] : [];
  });
}

function itemsOf(pod: JsonObject, key: string): readonly JsonValue[] {
  const value = own(pod, key);
  return Array.isArray(value) ? (value as readonly JsonValue[]) : [];
}
