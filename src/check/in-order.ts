import type { Policy } from '../core/policy.ts';

/** What is said of policies, in the order of these. */
export function inOrder<Said extends { readonly policy: Policy }>(
  said: readonly Said[],
  policies: readonly Policy[],
): readonly Said[] {
  const places = new Map(policies.map((policy, index) => [policy, index]));
  const at = ({ policy }: Said): number => places.get(policy) ?? 0;
  return said.toSorted((one, other) => at(one) - at(other));
}
