import { effectiveRule } from '../../configuration/effective-rules.ts';
import { rulesNamed } from '../../configuration/find-rule.ts';
import type { Scope } from '../../core/policy.ts';
import type { Rule } from '../../core/rule.ts';
import { severities, type Severity } from '../../core/severity.ts';
import type { Framework } from '../../frameworks/framework.ts';
import { rulesOf } from '../../frameworks/index.ts';
import type { LedgerRule } from '../../report/ledger.ts';
import type { ProfileName } from '../../rules/profiles.ts';
import { catalogue, everyRule, impliedScanRules, selectRules } from '../deciding/catalogue.ts';
import { noNews, type Decided, type DecidedRule } from '../deciding/decided.ts';
import {
  excludes,
  measuredRules,
  newsOf,
  profileOf,
  scansOf,
  type OpenedConfiguration,
} from '../deciding/open-configuration.ts';

/** What a report judges by, and what of it counts for the scores. */
export interface ReportRules {
  readonly decided: Decided;
  readonly ledger: readonly LedgerRule[];
  /** What the scores are measured by, in words. */
  readonly yardstick: string;
}

/** What the scores are measured by. */
export interface Measure {
  readonly profile: ProfileName | null;
  /** What scanners wrote. */
  readonly vulnerabilities: readonly string[];
}

/**
 * The rules of a profile, and those that are evidence for some frameworks. What a configuration switches off is among
 * them and counts as such: nothing is gained by looking away.
 */
export function reportRules(
  opened: OpenedConfiguration | null,
  { profile, vulnerabilities }: Measure,
  frameworks: readonly Framework[],
): ReportRules {
  const scored =
    opened === null
      ? selectRules({ rules: [], profile, category: [], severity: null, vulnerabilities })
      : [...measuredRules(opened, profile), ...scansOf(opened, impliedScanRules([], vulnerabilities))];
  const evidence = new Set(frameworks.flatMap((framework) => [...rulesOf(framework)]));
  const known = vulnerabilities.length === 0 ? catalogue() : everyRule();
  const also = known.filter((rule) => !scored.includes(rule) && evidence.has(rule.id));
  const decide = deciding(opened);
  const entries = [...scored, ...also].map((rule, index) => ({
    decided: decide(rule),
    weighs: rule.severity,
    scored: index < scored.length,
  }));
  return {
    decided: {
      rules: entries.map(({ decided }) => decided),
      exclusion: opened === null ? null : excludes(opened.configuration),
      exceptions: opened?.exemptions ?? [],
      configuration: opened?.digest ?? null,
      news: opened === null ? noNews : newsOf(opened),
    },
    ledger: entries.map(entryOf),
    yardstick: `${measuredBy(opened, profile)}${vulnerabilities.length === 0 ? '' : ', with vulnerabilities'}`,
  };
}

function measuredBy(opened: OpenedConfiguration | null, profile: ProfileName | null): string {
  return opened === null
    ? `profile ${profile ?? 'default'}`
    : `profile ${profileOf(opened, profile)} and ${opened.file}`;
}

const everywhere: Scope = { all: [] };

function deciding(opened: OpenedConfiguration | null): (rule: Rule) => DecidedRule {
  if (opened === null)
    return (rule) => ({
      rule,
      blocks: true,
      scope: null,
      off: null,
      answers: {},
      handling: null,
      approved: null,
    });
  const effective = effectiveRule(opened, []);
  const isReplaced = (rule: Rule): boolean =>
    opened.customRules.some((own) => own !== rule && rulesNamed(own.id, [rule]).length > 0);
  return (rule) => {
    const { isOn, kept, ...told } = effective(rule);
    const narrowed = kept === null ? null : { not: kept };
    return { ...told, off: isOn && !isReplaced(rule) ? narrowed : everywhere };
  };
}

interface Entry {
  readonly decided: DecidedRule;
  readonly weighs: Severity;
  readonly scored: boolean;
}

function entryOf({ decided: { rule, answers }, weighs, scored }: Entry): LedgerRule {
  const { id, code, title, severity, category, judgedBy, remedy, ask } = rule;
  const about = { id, code, title, severity, category, advice: remedy.advice, ...(judgedBy && { judgedBy }) };
  const open = Object.entries(ask).find(
    ([key, one]) => one.default === undefined && !Object.hasOwn(answers, key),
  );
  return { about, scored, weighs: graver(severity, weighs), question: open?.[1].prompt ?? null };
}

/** An organization may call a rule less severe, but its score does not rise by that. */
function graver(a: Severity, b: Severity): Severity {
  return severities.indexOf(a) > severities.indexOf(b) ? a : b;
}
