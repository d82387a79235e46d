import { readPolicyId } from '../../core/policy-id.ts';
import type { Policy } from '../../core/policy.ts';

/** What people call a policy: its name, with its namespace where it lives in one; a rule of ours is its id. */
export function policyName({ id }: Pick<Policy, 'id'>): string {
  const { kind, namespace, name } = readPolicyId(id);
  if (kind === null) return id;
  return namespace === null ? name : `${namespace}/${name}`;
}
