import { isJsonObject, own, type JsonObject, type JsonValue } from './json.ts';

/** A Kubernetes object as it was written: nothing defaulted, nothing removed. */
export interface Resource extends JsonObject {
  readonly apiVersion: string;
  readonly kind: string;
}

/** Whether a value has what every Kubernetes object has: `apiVersion` and `kind`, both text. */
export function isResource(value: JsonValue | undefined): value is Resource {
  return (
    isJsonObject(value) &&
    typeof own(value, 'apiVersion') === 'string' &&
    typeof own(value, 'kind') === 'string'
  );
}

/** `metadata.name`, else `metadata.generateName` with a trailing star, else empty. */
export function nameOf(resource: JsonObject): string {
  const name = metadataText(resource, 'name');
  if (name !== null) return name;
  const prefix = metadataText(resource, 'generateName');
  return prefix === null ? '' : `${prefix}*`;
}

/** `metadata.namespace`, or null where none is stated. */
export function namespaceOf(resource: JsonObject): string | null {
  return metadataText(resource, 'namespace');
}

/** The group and version of an `apiVersion`; the core group is empty. */
export function groupVersionOf(apiVersion: string): { readonly group: string; readonly version: string } {
  const slash = apiVersion.indexOf('/');
  return slash < 0
    ? { group: '', version: apiVersion }
    : { group: apiVersion.slice(0, slash), version: apiVersion.slice(slash + 1) };
}

function metadataText(resource: JsonObject, key: string): string | null {
  const metadata = own(resource, 'metadata');
  const value = isJsonObject(metadata) ? own(metadata, key) : undefined;
  return typeof value === 'string' ? value : null;
}
