import { matchScope } from '../check/match-scope.ts';
import { isPast } from '../core/is-past.ts';
import type { Facts, Request, Scope } from '../core/policy.ts';
import type { Rule } from '../core/rule.ts';
import type { Configuration, Exemption } from './configuration-shape.ts';
import { matchesName } from './find-rule.ts';

/** Why a rule is lifted for an object, or null where it is not. */
export type Exempt = (rule: Rule, request: Request, facts: Facts) => string | null;

/** Puts the exemptions of a configuration to work at a time, in nanoseconds since the epoch. */
export function exemptions({ exemptions: all }: Configuration, now: bigint): Exempt {
  const current = all
    .filter((exemption) => !isPast(exemption.expires, now))
    .map((exemption) => ({ exemption, scope: scopeOf(exemption) }));
  return (rule, request, facts) => {
    const found = current.find(({ exemption, scope }) => {
      if (!exemption.ruleIds.some((name) => matchesName(rule, name))) return false;
      const match = matchScope(scope, request, facts);
      return match.known && match.value;
    });
    if (found === undefined) return null;
    const { reason, expires, approver } = found.exemption;
    return `${reason} (until ${expires}, approved by ${approver})`;
  };
}

function scopeOf({ resource: { kinds, names, namespaces, labels } }: Exemption): Scope {
  return {
    all: [
      ...(kinds === undefined ? [] : [{ kinds }]),
      ...(names === undefined ? [] : [{ names }]),
      ...(namespaces === undefined ? [] : [{ namespaces }]),
      ...(labels === undefined ? [] : [{ labels }]),
    ],
  };
}
