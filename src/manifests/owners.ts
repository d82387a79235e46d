import { isJsonObject, own, type JsonValue } from '../core/json.ts';
import { nameOf, namespaceOf, type Resource } from '../core/resource.ts';

/** How an owner is named by what it owns: kind, namespace and name. */
export function ownerKeys(resource: Resource): readonly string[] {
  const metadata = own(resource, 'metadata');
  const references = isJsonObject(metadata) ? own(metadata, 'ownerReferences') : undefined;
  if (!Array.isArray(references)) return [];
  return (references as readonly JsonValue[]).flatMap((reference) => {
    if (!isJsonObject(reference) || own(reference, 'controller') !== true) return [];
    const { kind, name } = { kind: own(reference, 'kind'), name: own(reference, 'name') };
    return typeof kind === 'string' && typeof name === 'string'
      ? [identityOf(kind, namespaceOf(resource), name)]
      : [];
  });
}

/** The key under which a resource would be named as an owner. */
export function resourceKey(resource: Resource): string {
  return identityOf(resource.kind, namespaceOf(resource), nameOf(resource));
}

function identityOf(kind: string, namespace: string | null, name: string): string {
  return `${kind}/${namespace ?? ''}/${name}`;
}
