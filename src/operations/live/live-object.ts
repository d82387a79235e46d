import { at, isJsonObject, own, textAt, type JsonObject, type JsonValue } from '../../core/json.ts';
import { isResource, nameOf, namespaceOf, type Resource } from '../../core/resource.ts';
import type { ClusterName, ServedKind } from '../cluster-port.ts';

/** What only the server writes into `metadata`, and nobody into a manifest. */
const bookkeeping: ReadonlySet<string> = new Set([
  'creationTimestamp',
  'generation',
  'managedFields',
  'resourceVersion',
  'selfLink',
  'uid',
]);

/** An object as somebody may have written it: without its status and the bookkeeping of the server; null for what is none. */
export function asWritten(object: JsonObject): Resource | null {
  if (!isResource(object)) return null;
  const { status: _, ...rest } = withoutEmpty(object) as Resource;
  const metadata = own(object, 'metadata');
  if (!isJsonObject(metadata)) return rest;
  const stated = Object.fromEntries(Object.entries(metadata).filter(([key]) => !bookkeeping.has(key)));
  return { ...rest, metadata: stated };
}

/** The server writes these out where nobody did, with nothing in them. */
const writtenOut: ReadonlySet<string> = new Set(['resources', 'securityContext']);

/** The same without them, so that what is missing is missing at the same place as in the manifest. */
function withoutEmpty(value: JsonValue): JsonValue {
  if (Array.isArray(value)) {
    const items = (value as readonly JsonValue[]).map(withoutEmpty);
    return items.every((item, index) => item === (value as readonly JsonValue[])[index]) ? value : items;
  }
  if (!isJsonObject(value)) return value;
  const entries = Object.entries(value);
  const kept = entries
    .filter(([key, inner]) => !(writtenOut.has(key) && isEmpty(inner)))
    .map(([key, inner]) => [key, withoutEmpty(inner)] as const);
  const isSame = kept.length === entries.length && kept.every(([key, inner]) => inner === value[key]);
  return isSame ? value : Object.fromEntries(kept);
}

function isEmpty(value: JsonValue): boolean {
  return isJsonObject(value) && Object.keys(value).length === 0;
}

/** Names what an API server makes in each cluster or namespace, by kind. */
const made: Readonly<Record<string, ReadonlySet<string>>> = {
  ConfigMap: new Set([
    'extension-apiserver-authentication',
    'kube-apiserver-legacy-service-account-token-tracking',
    'kube-root-ca.crt',
  ]),
};

/** Whether the API server made an object and keeps it as it is, so that nobody could mend it. */
export function isOfServer(resource: Resource): boolean {
  const labels = at(resource, '/metadata/labels');
  if (!isJsonObject(labels)) return isMade(resource);
  const isBootstrapped = own(labels, 'kubernetes.io/bootstrapping') !== undefined;
  const isItself = own(labels, 'component') === 'apiserver' && own(labels, 'provider') === 'kubernetes';
  return isBootstrapped || isItself || isMade(resource);
}

function isMade(resource: Resource): boolean {
  return Object.hasOwn(made, resource.kind) && made[resource.kind]?.has(nameOf(resource)) === true;
}

/** Names the very state of an object. */
export function versionOf(object: JsonObject): string {
  return `${textAt(object, '/metadata/uid') ?? ''} ${textAt(object, '/metadata/resourceVersion') ?? ''}`;
}

/** What stands in place of a file: `cluster://context/namespace/Kind/name`, without the namespace where there is none. */
export function placeOfObject(about: ClusterName, resource: Resource): string {
  const namespace = namespaceOf(resource);
  const parts = [...(namespace === null ? [] : [namespace]), resource.kind, nameOf(resource)];
  return `${placeOfCluster(about)}/${parts.join('/')}`;
}

/** The same of a kind as a whole, which could not be read. */
export function placeOfKind(about: ClusterName, kind: ServedKind, namespace: string | null): string {
  const parts = [...(namespace === null ? [] : [namespace]), kind.kind];
  return `${placeOfCluster(about)}/${parts.join('/')}`;
}

/** A cluster as a place; contexts may hold anything, and only their own slashes are in the way. */
export function placeOfCluster({ context }: ClusterName): string {
  return `cluster://${context.replaceAll('%', '%25').replaceAll('/', '%2F').replaceAll(/\s/g, '%20')}`;
}
