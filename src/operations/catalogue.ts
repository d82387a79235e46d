import { WritError } from '../core/errors.ts';
import type { Rule } from '../core/rule.ts';
import { atLeast, type Severity } from '../core/severity.ts';
import { rulesNamed } from '../configuration/find-rule.ts';
import { nearest } from '../core/nearest.ts';
import { aliases } from '../rules/aliases.ts';
import { profiles, type ProfileName } from '../rules/profiles.ts';
import { rules } from '../rules/index.ts';

/** All rules, in order of code. */
export function catalogue(): readonly Rule[] {
  return rules;
}

/** Which rules to judge by; empty lists and nulls do not narrow. */
export interface Selection {
  readonly rules: readonly string[];
  readonly profile: ProfileName | null;
  readonly category: readonly string[];
  readonly severity: Severity | null;
}

/**
 * The rules that a selection means; without rules and profile, the default profile.
 * @throws {WritError} `RULE_UNKNOWN`
 */
export function selectRules({ rules: ids, profile, category, severity }: Selection): readonly Rule[] {
  const named = ids.flatMap((id) => findRules(id));
  const base = ids.length > 0 && profile === null ? named : [...named, ...inProfile(profile ?? 'default')];
  return [...new Set(base)].filter(
    (rule) =>
      (category.length === 0 || category.includes(rule.category)) &&
      (severity === null || atLeast(rule.severity, severity)),
  );
}

/**
 * The rules of an id, a code or an alias, several for an alias that stands for several.
 * @throws {WritError} `RULE_UNKNOWN`, with the nearest name.
 */
export function findRules(name: string): readonly Rule[] {
  const found = rulesNamed(name, rules);
  if (found.length > 0) return found;
  const names = [...rules.map(({ id }) => id), ...Object.keys(aliases)];
  const near = nearest(name, names) ?? names.find((id) => id.includes(name) || name.includes(id)) ?? null;
  throw new WritError('RULE_UNKNOWN', `there is no rule \`${name}\``, {
    hint:
      near === null
        ? 'List them with `writ rules`.'
        : `Did you mean \`${near}\`? List all with \`writ rules\`.`,
  });
}

/** Ids of the rules that a name means, in any case of letters; empty where there is none. */
export function idsNamed(name: string): readonly string[] {
  return rulesNamed(name, rules).map(({ id }) => id);
}

function inProfile(name: ProfileName): readonly Rule[] {
  const members = new Set(profiles[name].rules);
  return rules.filter(({ id }) => members.has(id));
}
