import { isJsonObject, own, type JsonObject } from '../core/json.ts';
import type { Resource } from '../core/resource.ts';

/** Where people write who looks after an object, most telling first: labels and annotations alike. */
const keys = [
  'writ.dev/owner',
  'a8r.io/owner',
  'backstage.io/owner',
  'app.kubernetes.io/owner',
  'owner',
  'team',
  'app.kubernetes.io/team',
];

/** Who is said to look after an object, or null: its annotations and labels, then those of its pods. */
export function ownerOf(resource: Resource): string | null {
  const places = [metadataOf(resource), templateMetadata(resource)];
  for (const metadata of places) {
    for (const key of keys) {
      const owner = textAt(metadata, 'annotations', key) ?? textAt(metadata, 'labels', key);
      if (owner !== null) return owner;
    }
  }
  return null;
}

function metadataOf(object: JsonObject): JsonObject {
  return objectAt(object, 'metadata');
}

function templateMetadata(resource: Resource): JsonObject {
  const spec = objectAt(resource, 'spec');
  const job = resource.kind === 'CronJob' ? objectAt(objectAt(spec, 'jobTemplate'), 'spec') : spec;
  return metadataOf(objectAt(job, 'template'));
}

function objectAt(object: JsonObject, key: string): JsonObject {
  const value = own(object, key);
  return isJsonObject(value) ? value : {};
}

function textAt(metadata: JsonObject, map: 'annotations' | 'labels', key: string): string | null {
  const value = own(objectAt(metadata, map), key);
  return typeof value === 'string' && value.trim() !== '' ? value : null;
}
