import { WritError } from '../core/errors.ts';
import type { Rule } from '../core/rule.ts';
import { atLeast, type Severity } from '../core/severity.ts';
import { nearest } from '../core/nearest.ts';
import { aliases, aliasesOfSeveral } from '../rules/aliases.ts';
import { profiles, type ProfileName } from '../rules/profiles.ts';
import { rules } from '../rules/index.ts';
import { scanRules } from '../rules/scan-rules.ts';

/** All rules that are judged by their expressions, in order of code. */
export function catalogue(): readonly Rule[] {
  return rules;
}

/** The same, and those that are judged by what scanners wrote. */
export function everyRule(): readonly Rule[] {
  return [...rules, ...scanRules];
}

/** The rules that are at work as soon as results of scans are named. */
export function usualScanRules(): readonly Rule[] {
  return scanRules.filter(({ id }) => id !== 'unscanned-image');
}

/** Which rules to judge by; empty lists and nulls do not narrow. */
export interface Selection {
  readonly rules: readonly string[];
  readonly profile: ProfileName | null;
  readonly category: readonly string[];
  readonly severity: Severity | null;
  /** Results of scans: with them rules on images are at work. */
  readonly vulnerabilities?: readonly string[];
}

/**
 * The rules that a selection means; without rules and profile, the default profile.
 * @throws {WritError} `RULE_UNKNOWN`
 */
export function selectRules({
  rules: ids,
  profile,
  category,
  severity,
  vulnerabilities = [],
}: Selection): readonly Rule[] {
  const named = ids.flatMap(findRules);
  const base = ids.length > 0 && profile === null ? named : [...named, ...inProfile(profile ?? 'default')];
  return [...new Set([...base, ...impliedScanRules(named, vulnerabilities)])].filter(
    (rule) =>
      (category.length === 0 || category.includes(rule.category)) &&
      (severity === null || atLeast(rule.severity, severity)),
  );
}

/** Naming results of scans means the rules on them, unless some of these are named. */
export function impliedScanRules(
  named: readonly Rule[],
  vulnerabilities: readonly string[],
): readonly Rule[] {
  const isNamed = named.some(({ judgedBy }) => judgedBy === 'scan');
  return vulnerabilities.length === 0 || isNamed ? [] : usualScanRules();
}

/** The rules of a name, several for an alias that stands for several. */
function findRules(name: string): readonly Rule[] {
  const lower = name.toLowerCase();
  const several = Object.hasOwn(aliasesOfSeveral, lower) ? (aliasesOfSeveral[lower] ?? []) : [];
  return several.length === 0 ? [findRule(name)] : several.map(findRule);
}

/**
 * The rule of an id, a code or an alias.
 * @throws {WritError} `RULE_UNKNOWN`, with the nearest name.
 */
export function findRule(name: string): Rule {
  const rule = ruleNamed(name);
  if (rule !== undefined) return rule;
  const ids = everyRule().map(({ id }) => id);
  const near = nearest(name, ids) ?? ids.find((id) => id.includes(name) || name.includes(id)) ?? null;
  throw new WritError('RULE_UNKNOWN', `there is no rule \`${name}\``, {
    hint:
      near === null
        ? 'List them with `writ rules`.'
        : `Did you mean \`${near}\`? List all with \`writ rules\`.`,
  });
}

/** The rule of an id, a code or an alias, in any case of letters; undefined where there is none. */
export function ruleNamed(name: string): Rule | undefined {
  const lower = name.toLowerCase();
  const wanted = Object.hasOwn(aliases, lower) ? aliases[lower] : lower;
  const isMeant = ({ id, code }: Rule): boolean => id === wanted || code?.toLowerCase() === wanted;
  return rules.find(isMeant) ?? scanRules.find(isMeant);
}

function inProfile(name: ProfileName): readonly Rule[] {
  const members = new Set(profiles[name].rules);
  return rules.filter(({ id }) => members.has(id));
}
