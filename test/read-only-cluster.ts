import type { Cluster } from '../src/operations/cluster-port.ts';

/** What a cluster in memory is not asked for by those that only read or patch. */
export const readOnly: Pick<Cluster, 'kindsOf' | 'create' | 'replace' | 'remove' | 'offer' | 'metrics'> = {
  kindsOf: async () => none(),
  create: async () => none(),
  replace: async () => none(),
  remove: async () => none(),
  offer: async () => none(),
  metrics: async () => none(),
};

function none(): never {
  throw new Error('this cluster is only read and patched');
}
