import { findings, type Placed } from '../check/findings.ts';
import type { Judge } from '../check/judge.ts';
import { requestOf, type Kinds } from '../check/request-of.ts';
import type { Finding } from '../core/finding.ts';
import type { Facts } from '../core/policy.ts';
import type { Rule } from '../core/rule.ts';
import { isWorkload } from '../manifests/classify.ts';
import { mask, secrets } from '../manifests/secrets.ts';
import { applyDefaults } from '../schema/apply-defaults.ts';
import type { Schema } from '../schema/schema.ts';
import { applySuppressions } from './apply-suppressions.ts';
import { schemaFindings } from './schema-findings.ts';
import type { Tally } from './tally.ts';

/** What resources are judged by. */
export interface Judging {
  readonly schema: Schema;
  readonly judge: Judge;
  readonly kinds: Kinds;
  readonly facts: Facts;
  readonly rules: ReadonlyMap<string, Rule>;
  readonly now: bigint;
  readonly tally: Tally;
  /** Whether pass and skip are findings, too. */
  readonly showAll: boolean;
  /** Whether objects are completed first, as the API server would. */
  readonly defaulting: boolean;
}

/** One resource's findings in the stable order, and how to show its source without secrets. */
export interface Judged {
  readonly findings: readonly Finding[];
  readonly mask: (text: string) => string;
}

/** Judges one resource by the schema and by every rule. */
export function judgeResource(judging: Judging, placed: Placed): Judged {
  const { resource } = placed;
  judging.tally.add('resources');
  if (isWorkload(resource.kind)) judging.tally.add('workloads');
  const all = [...schemaFindings(judging.schema, placed), ...ruleFindings(judging, placed)];
  const excepted = applySuppressions(all, placed, judging);
  let values: readonly string[] | null = null;
  const masked = (text: string): string => mask(text, (values ??= secrets(resource)));
  return {
    findings: excepted.map((finding) => maskFinding(finding, masked)).toSorted(byPolicyAndPath),
    mask: masked,
  };
}

function ruleFindings(judging: Judging, placed: Placed): readonly Finding[] {
  const { judge, facts, kinds, rules, tally, showAll, schema } = judging;
  const resource = judging.defaulting ? applyDefaults(placed.resource, schema) : placed.resource;
  return judge.judge(requestOf(resource, kinds), facts).flatMap(({ policy, outcome }) => {
    tally.verdict(outcome.result);
    if (!showAll && (outcome.result === 'pass' || outcome.result === 'skip')) return [];
    const remedy = rules.get(policy.id)?.remedy;
    const risk = remedy === undefined || remedy.edits.length === 0 ? null : remedy.risk;
    return findings(policy, outcome, placed, { risk });
  });
}

/** Messages quote parts of the object: what is secret in them is replaced here, before any format sees it. */
function maskFinding(finding: Finding, masked: (text: string) => string): Finding {
  if (finding.result === 'pass') return finding;
  const message = masked(finding.message);
  return message === finding.message ? finding : { ...finding, message };
}

function byPolicyAndPath(a: Finding, b: Finding): number {
  return compare(a.policy, b.policy) || compare(a.path, b.path) || compare(a.validation, b.validation);
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
