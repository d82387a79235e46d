import { readPolicyId } from '../core/policy-id.ts';
import type { Binding, Policy, PolicyException, PolicySet } from '../core/policy.ts';

/** A policy with what autogen made of it, and what a set says of it. */
export interface Family {
  readonly policy: Policy;
  /** The policy that autogen made it of, where it demands something else. */
  readonly origin: Policy | null;
  /** Variants that demand of pod templates what the policy demands of Pods. */
  readonly variants: readonly Policy[];
  /** Variants that demand something else, and so stand alone. */
  readonly others: readonly Policy[];
  readonly bindings: readonly Binding[];
  readonly exceptions: readonly PolicyException[];
}

/**
 * The policies of a set in their order, each with its variants; a variant that demands something else stands alone.
 * @param isVariant whether a policy says of the templates of pods what another says of Pods.
 */
export function familiesOf(
  { policies, bindings, exceptions }: PolicySet,
  isVariant: (policy: Policy, variant: Policy) => boolean,
): readonly Family[] {
  const ids = new Map(policies.map((policy) => [policy.id, policy]));
  const folded = new Map<string, Policy[]>();
  const alone = policies.filter((policy) => {
    const base = ids.get(originOf(policy) ?? '');
    if (base === undefined || !isVariant(base, policy)) return true;
    folded.set(base.id, [...(folded.get(base.id) ?? []), policy]);
    return false;
  });
  const byPolicy = Map.groupBy(bindings, ({ policy }) => policy);
  return alone.map((policy) => ({
    policy,
    origin: ids.get(originOf(policy) ?? '') ?? null,
    variants: folded.get(policy.id) ?? [],
    others: alone.filter((one) => originOf(one) === policy.id),
    bindings:
      namesOf(policy)
        .map((id) => byPolicy.get(id) ?? [])
        .find(({ length }) => length > 0) ?? [],
    exceptions: exceptions.filter((exception) => isExcepted(exception, policy)),
  }));
}

/** The policy that another one was made of: by autogen, or for what is deleted. */
function originOf({ id, about }: Policy): string | null {
  return about.variantOf ?? (isOfDeletion(id) ? id.slice(0, -deletion.length) : null);
}

const deletion = '@delete';

/** Whether a policy says of what is deleted what a rule demands. */
export function isOfDeletion(id: string): boolean {
  return id.endsWith(deletion);
}

/** The id of a policy and what else may name it: what it is a variant of, and the whole of which it is a rule. */
function namesOf({ id, about }: Policy): readonly string[] {
  const ids = about.variantOf === null ? [id] : [id, about.variantOf];
  return [...new Set(ids.flatMap((one) => [one, one.replace(/@[^@#]*$/, '')]))];
}

function isExcepted({ policies }: PolicyException, policy: Policy): boolean {
  const own = [policy.id, ...(policy.about.variantOf === null ? [] : [policy.about.variantOf])];
  const known = new Set(own.flatMap((id) => [id, id.replace(/[@#].*$/, '')]));
  return policies.some((id) => known.has(id) || own.some((one) => matchesRule(id, one)));
}

/** Exceptions of rules may name them with wildcards: `ClusterPolicy/name#rule-*`. */
function matchesRule(pattern: string, id: string): boolean {
  const [wanted, given] = [readPolicyId(pattern), readPolicyId(id)];
  if (wanted.rule === null || given.rule === null || wanted.name !== given.name) return false;
  const [start = '', ...rest] = wanted.rule.split('*');
  return rest.length === 0
    ? given.rule === start
    : given.rule.startsWith(start) && given.rule.endsWith(rest.at(-1) ?? '');
}
