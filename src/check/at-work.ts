import { policyId, readPolicyId } from '../core/policy-id.ts';
import type { Binding, Policy, PolicyException, PolicySet } from '../core/policy.ts';
import { wildcard } from './wildcard.ts';

/** A policy with what a set says of it. */
export interface AtWork {
  readonly policy: Policy;
  readonly bindings: readonly Binding[];
  readonly exceptions: readonly PolicyException[];
}

/** The policies of a set in their order, those that change objects first. */
export function policiesAtWork({ policies, bindings, exceptions }: PolicySet): readonly AtWork[] {
  const byPolicy = Map.groupBy(bindings, ({ policy }) => policy);
  const works = policies.map((policy): AtWork => {
    const ids = idsOf(policy);
    return {
      policy,
      // A policy that autogen made may have bindings of its own, else it has those of the policy that it was made of.
      bindings: ids.map((id) => byPolicy.get(id)).find((own) => own !== undefined) ?? [],
      exceptions: exceptions.filter((exception) =>
        exception.policies.some((id) => ids.some((own) => namesPolicy(id, own))),
      ),
    };
  });
  return [
    ...works.filter(({ policy }) => changes(policy)),
    ...works.filter(({ policy }) => !changes(policy)),
  ];
}

/** Whether a policy changes objects. */
export function changes({ mutations, dialect }: Policy): boolean {
  return mutations.length > 0 || dialect.name === 'map' || dialect.name === 'kyverno-mutating';
}

/**
 * What others may call a policy: its id, and that of the whole policy of which it is a variant or a rule. A rule that
 * autogen made is called by its own name only, as Kyverno's exceptions do.
 */
function idsOf({ id }: Policy): readonly string[] {
  return [...new Set([id, withoutVariant(id), wholeOf(id)])];
}

function withoutVariant(id: string): string {
  return policyId({ ...readPolicyId(id), variant: null });
}

function wholeOf(id: string): string {
  return policyId({ ...readPolicyId(id), rule: null, variant: null });
}

/** Exceptions of rules of a ClusterPolicy may name them with wildcards. */
function namesPolicy(id: string, own: string): boolean {
  return id === own || (id.includes('#') && own.includes('#') && wildcard(id, own));
}
