import type { JsonObject } from '../core/json.ts';
import type { Binding, Facts, Outcome, Policy, PolicyException, Request } from '../core/policy.ts';

/** What one policy of a set says of one request, under one of its bindings. */
export interface SetVerdict {
  readonly policy: Policy;
  /** Null for a policy that needs none, or has none. */
  readonly binding: Binding | null;
  /** What an exception made of it included. */
  readonly outcome: Outcome;
  /** What a violation does; empty where nobody says, which is as good as audit. */
  readonly actions: Binding['actions'];
  /** The exception that lifted it, or null. */
  readonly exception: PolicyException | null;
  /** For a policy that changes objects: the object as it left it. */
  readonly changed: JsonObject | null;
}

/** What a set of policies makes of one request. */
export interface SetJudgement {
  /** The object after every change, which is what validating policies judged; null on DELETE. */
  readonly object: JsonObject | null;
  /** In the order of the policies, changing ones first; policies that the request does not concern are absent. */
  readonly verdicts: readonly SetVerdict[];
}

/** Policies of any dialects, each judged by its dialect's own rules of evaluation, compiled once. */
export interface SetJudge {
  judge(request: Request, facts: Facts): SetJudgement;
  /** The policies in whose scope a request may be, for those that are not judged. */
  concerned(request: Request, facts: Facts): readonly Policy[];
}
