import { createSetJudge } from '../../check/set-judge.ts';
import type { SetJudge } from '../../check/set-verdict.ts';
import { readPolicyId } from '../../core/policy-id.ts';
import type { Policy, PolicySet } from '../../core/policy.ts';
import type { Resource } from '../../core/resource.ts';
import { readPolicies } from '../../dialects/read-policies.ts';
import type { ClusterVersions } from './cluster-versions.ts';
import type { Action } from './enforce-live-result.ts';
import { isBinding, namesOf, policyOf } from './policy-objects.ts';
import type { Probed } from './choose-probes.ts';

/** Manifests as what they would do: read back from the very objects that are sent. */
export interface WantedJudge {
  readonly set: PolicySet;
  readonly judge: SetJudge;
  /** What a policy is called in the cluster. */
  readonly nameOf: (policy: Policy) => string;
  /** Each policy that is bound, with the gravest that a violation of it does; or that it changes objects. */
  readonly probed: readonly Probed[];
  /** What could not be read back, and why. */
  readonly notes: readonly string[];
}

/** Reads manifests as a judge of requests. */
export function wantedJudge(objects: readonly Resource[], versions: ClusterVersions): WantedJudge {
  const read = { kubernetes: versions.kubernetes, kyverno: versions.kyverno ?? '1.19' } as const;
  const set = readPolicies(objects, read);
  const names = new Map<string, string>();
  const kinds = new Map<string, Resource>();
  for (const object of objects) {
    const name = policyOf(object);
    if (name === null || isBinding(object)) continue;
    for (const { id } of readPolicies([object], read).policies) {
      names.set(id, name);
      kinds.set(name, object);
    }
  }
  const nameOf = ({ id }: Policy): string => names.get(id) ?? readPolicyId(id).name;
  return {
    set,
    judge: createSetJudge(set, { users: 'ignored' }),
    nameOf,
    probed: [...kinds].flatMap(([policy, object]) => {
      const changes = set.policies.some((one) => nameOf(one) === policy && one.mutations.length > 0);
      const action = changes ? 'change' : gravest(policy, set, nameOf);
      return action === null ? [] : [{ policy, kind: object.kind, names: namesOf(object), action }];
    }),
    notes: [
      ...set.refused.map(
        ({ policy, construct, why }) => `\`${policy}\`: ${construct} is not judged here: ${why}`,
      ),
      ...set.problems.map(({ message }) => message),
    ],
  };
}

/** What a policy does to a violation, wherever it is bound; null where it is not. */
function gravest(
  name: string,
  { policies, bindings }: PolicySet,
  nameOf: (policy: Policy) => string,
): Action | null {
  const ids = new Set(policies.filter((policy) => nameOf(policy) === name).map(({ id }) => id));
  const own = bindings.filter(({ policy }) => ids.has(policy));
  const actions = new Set(own.flatMap((binding) => binding.actions));
  if (actions.has('Deny')) return 'deny';
  if (actions.has('Warn')) return 'warn';
  return own.length === 0 ? null : 'audit';
}
