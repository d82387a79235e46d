import type { GivenFacts } from '../../check/given-facts.ts';
import type { SetJudge } from '../../check/set-verdict.ts';
import type { Unjudged } from '../../core/finding.ts';
import type { Policy } from '../../core/policy.ts';
import type { InputRule } from '../deciding/input-rules.ts';

/** Policies that people already have, ready to judge by. */
export interface GivenPolicies {
  readonly judge: SetJudge;
  readonly policies: readonly Policy[];
  /** By the name under which they are told. */
  readonly told: readonly InputRule[];
  /** Whether nothing can be said before all objects of the input are known. */
  readonly waits: boolean;
  /** Whether namespaces have a say. */
  readonly asksNamespaces: boolean;
  /** Namespaces and parameters that were given with the policies, or are found in the input. */
  readonly given: GivenFacts;
  /** By policy why it is not judged, although it was read. */
  readonly refused: ReadonlyMap<Policy, string>;
  /** What could not be read as a policy. */
  readonly unjudged: readonly Unjudged[];
  readonly notes: readonly string[];
}
