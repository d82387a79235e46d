import { findings, type Placed } from '../../check/findings.ts';
import type { Judge } from '../../check/judge.ts';
import type { Verdict } from '../../check/verdict.ts';
import { requestOf, type Kinds } from '../../check/request-of.ts';
import { placer } from '../../check/place.ts';
import { matchScope } from '../../check/match-scope.ts';
import type { Finding, Handling, Unplaced } from '../../core/finding.ts';
import type { Facts, Outcome, Scope } from '../../core/policy.ts';
import type { Resource } from '../../core/resource.ts';
import type { Rule } from '../../core/rule.ts';
import { isWorkload } from '../../manifests/classify.ts';
import { withoutNulls } from '../../manifests/without-nulls.ts';
import { mask } from '../../core/mask.ts';
import { hiddenIn, type Hidden } from '../../manifests/hidden.ts';
import { applyDefaults } from '../../schema/apply-defaults.ts';
import type { Schema } from '../../schema/schema.ts';
import { applySuppressions } from './apply-suppressions.ts';
import type { GivenPolicies } from '../policies/given-policies.ts';
import type { ImageJudge } from './image-judge.ts';
import { kindNotes } from './kind-notes.ts';
import type { Later, ReadsByWaiting } from './later.ts';
import { policyFindings, skippedPolicies } from './policy-findings.ts';
import { needsAnswer, switchedOff } from './skip-reasons.ts';
import { schemaFindings } from './schema-findings.ts';
import type { Tally } from './tally.ts';

/** What resources are judged by. */
export interface Judging {
  readonly schema: Schema;
  readonly judge: Judge;
  readonly kinds: Kinds;
  /** Whether what is judged lives in a cluster, and is no text. */
  readonly isLive: boolean;
  readonly facts: Facts;
  readonly rules: ReadonlyMap<string, Rule>;
  /** Messages that quote nothing of an object. */
  readonly fixedMessages: ReadonlySet<string>;
  /** By policy the question that nobody has answered: the rule is skipped, never passed. */
  readonly open: ReadonlyMap<string, string>;
  /** By policy where it is switched off. */
  readonly off: ReadonlyMap<string, Scope>;
  /** By policy what becomes of a violation besides being told. */
  readonly handling: ReadonlyMap<string, Handling>;
  /** Policies of which a violation only warns. */
  readonly warns: ReadonlySet<string>;
  readonly now: bigint;
  readonly tally: Tally;
  /** Whether pass and skip are findings, too. */
  readonly showAll: boolean;
  /** Whether objects are completed first, as the API server would. */
  readonly defaulting: boolean;
  /** The minor version of Kubernetes that the manifests are for. */
  readonly minor: number;
  /** Policies that were given, or null. */
  readonly given: GivenPolicies | null;
  /** What judges images by scans, or null. */
  readonly images: ImageJudge | null;
  /** What rules that wait for other objects read of one. */
  readonly reads: ReadsByWaiting;
}

/** One resource's findings in the stable order, and how to show them and their source without secrets. */
export interface Judged {
  readonly findings: readonly Unplaced[];
  /** What a person should know about the kind. */
  readonly notes: readonly string[];
  /** What cannot be said before all objects are known. */
  readonly later: Later | null;
  readonly place: (found: Unplaced) => Finding;
  readonly mask: (line: string) => string;
}

/** Judges one resource by the schema and by every rule; what waits for other objects, where these are not known yet. */
export function judgeResource(judging: Judging, placed: Placed, known: Facts | null): Judged {
  const { resource } = placed;
  count(judging, resource);
  const { found, waiting } = ruleFindings(judging, placed, known);
  const scanned = judging.images?.judge(placed) ?? [];
  // The server takes no field that it does not know.
  const ofInput = judging.isLive ? [] : schemaFindings(judging.schema, placed);
  const all = [...ofInput, ...found, ...scanned];
  const excepted = applySuppressions(all, placed, judging);
  return {
    findings: excepted.toSorted(byPolicyAndPath),
    notes: judging.isLive ? [] : kindNotes(judging.schema, resource, judging.minor),
    later: waiting,
    ...showing(judging, placed),
  };
}

/** Counts every rule that concerns a resource as skipped; they are findings only where all results are asked for. */
export function skipResource(judging: Judging, placed: Placed, reason: string): Judged {
  const { judge, facts, kinds, tally, showAll } = judging;
  count(judging, placed.resource);
  const concerned = judge.concerned(requestOf(placed.resource, kinds), facts);
  for (const _ of concerned) tally.verdict('skip');
  const skipped = (showAll ? concerned : []).flatMap((policy) =>
    findings(policy, { result: 'skip', reason }, placed, { risk: null }),
  );
  return {
    findings: [
      ...skipped,
      ...skippedPolicies(judging, { placed, facts }, reason),
      ...(judging.images?.skip(placed, reason) ?? []),
    ],
    notes: [],
    later: null,
    ...showing(judging, placed),
  };
}

/** Messages and lines quote parts of the object: what is secret in them is replaced before any format sees it. */
export function showing({ fixedMessages }: Judging, placed: Placed): Pick<Judged, 'place' | 'mask'> {
  let found: Hidden | null = null;
  const hidden = (): Hidden => (found ??= hiddenIn(placed.resource));
  const place = placer(placed);
  return {
    place: (finding) =>
      place(
        finding.result === 'pass' || fixedMessages.has(finding.message)
          ? finding
          : { ...finding, message: mask(finding.message, hidden().values) },
      ),
    mask: (line) => mask(line, hidden().parts),
  };
}

function count({ tally }: Judging, { kind }: Resource): void {
  tally.add('resources');
  if (isWorkload(kind)) tally.add('workloads');
}

/** What the rules find, and the verdicts that must wait for other objects. */
function ruleFindings(
  judging: Judging,
  placed: Placed,
  known: Facts | null,
): { readonly found: readonly Unplaced[]; readonly waiting: Later | null } {
  const { judge, facts, kinds, schema } = judging;
  const stored = withoutNulls(placed.resource);
  const object = judging.defaulting ? applyDefaults(stored, schema) : stored;
  const request = requestOf(object, kinds);
  if (known !== null) {
    const found = verdictFindings(judging, judge.judgeWhole(request, known), placed);
    return { found: [...found, ...policyFindings(judging, { object, placed, facts: known })], waiting: null };
  }
  const all = judge.judgeAlone(request, facts);
  const found = verdictFindings(judging, all.verdicts, placed);
  const { waiting: policies, held } = all;
  const waiting = { policies, held, object, written: stored };
  if (judging.given?.waits === true) return { found, waiting };
  return {
    found: [...found, ...policyFindings(judging, { object, placed, facts })],
    waiting: policies.length + held.length === 0 ? null : waiting,
  };
}

/** Counts verdicts, and gives their findings as far as they are asked for. */
export function verdictFindings(
  judging: Judging,
  verdicts: readonly Verdict[],
  placed: Placed,
): readonly Unplaced[] {
  const { tally, showAll, off, open } = judging;
  const found: Unplaced[] = [];
  for (let at = 0; at < verdicts.length; at++) {
    const verdict = verdicts[at] as Verdict;
    const { policy, outcome } = verdict;
    // Most say this, of most objects.
    if (outcome.result === 'pass' && !showAll && !off.has(policy.id) && !open.has(policy.id))
      tally.verdict('pass');
    else found.push(...outcomeFindings(judging, verdict, placed));
  }
  return found;
}

function outcomeFindings(
  judging: Judging,
  { policy, outcome: found }: Verdict,
  placed: Placed,
): readonly Unplaced[] {
  const { rules, tally, showAll, warns } = judging;
  const reason = unjudged(judging, policy.id, placed);
  const outcome: Outcome = reason === null ? found : { result: 'skip', reason };
  const isWarning = outcome.result === 'fail' && warns.has(policy.id);
  tally.verdict(isWarning ? 'warn' : outcome.result);
  if (!showAll && (outcome.result === 'pass' || outcome.result === 'skip')) return [];
  const remedy = rules.get(policy.id)?.remedy;
  const risk = remedy === undefined || remedy.edits.length === 0 ? null : remedy.risk;
  return handled(findings(policy, outcome, placed, { risk, isWarning }), judging.handling.get(policy.id));
}

/** Violations, with what becomes of them besides being told. */
function handled(found: readonly Unplaced[], handling: Handling | undefined): readonly Unplaced[] {
  if (handling === undefined) return found;
  return found.map((finding) =>
    finding.result === 'fail' || finding.result === 'warn' ? { ...finding, handling } : finding,
  );
}

/** Why a verdict does not count: the rule is switched off there, or waits for an answer; null where it does. */
function unjudged({ off, open, kinds, facts }: Judging, policy: string, { resource }: Placed): string | null {
  const where = off.get(policy);
  if (where !== undefined) {
    const match = matchScope(where, requestOf(resource, kinds), facts);
    if (match.known && match.value) return switchedOff;
  }
  const question = open.get(policy);
  return question === undefined ? null : needsAnswer(question);
}

/** The stable order within one resource. */
export function byPolicyAndPath(a: Unplaced, b: Unplaced): number {
  return compare(a.policy, b.policy) || compare(a.path, b.path) || compare(a.validation, b.validation);
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
