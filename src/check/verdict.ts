import { once } from '../core/once.ts';
import type { Outcome, Policy } from '../core/policy.ts';
import { pass } from './evaluate-policy.ts';

/** One policy's answer on one request. */
export interface Verdict {
  readonly policy: Policy;
  readonly outcome: Outcome;
}

/**
 * Makes verdicts of outcomes: null where a policy does not concern what is judged, and where its conditions leave that
 * out and nobody wants to be told. Whatever passes by one policy is one verdict.
 */
export function verdictTeller(
  tellsUnmet: boolean,
): (policy: Policy, outcome: Outcome | null) => Verdict | null {
  const passed = once((policy: Policy): Verdict => ({ policy, outcome: pass }));
  return (policy, outcome) => {
    if (outcome === null || (!tellsUnmet && isUnmet(outcome))) return null;
    return outcome === pass ? passed(policy) : { policy, outcome };
  };
}

function isUnmet(outcome: Outcome): boolean {
  return outcome.result === 'skip' && outcome.unmet === true;
}
