import { policyId, readPolicyId } from '../core/policy-id.ts';
import type { PolicySet } from '../core/policy.ts';
import { nameOf, type Resource } from '../core/resource.ts';
import { annotationsOf } from './about.ts';
import { readBack } from './bundle-members.ts';
import { readWritten } from './written-about.ts';

/** The kinds of Kyverno that hold rules of ours, where we wrote them. */
const kinds: ReadonlySet<string> = new Set(['ValidatingPolicy', 'ClusterPolicy']);

/**
 * Kyverno's policies that were written here as the rules that they are, each under its own id; bindings and exceptions go
 * with them. Whatever else there is stays as it is.
 */
export function readBackSet(set: PolicySet, objects: readonly Resource[]): PolicySet {
  const ours = new Map(
    objects
      .filter((object) => kinds.has(object.kind) && readWritten(annotationsOf(object)) !== null)
      .map((object) => [`${object.kind}/${nameOf(object)}`, annotationsOf(object)]),
  );
  if (ours.size === 0) return set;
  const members = new Map<string, readonly string[]>();
  const policies = set.policies.flatMap((policy) => {
    const place = placeOf(policy.id);
    const notes = ours.get(place);
    if (notes === undefined) return [policy];
    const read = readBack(policy, notes);
    members.set(place, [...(members.get(place) ?? []), ...read.map(({ id }) => id)]);
    return read;
  });
  const idsOf = (id: string): readonly string[] => members.get(placeOf(id)) ?? [id];
  return {
    ...set,
    policies,
    bindings: set.bindings.flatMap((binding) =>
      idsOf(binding.policy).map((policy) => ({ ...binding, policy })),
    ),
    exceptions: set.exceptions.map((exception) => ({
      ...exception,
      policies: exception.policies.flatMap(idsOf),
    })),
  };
}

/** `Kind/name` of whatever rule or variant of it. */
function placeOf(id: string): string {
  return policyId({ ...readPolicyId(id), rule: null, variant: null });
}
