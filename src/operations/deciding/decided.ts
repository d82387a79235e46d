import type { Approved } from '../../configuration/effective-rules.ts';
import { answersNamed } from '../../configuration/find-rule.ts';
import type { Handling } from '../../core/finding.ts';
import type { Facts, Request, Scope } from '../../core/policy.ts';
import type { Answers, Rule } from '../../core/rule.ts';
import type { PlacedException } from '../../exceptions/lifting.ts';
import type { Channel } from '../notify-port.ts';

/** One rule to judge by, and what was decided about it. */
export interface DecidedRule {
  readonly rule: Rule;
  /** Whether a violation is `fail`; else it is `warn`. */
  readonly blocks: boolean;
  /** Where it is at work, besides the kinds that it judges; null: everywhere. */
  readonly scope: Scope | null;
  /** Where it is switched off though it concerns what is there: it counts as skipped; null: nowhere. */
  readonly off: Scope | null;
  readonly answers: Answers;
  readonly handling: Handling | null;
  /** Up to which risk its fix is approved beforehand; null: nobody said. */
  readonly approved: Approved | null;
}

/** What is judged by, and what is let be. */
export interface Decided {
  readonly rules: readonly DecidedRule[];
  /** By what an object is left out, or null: `the namespace kube-system`; null in its place: no object is. */
  readonly exclusion: ((request: Request, facts: Facts) => string | null) | null;
  readonly exceptions: readonly PlacedException[];
  /** SHA-256 of the configuration's text, in hex; null where there is none. */
  readonly configuration: string | null;
  /** Who is told of findings, and in whose name. */
  readonly news: { readonly organization: string | null; readonly channels: readonly Channel[] };
}

/** Nobody is told of anything. */
export const noNews: Decided['news'] = { organization: null, channels: [] };

/** Rules as they are, for every object; the names by which they were called may answer what they ask. */
export function undecided(rules: readonly Rule[], names: readonly string[] = []): Decided {
  const decided = rules.map((rule) => ({
    rule,
    blocks: true,
    scope: null,
    off: null,
    answers: answersNamed(rule, names),
    handling: null,
    approved: null,
  }));
  return { rules: decided, exclusion: null, exceptions: [], configuration: null, news: noNews };
}
