import { claimKey } from './reading/claim-key.ts';
import type { Named, Policy } from '../core/policy.ts';
import { mapNouns } from './reading/map-nouns.ts';
import type { Claim } from './reading/claim.ts';
import { oldObject } from './reading/noun-of.ts';
import type { Noun } from './reading/noun.ts';
import type { PolicyReading } from './reading/open-reading.ts';
import { tidy } from './reading/tidy.ts';

/** A condition with its place among those of the policy. */
export interface OwnCondition extends Named {
  readonly index: number;
}

/** The conditions of a policy but the one that only lets existing violations be. */
export function ownConditions(policy: Policy, read: PolicyReading): readonly OwnCondition[] {
  return policy.conditions
    .map((condition, index) => ({ ...condition, index }))
    .filter(({ expression }) => !isOfExisting(expression, policy, read));
}

/** Whether an update is let through where the object broke the policy before (`allowExistingViolations`). */
export function allowsExisting(policy: Policy, read: PolicyReading): boolean {
  return ownConditions(policy, read).length < policy.conditions.length;
}

/** `request.operation != 'UPDATE' || …` with the demands of the policy on the old object. */
function isOfExisting(expression: string, { validations }: Policy, read: PolicyReading): boolean {
  if (!expression.startsWith("request.operation != 'UPDATE' ||")) return false;
  const claim = read.claim(expression);
  if (claim?.kind !== 'any') return false;
  const demands = validations.flatMap((validation) => read.claim(validation.expression) ?? []);
  const demanded: Claim = {
    kind: 'any',
    claims: [...claim.claims.slice(0, 1), { kind: 'all', claims: demands }],
  };
  return claimKey(mapNouns(claim, ofObject)) === claimKey(tidy(demanded));
}

/** What is said of the old object, said of the object. */
function ofObject(noun: Noun): Noun {
  if (noun.place?.of !== oldObject) return noun;
  const text = noun.text.replace(` of ${oldObject}`, '');
  return { ...noun, place: { ...noun.place, of: null }, text };
}
