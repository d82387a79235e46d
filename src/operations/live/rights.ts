import type { Cluster, ServedKind } from '../cluster-port.ts';

/** What the user may change, asked before anything is sent, and once for what is alike. */
export interface Rights {
  /** Why an object may not be changed, as one sentence; null where it may. */
  whyNot(kind: ServedKind, name: string, namespace: string | null): Promise<string | null>;
}

/** The rights of whoever a cluster is opened as. */
export function createRights(cluster: Cluster): Rights {
  const answers = new Map<string, Promise<{ readonly allowed: boolean; readonly reason: string }>>();
  const may = (kind: ServedKind, name: string | null, namespace: string | null) => {
    const { group, resource } = kind;
    const key = JSON.stringify([group, resource, name, namespace]);
    const known = answers.get(key) ?? cluster.may({ verb: 'patch', group, resource, namespace, name });
    answers.set(key, known);
    return known;
  };
  return {
    async whyNot(kind, name, namespace) {
      if ((await may(kind, null, namespace)).allowed) return null;
      // A role may name the very objects.
      const { allowed, reason } = await may(kind, name, namespace);
      if (allowed) return null;
      const where = namespace === null ? '' : ` in namespace ${namespace}`;
      const because = reason === '' ? '' : ` (${reason})`;
      return `you may not patch ${kind.resource}${where}${because}`;
    },
  };
}
