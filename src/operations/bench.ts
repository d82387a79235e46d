import { offlineFacts } from '../check/offline-facts.ts';
import { kubernetes } from '../cel/environment/kubernetes.ts';
import type { Bench } from '../prove/law.ts';
import { applyDefaults } from '../schema/apply-defaults.ts';
import { kubernetesSchema } from '../schema/kubernetes.ts';
import { kindsOf } from './judging/kinds-of.ts';
import { minors } from './deciding/parse-version.ts';

/** What proofs are made on: the newest Kubernetes that is known, and no cluster. */
export async function openBench(now: bigint): Promise<Bench> {
  const schema = await kubernetesSchema();
  return {
    minor: minors.newest,
    environment: kubernetes(minors.newest),
    kinds: kindsOf(schema),
    schema,
    facts: offlineFacts(now),
    applyDefaults: (resource) => applyDefaults(resource, schema),
  };
}
