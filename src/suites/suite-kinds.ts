import type { Kinds, ServedKind } from '../check/request-of.ts';
import { objectsAt, textAt } from '../core/json.ts';
import type { Resource } from '../core/resource.ts';

/** Kinds as they are known, and those that a suite's CustomResourceDefinitions add. */
export function suiteKinds(known: Kinds, crds: readonly Resource[]): Kinds {
  if (crds.length === 0) return known;
  const added = new Map(crds.flatMap(servedBy));
  return {
    served(kind) {
      const found = added.get(`${kind.group}/${kind.version}/${kind.kind}`);
      return found === undefined ? known.served(kind) : { ...found, kind };
    },
  };
}

function servedBy(crd: Resource): readonly (readonly [string, ServedKind])[] {
  const group = textAt(crd, '/spec/group') ?? '';
  const kind = textAt(crd, '/spec/names/kind') ?? '';
  const resource = textAt(crd, '/spec/names/plural') ?? '';
  const namespaced = textAt(crd, '/spec/scope') !== 'Cluster';
  return objectsAt(crd, '/spec/versions').map((one) => {
    const version = textAt(one, '/name') ?? '';
    return [`${group}/${version}/${kind}`, { kind: { group, version, kind }, resource, namespaced }] as const;
  });
}
