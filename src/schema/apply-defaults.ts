import type { Resource } from '../core/resource.ts';
import { create, forgetStatus } from './defaults/create.ts';
import { decodeObject } from './defaults/decode.ts';
import { ensureObject, put } from './defaults/draft.ts';
import { encodeObject } from './defaults/encode.ts';
import { fillObject } from './defaults/fill.ts';
import type { Schema } from './schema.ts';

/**
 * A resource as admission policies see it on creation: as the API server reads it, fills it in and writes it back.
 *
 * Unknown fields and nulls are gone, empty fields too, quantities canonical, defaults filled in. What only a running
 * cluster knows is missing: uid, times, allocated addresses and ports, labels that hold the uid. A kind that the schema
 * does not know is returned as it is.
 */
export function applyDefaults(resource: Resource, schema: Schema): Resource {
  const kind = schema.find(resource.apiVersion, resource.kind);
  const type = kind === undefined ? undefined : schema.type(kind.type);
  if (kind === undefined || type === undefined) return resource;
  const draft = decodeObject(schema, type, resource);
  if (!type.structural) forgetStatus(kind, draft);
  fillObject(schema, type, draft);
  if (type.structural) put(ensureObject(draft, 'metadata'), 'generation', 1);
  else create(kind, draft);
  encodeObject(schema, type, draft);
  return draft as Resource;
}
