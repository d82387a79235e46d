import type { Environment } from '../cel/environment/environment.ts';
import { once } from '../core/once.ts';
import type { Parts } from '../core/parts.ts';
import type { Policy } from '../core/policy.ts';
import { parsed, type Form } from './compile-expression.ts';
import {
  compilePolicy,
  decidingParts,
  policyReads,
  releaseReads,
  type CompiledPolicy,
} from './compile-policy.ts';
import type { Reads } from './reads.ts';
import type { VariablePool } from './variable-pool.ts';

/** What is known of policies that are judged together; worked out when it is first asked for, and once. */
export interface PreparedPolicies {
  readonly compiled: (policy: Policy) => CompiledPolicy;
  readonly reads: (policy: Policy) => Reads;
  /** What its look-ups that release read alone. */
  readonly readsToRelease: (policy: Policy) => Reads;
  /** The parts of an object that alone decide; null where something else has a say. */
  readonly deciding: (policy: Policy) => Parts | null;
}

/** Prepares policies that share variables. */
export function preparedPolicies(
  pool: VariablePool,
  how: { readonly environment: Environment; readonly form: Form },
): PreparedPolicies {
  const compiled = once((policy: Policy) => compilePolicy(policy, pool, how));
  return {
    compiled,
    reads: once((policy: Policy) => policyReads(policy, (text) => parsed(text).tree)),
    readsToRelease: once((policy: Policy) => releaseReads(policy, (text) => parsed(text).tree)),
    deciding: once((policy: Policy) => decidingParts(compiled(policy))),
  };
}
