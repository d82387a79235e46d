import type { Binding } from '../../core/policy.ts';
import type { Resource } from '../../core/resource.ts';
import type { TargetName } from '../../enforce/targets.ts';

/** What puts rules and policies to work in a cluster, and what of it could not be said. */
export interface Rendered {
  readonly target: TargetName;
  /** What runs it: `Kubernetes 1.36`. */
  readonly runtime: string;
  readonly policies: readonly RenderedPolicy[];
  readonly refused: readonly RefusedPolicy[];
}

/** One policy as the cluster has it: of one rule, or of several that were bundled. */
export interface RenderedPolicy {
  /** In the cluster. */
  readonly name: string;
  /** Ids of the rules or policies that it is, with the hash of each. */
  readonly members: readonly { readonly id: string; readonly hash: string }[];
  readonly actions: Binding['actions'];
  /** To be applied in order: the policy, then what binds or lifts it. */
  readonly objects: readonly Resource[];
  /** Below the folder that is written. */
  readonly file: string;
}

/** What was not rendered, and why. */
export interface RefusedPolicy {
  readonly policy: string;
  /** An exception that is not told leaves its policy enforced. */
  readonly of: 'policy' | 'exception';
  readonly why: string;
  readonly hint: string | null;
  /** Whether it only is a member of a profile that no admission policy could enforce, and so no failure. */
  readonly expected: boolean;
}
