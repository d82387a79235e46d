import { WritError } from '../../core/errors.ts';
import type { Rule } from '../../core/rule.ts';
import { atLeast, type Severity } from '../../core/severity.ts';
import { rulesNamed } from '../../configuration/find-rule.ts';
import { nearest } from '../../core/nearest.ts';
import { aliases } from '../../rules/aliases.ts';
import { profiles, type ProfileName } from '../../rules/profiles.ts';
import { rules } from '../../rules/index.ts';
import { scanRules } from '../../rules/scan-rules.ts';

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
  const named = ids.flatMap((id) => findRules(id));
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

/**
 * The rules of an id, a code or an alias, several for an alias that stands for several.
 * @throws {WritError} `RULE_UNKNOWN`, with the nearest name.
 */
export function findRules(name: string): readonly Rule[] {
  const found = rulesNamed(name, everyRule());
  if (found.length > 0) return found;
  const names = [...everyRule().map(({ id }) => id), ...Object.keys(aliases)];
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
  return rulesNamed(name, everyRule()).map(({ id }) => id);
}

function inProfile(name: ProfileName): readonly Rule[] {
  const members = new Set(profiles[name].rules);
  return rules.filter(({ id }) => members.has(id));
}
