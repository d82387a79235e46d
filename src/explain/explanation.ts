/** A sentence about a policy, and the part of the policy that says so. */
export interface Sentence {
  readonly text: string;
  /** Sentences that belong below it. */
  readonly items: readonly Sentence[];
  /** `validations[0]`, `scope`, `bindings[1]`: a part of the policy as it was read. */
  readonly from: string;
}

/** One demand of a policy. */
export interface Demand {
  /** The validation's id. */
  readonly validation: string;
  readonly sentence: Sentence;
  /** What whoever breaks it is told; null where the policy says nothing. */
  readonly message: string | null;
}

/** What a violation does, over all bindings: `none` where no binding puts the policy to work, `rule` for a rule that is no policy of a cluster. */
export type Effect = 'deny' | 'warn' | 'audit' | 'none' | 'rule' | 'change';

/** What a policy does, in plain sentences. */
export interface Explanation {
  /** The policy's id, without what autogen made of it. */
  readonly policy: string;
  readonly title: string;
  readonly effect: Effect;
  readonly summary: string;
  /** Which requests it looks at, and under which conditions. */
  readonly appliesTo: readonly Sentence[];
  readonly demands: readonly Demand[];
  /** What a policy that changes objects does to them. */
  readonly changes: readonly Sentence[];
  /** Where it is at work and what a violation does, where that differs from place to place or somebody is excepted. */
  readonly atWork: readonly Sentence[];
  /** What it admits although a reader might not think so. */
  readonly letsThrough: readonly Sentence[];
  /** What to know: limits, traps, and what it asks of the world. */
  readonly notes: readonly Sentence[];
}
