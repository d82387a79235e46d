import { isJsonObject, own, type JsonValue } from '../core/json.ts';
import { groupVersionOf, nameOf, namespaceOf, type Resource } from '../core/resource.ts';
import type { Kinds } from '../check/request-of.ts';

/** Fields that Helm charts leave empty, which mean nothing said. */
const maps: ReadonlySet<string> = new Set([
  'annotations',
  'labels',
  'matchLabels',
  'nodeSelector',
  'data',
  'stringData',
]);

/**
 * An object as Kyverno's command line takes it: in the namespace `default` unless it names one or is known to be of the
 * whole cluster, and with empty maps for maps without a value.
 */
export function prepareResource(resource: Resource, kinds: Kinds): Resource {
  const { group, version } = groupVersionOf(resource.apiVersion);
  const served = kinds.served({ group, version, kind: resource.kind });
  const filled = fillMaps(resource) as Resource;
  if (namespaceOf(resource) !== null || served?.namespaced === false) return filled;
  const metadata = own(filled, 'metadata');
  return { ...filled, metadata: { ...(isJsonObject(metadata) ? metadata : {}), namespace: 'default' } };
}

/** What tells objects apart; of several with the same, the first counts. */
export function identityOf(resource: Resource): string {
  const { group } = groupVersionOf(resource.apiVersion);
  return `${group}/${resource.kind}/${namespaceOf(resource) ?? ''}/${nameOf(resource)}`;
}

function fillMaps(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return (value as readonly JsonValue[]).map(fillMaps);
  if (!isJsonObject(value)) return value;
  const entries = Object.entries(value).map(([key, item]): [string, JsonValue] => [
    key,
    item === null && maps.has(key) ? {} : fillMaps(item),
  ]);
  return Object.fromEntries(entries);
}
