import type { Binding, Policy, PolicyException, Scope } from '../core/policy.ts';

/** A policy that is to be at work in a cluster, and how. */
export interface Enforceable {
  readonly policy: Policy;
  /** Where, besides what the policy says itself; `{ all: [] }` is everywhere. */
  readonly scope: Scope;
  readonly actions: Binding['actions'];
  readonly params: Binding['params'];
  readonly exceptions: readonly PolicyException[];
  /** What goes wrong without it, or null where nobody says. */
  readonly why: string | null;
}

/** Everywhere that a policy's own scope is. */
export const everywhere: Scope = { all: [] };
