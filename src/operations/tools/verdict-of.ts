import { fingerprint } from '../../core/fingerprint.ts';
import type { Finding, FindingResource } from '../../core/finding.ts';
import { at, tokens, type JsonPointer, type JsonValue } from '../../core/json.ts';
import { risks, type Risk } from '../../core/rule.ts';
import { severities } from '../../core/severity.ts';
import type { Repaired } from '../../fix/repair-resource.ts';
import { categoryNames } from '../../configuration/words.ts';
import { hiddenIn } from '../../manifests/hidden.ts';
import { anyRisk, type Asked, type JudgedCall } from './judge-call.ts';
import { maskedValue } from './masked-value.ts';
import { aliasesOf, titlesOf } from './rule-names.ts';
import type { Aside, Summary, Unjudgeable, VerdictFields, Violation } from './verdict-shape.ts';

/** What was found, in the words of the document. */
export function verdictOf(judged: JudgedCall, now: bigint): VerdictFields {
  const { asked, decided } = judged;
  const titleOf = titlesOf(decided.rules.map(({ rule }) => rule));
  const parts = asked.map((one) => partsOf(one, judged, { titleOf, now }));
  const [violations, warnings] = [parts.flatMap((p) => p.violations), parts.flatMap((p) => p.warnings)];
  const [skipped, exempted] = [parts.flatMap((p) => p.skipped), parts.flatMap((p) => p.exempted)];
  const errors = [...parts.flatMap((p) => p.errors), ...unreadOf(judged)];
  const summary = summaryOf(asked, [...violations, ...warnings]);
  const isJudged = summary.passedRules + summary.failedRules > 0;
  const passed = violations.length > 0 || errors.length > 0 ? false : isJudged ? true : null;
  return { passed, summary, violations, warnings, skipped, exempted, errors };
}

interface Told {
  readonly titleOf: (id: string) => string;
  readonly now: bigint;
}

type Parts = Omit<VerdictFields, 'passed' | 'summary'>;

function partsOf(one: Asked, judged: JudgedCall, told: Told): Parts {
  const { placed, findings } = one;
  const of = (is: (finding: Finding) => boolean): readonly Finding[] => findings.filter(is);
  const isBroken = findings.some((finding) => stands(finding, 'fail') || stands(finding, 'warn'));
  const repaired = isBroken ? judged.repair(placed, anyRisk) : null;
  const violation = violating(one, repaired, told);
  const aside = asideBy(told);
  return {
    violations: of((finding) => stands(finding, 'fail')).map(violation),
    warnings: of((finding) => stands(finding, 'warn')).map(violation),
    skipped: of(({ result }) => result === 'skip').map((finding) => aside(finding, finding.message)),
    exempted: of(({ exception }) => exception !== null).map((finding) => ({
      ...aside(finding, finding.exception ?? ''),
      severity: finding.severity,
      path: finding.path,
    })),
    errors: of(({ result }) => result === 'error').map((finding) => ({
      ruleId: finding.policy,
      resource: named(finding.resource),
      place: placeOf(finding.location),
      message: finding.message,
    })),
  };
}

function stands({ result, exception }: Finding, wanted: 'fail' | 'warn'): boolean {
  return result === wanted && exception === null;
}

function violating(
  { placed: { resource } }: Asked,
  repaired: Repaired | null,
  { titleOf, now }: Told,
): (finding: Finding) => Violation {
  const hidden = hiddenIn(resource).values;
  const shown = (of: JsonValue, path: JsonPointer): unknown => maskedValue(at(of, path) ?? null, hidden);
  return (finding) => {
    const { policy, code, severity, category, message, remediation, path, covers, location } = finding;
    const canAutoFix = repaired !== null && !repaired.faults.after.has(policy);
    const left = repaired?.left.find(({ rule }) => rule.id === policy)?.why;
    return {
      ruleId: policy,
      ruleName: titleOf(policy),
      aliases: aliasesOf({ id: policy, code }),
      severity,
      category,
      resource: named(finding.resource),
      message,
      remediation,
      field: dotted(path),
      path,
      currentValue: shown(resource, path),
      suggestedValue: canAutoFix ? shown(repaired.after, path) : null,
      canAutoFix,
      fixRisk: canAutoFix ? (finding.fix?.risk ?? greatest(repaired)) : 'person',
      question: left?.kind === 'person' ? left.question : null,
      covers,
      timestamp: timeOf(now),
      metadata: { fingerprint: fingerprint(finding), ...location },
    };
  };
}

/** The risk of what ends a finding that has no repair of its own. */
function greatest({ steps }: Repaired): Risk {
  return risks.findLast((risk) => steps.some(({ remedy }) => remedy.risk === risk)) ?? 'person';
}

function asideBy({ titleOf }: Told): (finding: Finding, reason: string) => Aside {
  return ({ policy, code, resource }, reason) => ({
    ruleId: policy,
    ruleName: titleOf(policy),
    aliases: aliasesOf({ id: policy, code }),
    resource: named(resource),
    reason,
  });
}

function unreadOf({ unjudged }: JudgedCall): readonly Unjudgeable[] {
  return unjudged.map(({ message, ...place }) => ({
    ruleId: null,
    resource: null,
    place: placeOf(place),
    message,
  }));
}

/** Each rule counts once, as the worst that became of it. */
function summaryOf(asked: readonly Asked[], broken: readonly Violation[]): Summary {
  const outcomes = new Map<string, Outcome>();
  for (const { findings } of asked)
    for (const finding of findings) {
      note(outcomes, finding.policy, outcomeOf(finding));
      for (const covered of finding.covers) note(outcomes, covered, 'covered');
    }
  const count = (wanted: Outcome): number =>
    outcomes.values().reduce((sum, outcome) => sum + Number(outcome === wanted), 0);
  const rulesBy = (is: (one: Violation) => boolean): number =>
    new Set(broken.filter(is).map(({ ruleId }) => ruleId)).size;
  const by = <K extends string>(keys: readonly K[], of: (one: Violation) => string): Record<K, number> =>
    Object.fromEntries(keys.map((key) => [key, rulesBy((one) => of(one) === key)])) as Record<K, number>;
  return {
    totalRules: outcomes.size,
    passedRules: count('passed'),
    failedRules: count('failed'),
    coveredRules: count('covered'),
    exemptedRules: count('exempted'),
    skippedRules: count('skipped'),
    errorRules: count('error'),
    violationsBySeverity: by(severities.toReversed(), ({ severity }) => severity),
    violationsByCategory: by(categoryNames, ({ category }) => category),
    fixable: broken.filter(({ canAutoFix }) => canAutoFix).length,
  };
}

/** From what outweighs all others to what all others outweigh. */
const outcomesByWeight = ['failed', 'covered', 'error', 'exempted', 'passed', 'skipped'] as const;

type Outcome = (typeof outcomesByWeight)[number];

function note(outcomes: Map<string, Outcome>, rule: string, outcome: Outcome): void {
  const known = outcomes.get(rule);
  const isWorse = known === undefined || outcomesByWeight.indexOf(outcome) < outcomesByWeight.indexOf(known);
  if (isWorse) outcomes.set(rule, outcome);
}

function outcomeOf({ result, exception }: Finding): Outcome {
  if (exception !== null) return 'exempted';
  if (result === 'pass') return 'passed';
  if (result === 'skip') return 'skipped';
  return result === 'error' ? 'error' : 'failed';
}

function named({ apiVersion, kind, namespace, name }: FindingResource): Violation['resource'] {
  return { apiVersion, kind, namespace, name };
}

function placeOf({ file, line, column }: Finding['location']): string {
  return line === 0 ? file : `${file}:${line}:${column}`;
}

/** A pointer as the document writes fields. */
function dotted(path: JsonPointer): string {
  const parts = tokens(path).map((token) => {
    if (/^\d+$/.test(token)) return `[${token}]`;
    return /^[A-Za-z_][\w-]*$/.test(token) ? `.${token}` : `[${JSON.stringify(token)}]`;
  });
  return parts.join('').replace(/^\./, '');
}

/** RFC 3339, to the second. */
function timeOf(nanoseconds: bigint): string {
  return `${new Date(Number(nanoseconds / 1_000_000n)).toISOString().slice(0, 19)}Z`;
}
