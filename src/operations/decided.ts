import type { Facts, Request, Scope } from '../core/policy.ts';
import type { Answers, Rule } from '../core/rule.ts';

/** One rule to judge by, and what was decided about it. */
export interface DecidedRule {
  readonly rule: Rule;
  /** Whether a violation is `fail`; else it is `warn`. */
  readonly blocks: boolean;
  /** Where it is at work, besides the kinds that it judges; null: everywhere. */
  readonly scope: Scope | null;
  readonly answers: Answers;
}

/** What is judged by, and what is let be. */
export interface Decided {
  readonly rules: readonly DecidedRule[];
  /** Null: every object is judged by all of them. */
  readonly objects: DecidedObjects | null;
}

/** What was decided about objects. */
export interface DecidedObjects {
  /** By what an object is left out, or null: `the namespace kube-system`. */
  readonly exclusion: (request: Request, facts: Facts) => string | null;
  /** Why a rule is lifted for an object, or null. */
  readonly exempt: (rule: Rule, request: Request, facts: Facts) => string | null;
}

/** Rules as they are, for every object. */
export function undecided(rules: readonly Rule[]): Decided {
  return { rules: rules.map((rule) => ({ rule, blocks: true, scope: null, answers: {} })), objects: null };
}
