import type { SetVerdict } from '../../check/set-verdict.ts';
import type { Policy } from '../../core/policy.ts';
import { nameOf, namespaceOf, type Resource } from '../../core/resource.ts';
import { isBroken } from './count-broken.ts';
import type { NamedObject } from './enforce-live-result.ts';

/** Some live objects that break a policy, and some that do not. */
export interface LiveSamples {
  readonly fail: readonly NamedObject[];
  readonly pass: readonly NamedObject[];
}

/** How many of each are kept. */
const most = 3;

/** Keeps the first few live objects that break each policy, and that pass it, by the policy's name. */
export function liveSamples(called: (policy: Policy) => string): {
  readonly samples: ReadonlyMap<string, LiveSamples>;
  readonly see: (object: Resource, verdicts: readonly SetVerdict[]) => void;
} {
  const samples = new Map<string, { readonly fail: NamedObject[]; readonly pass: NamedObject[] }>();
  return {
    samples,
    see(object, verdicts) {
      for (const { policy, outcome } of verdicts) {
        const name = called(policy);
        const known = samples.get(name) ?? { fail: [], pass: [] };
        samples.set(name, known);
        const list = isBroken(outcome, policy) ? known.fail : outcome.result === 'pass' ? known.pass : null;
        if (list !== null && list.length < most) list.push(namedIn(object));
      }
    },
  };
}

function namedIn(object: Resource): NamedObject {
  const { apiVersion, kind } = object;
  return { apiVersion, kind, namespace: namespaceOf(object), name: nameOf(object) };
}
