import { readPolicyId } from '../core/policy-id.ts';
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
      bindings: ids.flatMap((id) => byPolicy.get(id) ?? []),
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

/** What others may call a policy: its id, and that of the policy of which autogen made it or it is a rule. */
function idsOf({ id, about }: Policy): readonly string[] {
  const ids = [id, about.variantOf].flatMap((one) =>
    one === null ? [] : [one, withoutVariant(one), wholeOf(one)],
  );
  return [...new Set(ids)];
}

function withoutVariant(id: string): string {
  const { variant } = readPolicyId(id);
  return variant === null ? id : id.slice(0, -variant.length - 1);
}

function wholeOf(id: string): string {
  const { rule } = readPolicyId(id);
  return rule === null ? withoutVariant(id) : id.slice(0, -rule.length - 1);
}

/** Exceptions of rules of a ClusterPolicy may name them with wildcards. */
function namesPolicy(id: string, own: string): boolean {
  return id === own || (id.includes('#') && own.includes('#') && wildcard(id, own));
}
