import { WritError } from '../../core/errors.ts';
import { policyId, readPolicyId } from '../../core/policy-id.ts';
import type { Binding, Policy, PolicySet } from '../../core/policy.ts';
import type { Resource } from '../../core/resource.ts';
import { readPolicies } from '../../dialects/read-policies.ts';
import { actionsFor } from './actions-for.ts';
import { placed } from './places.ts';
import type { RefusedPolicy } from './rendered.ts';
import type { Placement, Wanted } from './wanted.ts';

/** Policies that were read from files, with their bindings and exceptions, and what of them cannot be read. */
export function wantedPolicies(
  objects: readonly Resource[],
  placement: Placement,
): { readonly wanted: readonly Wanted[]; readonly refused: readonly RefusedPolicy[] } {
  const { kubernetes, kyverno } = placement.versions;
  const set = readPolicies(objects, { kubernetes: `1.${kubernetes}`, kyverno: `1.${kyverno}` });
  const [problem] = set.problems;
  if (problem !== undefined) throw new WritError('POLICY_INVALID', problem.message);
  return {
    wanted: set.policies.flatMap((policy) => ofPolicy(policy, set, placement)),
    refused: set.refused.map(({ policy, rule, construct, why }) => ({
      policy: rule === null ? policy : `${policy}#${rule}`,
      of: 'policy' as const,
      why: `${construct}: ${why}`,
      hint: null,
      expected: false,
    })),
  };
}

/** A policy under each of its bindings. */
function ofPolicy(policy: Policy, set: PolicySet, { input }: Placement): readonly Wanted[] {
  const bindings = set.bindings.filter((binding) => binding.policy === policy.id);
  const { variant: _variant, ...of } = readPolicyId(policy.id);
  const exceptions = set.exceptions.filter(({ policies }) =>
    policies.includes(policyId({ ...of, variant: null })),
  );
  const all: readonly (Binding | null)[] = bindings.length === 0 ? [null] : bindings;
  return all.map((binding, index) => {
    const id = index === 0 ? policy.id : `${policy.id}:${binding?.name ?? ''}-${index + 1}`;
    const own = binding === null ? [] : [binding.scope];
    return {
      id,
      named: true,
      unenforceable: null,
      make: () => ({
        policy: { ...policy, id },
        scope: { all: [...own, ...placed(input, [])] },
        actions: input.action === null ? (binding?.actions ?? ['Audit']) : actionsFor(input.action, true),
        params: binding?.params ?? null,
        exceptions: exceptions.map((exception) => ({ ...exception, policies: [id] })),
        why: null,
      }),
    };
  });
}
