import type { FindingResource } from '../../core/finding.ts';
import { isJsonObject, type JsonValue } from '../../core/json.ts';
import { isResource, nameOf, namespaceOf } from '../../core/resource.ts';
import { classify } from '../../manifests/classify.ts';
import { ownerOf } from '../../report/owner-of.ts';
import type { ReadLimits } from '../../yaml/document.ts';
import { read } from '../../yaml/read.ts';

/** Who looks after what, collected from the manifests themselves. */
export interface Owners {
  /** Adds the owners that are told in a text. */
  add(file: string, text: string, limits: ReadLimits): Promise<void>;
  /** Adds the owner that an object tells. */
  see(file: string, value: JsonValue): void;
  of(file: string, resource: FindingResource): string | null;
}

/** Nobody yet. */
export function createOwners(): Owners {
  const owners = new Map<string, string>();
  const collect = (file: string, value: JsonValue): void => {
    const classified = classify(value);
    if (classified.kind === 'list') for (const item of classified.items) collect(file, item);
    if (!isJsonObject(value) || !isResource(value) || classified.kind === 'list') return;
    const owner = ownerOf(value);
    if (owner === null) return;
    const { apiVersion, kind } = value;
    owners.set(keyOf(file, { apiVersion, kind, namespace: namespaceOf(value), name: nameOf(value) }), owner);
  };
  return {
    async add(file, text, limits) {
      for await (const one of read(text, limits)) if ('document' in one) collect(file, one.document.value);
    },
    see: collect,
    of: (file, resource) => owners.get(keyOf(file, resource)) ?? null,
  };
}

function keyOf(file: string, { apiVersion, kind, namespace, name }: FindingResource): string {
  return JSON.stringify([file, apiVersion, kind, namespace, name]);
}
