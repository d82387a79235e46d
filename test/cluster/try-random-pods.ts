import { requestOf } from '../../src/check/request-of.ts';
import { isJsonObject, own } from '../../src/core/json.ts';
import type { Resource } from '../../src/core/resource.ts';
import type { Bench } from '../../src/prove/law.ts';
import { randomPods } from '../oracle/pod-security/random-pods.ts';
import type { Api } from './api.ts';
import type { Others } from './compare-others.ts';
import { messageOf, offer, placedRequest, type Disagreement } from './offer.ts';

const count = 1000;

/** Offers random pods where all policies warn, and compares; those that are no valid objects are left out. */
export async function tryRandomPods(
  api: Api,
  {
    namespace,
    others,
    bench,
  }: { readonly namespace: string; readonly others: Others; readonly bench: Bench },
): Promise<readonly Disagreement[]> {
  const seed = Date.now() % 1_000_000_007;
  const disagreements: Disagreement[] = [];
  let taken = 0;
  for (const random of randomPods(seed, count)) {
    const pod = withoutEphemeral(random);
    const request = requestOf(pod, bench.kinds);
    const answer = await offer(api, request, namespace);
    const isValid = answer.status === 201 || messageOf(answer).includes('denied request: ');
    if (!isValid) continue;
    taken += 1;
    disagreements.push(
      ...others.compare({ request: placedRequest(request, namespace), because: JSON.stringify(pod) }, answer),
    );
  }
  console.log(`${taken} of ${count} random pods are valid objects (seed ${seed})`);
  if (taken < count / 4) throw new Error('too few random pods are valid objects');
  return disagreements;
}

/** Debugging containers cannot be there from the beginning. */
function withoutEphemeral(pod: Resource): Resource {
  const spec = own(pod, 'spec');
  if (!isJsonObject(spec)) return pod;
  return {
    ...pod,
    spec: Object.fromEntries(Object.entries(spec).filter(([name]) => name !== 'ephemeralContainers')),
  };
}
