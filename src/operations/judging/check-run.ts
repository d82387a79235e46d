import { bind, placeholderAnswers, unanswered } from '../../ask/bind.ts';
import { kubernetes } from '../../cel/environment/kubernetes.ts';
import type { Placed } from '../../check/findings.ts';
import { createJudge, type Judge } from '../../check/judge.ts';
import { offlineFacts } from '../../check/offline-facts.ts';
import { WritError } from '../../core/errors.ts';
import type { Unplaced } from '../../core/finding.ts';
import type { Policy } from '../../core/policy.ts';
import type { Rule } from '../../core/rule.ts';
import type { Severity } from '../../core/severity.ts';
import type { Schema } from '../../schema/schema.ts';
import type { ProfileName } from '../../rules/profiles.ts';
import { answerYaml } from '../../suites/answer-yaml.ts';
import { selectRules } from '../deciding/catalogue.ts';
import type { CheckEvent, CheckResult } from './check-result.ts';
import { undecided, type Decided, type DecidedRule } from '../deciding/decided.ts';
import type { Source } from '../inputs.ts';
import { isByScan, type JudgeImages } from './image-judge.ts';
import { judgeDecided } from './judge-decided.ts';
import { judgeLater } from './judge-later.ts';
import { keptFor } from './later.ts';
import { skipResource, type Judged, type Judging } from './judge-resource.ts';
import { kindsOf } from './kinds-of.ts';
import type { GivenPolicies } from '../policies/given-policies.ts';
import type { LedgerOptions } from '../live/live-ledger.ts';
import type { LiveRun } from '../live/live-run.ts';
import type { LiveWorld } from '../live/live-world.ts';
import { parseVersion } from '../deciding/parse-version.ts';
import { Reading } from './reading.ts';
import { noteNothingRuns, noteWorld } from './run-notes.ts';
import { failure, givenIn, outcomeOf } from './run-outcome.ts';
import { createReporter, type Reporter } from './reporter.ts';
import { createSurroundings, type Surroundings } from './surroundings.ts';
import { createTally } from './tally.ts';
import { inTurn, type Watch } from './watch.ts';

/** What `check` is asked, as flags. */
export interface CheckInput {
  readonly rules: readonly string[];
  readonly profile: ProfileName | null;
  readonly category: readonly string[];
  readonly severity: Severity | null;
  readonly results: 'all' | null;
  readonly failOn: Severity | 'none';
  readonly failOnWarn: boolean;
  readonly noFold: boolean;
  readonly allowEmpty: boolean;
  readonly kubernetesVersion: string;
  readonly defaulting: boolean;
  readonly maxDocuments: number;
  readonly maxDepth: number;
  readonly paths: readonly string[];
}

/** What a run is told of the world. */
export interface World {
  /** Nanoseconds since the epoch. */
  readonly now: bigint;
  readonly schema: Schema;
  readonly pause: () => Promise<void>;
  /** What a configuration says of the rules; without it they are as they are. */
  readonly decided?: Decided;
  /** Whether what is found is kept in the store. */
  readonly records?: boolean;
  /** Whether channels are told of it. */
  readonly notifies?: boolean;
  /** What looks at each object before it is reported. */
  readonly watch?: Watch | undefined;
  /** Policies that were given; absent where only rules judge. */
  readonly given?: GivenPolicies | undefined;
  /** What judges images; absent where no rule asks for that. */
  readonly images?: JudgeImages | undefined;
  /** The cluster whose objects are judged; absent where files are. */
  readonly live?: LiveWorld | undefined;
}

/** One run of `check`: sources in, events out, and a result at the end. */
export interface CheckRun {
  judge(source: Source): Promise<void>;
  /** Whether a finding makes the run fail. */
  readonly isFailure: (finding: Unplaced) => boolean;
  /** For what reads a cluster. */
  readonly live: LiveRun;
  finish(): CheckResult;
  /** What is found of an object, such as a repaired one, among all that were read; nothing of it is counted. */
  again(placed: Placed): readonly Unplaced[];
}

/**
 * Prepares a run: rules chosen and bound.
 * @throws {WritError} `RULE_UNKNOWN`, `VERSION_UNSUPPORTED`, `USAGE` where no rule is left
 */
export function startRun(input: CheckInput, world: World, emit: (event: CheckEvent) => void): CheckRun {
  const decided = decidedIn(world, input);
  const chosen = chosenIn(decided, world);
  const minor = parseVersion(input.kubernetesVersion);
  const tally = createTally();
  const watch = world.watch ?? inTurn([]);
  const showAll = input.results === 'all' || watch.wantsAll;
  const bound = judgingOf(decided.rules, minor, world);
  const images = world.images?.({ ...bound, rules: decided.rules.filter(isByScan), tally, showAll }) ?? null;
  const gather = images?.gather ?? null;
  const { defaulting, noFold } = input;
  const reporter = createReporter({ emit, tally, fold: !noFold, covers: coversOf(chosen), gather });
  const judging: Judging = { ...bound, reads: new Map(), tally, minor, showAll, defaulting, images };
  const lacking = world.live?.lacking ?? null;
  const surroundings = createSurroundings(judging, lacking);
  const asks = asking(judging, decided, watch);
  const reading = new Reading({
    limits: { documents: input.maxDocuments, depth: input.maxDepth, expansion: 100_000 },
    pause: world.pause,
    reporter,
    tally,
    ...asks,
    judgeWhole: (placed) => asks.judgeWhole(placed, surroundings),
    judgeLater: (later, placed) => asks.judgeLater(later, placed, surroundings),
    surroundings,
  });
  noteWorld(world, minor, reporter);
  const isFailure = failure(input);
  const outcome = outcomeOf(world, reporter, isFailure);
  return {
    judge: (source) => reading.read(source),
    live: liveRun(bound, { reading, surroundings, reporter }, () =>
      ledgerOptions(judging, { decided, watch, lacking }),
    ),
    isFailure,
    finish() {
      const judged = reading.finish(input);
      const given = givenIn(world);
      const summary = tally.summary(chosen.length + given.count);
      noteNothingRuns(summary, reporter);
      const told = [images?.notes() ?? [], surroundings.notes(), watch.notes(), outcome.notes()];
      for (const note of told.flat()) reporter.note(note);
      reporter.finish();
      const isWhole = judged && given.isWhole && summary.error === 0;
      return { summary, rules: chosen, policies: given.told, failed: outcome.failed(), judged: isWhole };
    },
    again: (placed) =>
      judgeDecided({ ...judging, tally: createTally() }, decided, placed, surroundings.facts()).findings,
  };
}

interface Bound {
  readonly policies: readonly Policy[];
  /** Of rules that are judged by what scanners wrote. */
  readonly scanned: readonly Policy[];
  readonly judge: Judge;
  readonly given: GivenPolicies | null;
}

function liveRun(
  { policies, scanned, judge, given }: Bound,
  to: { readonly reading: Reading; readonly surroundings: Surroundings; readonly reporter: Reporter },
  ledger: () => LedgerOptions,
): LiveRun {
  return {
    ledger,
    by: {
      policies: [...policies, ...scanned, ...(given?.policies ?? [])],
      lookups: judge.lookups().map(({ lookup }) => lookup),
      namespaces: given?.asksNamespaces === true,
    },
    judge: (place, resource, reason) => to.reading.readLive(place, resource, reason),
    lookUp: (resource) => to.surroundings.add(resource),
    unjudged: (unjudged) => to.reading.refuseLive(unjudged),
    note: (text) => to.reporter.note(text),
    report: (judged, placed) => to.reading.reportLive(judged, placed),
    reportWaiting: () => to.reading.reportWaiting(),
  };
}

interface LedgerParts {
  readonly decided: Decided;
  readonly watch: Watch;
  readonly lacking: Parameters<typeof createSurroundings>[1];
}

/** The same, for what is judged again and again. */
function ledgerOptions(judging: Judging, { decided, watch, lacking }: LedgerParts): LedgerOptions {
  return { ...asking(judging, decided, watch), surroundings: () => createSurroundings(judging, lacking) };
}

interface Asking extends Pick<LedgerOptions, 'judge' | 'skip' | 'keep' | 'judgeLater'> {
  readonly judgeWhole: (placed: Placed, surroundings: Surroundings) => Judged;
}

/** How one resource is judged, and what waits of it. */
function asking(judging: Judging, decided: Decided, watch: Watch): Asking {
  const see = (judged: Judged, placed: Placed): Judged => watch.see(judged, placed, judging.tally);
  return {
    judge: (placed) => see(judgeDecided(judging, decided, placed, null), placed),
    skip: (placed, reason) => see(skipResource(judging, placed, reason), placed),
    keep: (later) => keptFor(judging, later),
    judgeWhole: (placed, surroundings) =>
      see(judgeDecided(judging, decided, placed, surroundings.facts()), placed),
    judgeLater: (later, placed, surroundings) =>
      see(judgeLater(judging, later, placed, surroundings.facts()), placed),
  };
}

/** Some rules have nothing to say of what lives in a cluster. */
function decidedIn({ decided, live }: World, input: CheckInput): Decided {
  const all = decided ?? undecided(selectRules(input), input.rules);
  return live === undefined ? all : { ...all, rules: all.rules.filter(({ rule }) => live.isMeant(rule)) };
}

function chosenIn({ rules }: Decided, { given }: World): readonly Rule[] {
  if (rules.length === 0 && given === undefined) throw nothingLeft();
  return rules.map(({ rule }) => rule);
}

function nothingLeft(): WritError {
  return new WritError('USAGE', 'no rule is left to judge by', {
    hint: 'Widen --category, --severity or --profile; `writ rules` lists what there is.',
  });
}

function judgingOf(decided: readonly DecidedRule[], minor: number, { schema, now, live, given }: World) {
  const policies = decided.filter((one) => !isByScan(one)).map((one) => policyOf(one, minor));
  const chosen = decided.map(({ rule }) => rule);
  const open = decided.flatMap(({ rule, answers }) => {
    const [question] = unanswered(rule, answers);
    return question === undefined ? [] : [[rule.id, question] as const];
  });
  const rules = new Map(chosen.map((rule) => [rule.id, rule]));
  const fixedMessages = new Set(chosen.flatMap(({ check }) => check.map(({ message }) => message)));
  const judge = createJudge(policies, { environment: kubernetes(minor), form: 'budget' });
  return {
    schema,
    judge,
    policies,
    given: given ?? null,
    scanned: decided.filter(isByScan).map((one) => policyOf(one, minor)),
    kinds: live?.kinds ?? kindsOf(schema),
    facts: answerYaml(live?.facts ?? offlineFacts(now)),
    isLive: live !== undefined,
    rules,
    fixedMessages,
    now,
    open: new Map(open),
    off: new Map(decided.flatMap(({ rule, off }) => (off === null ? [] : [[rule.id, off] as const]))),
    handling: new Map(
      decided.flatMap(({ rule, handling }) => (handling === null ? [] : [[rule.id, handling] as const])),
    ),
    warns: new Set(decided.flatMap(({ rule, blocks }) => (blocks ? [] : [rule.id]))),
  };
}

function policyOf({ rule, answers, scope }: DecidedRule, minor: number): Policy {
  const policy = bind(rule, { ...placeholderAnswers(rule), ...answers }, { minor });
  const scoped = scope === null ? policy : { ...policy, scope: { all: [policy.scope, scope] } };
  // Whom it concerns is counted; what it would find without an answer nobody asks.
  return unanswered(rule, answers).length === 0 ? scoped : { ...scoped, variables: [], validations: [] };
}

function coversOf(chosen: readonly Rule[]): (policy: string) => readonly string[] {
  const covers = new Map(chosen.map((rule) => [rule.id, rule.covers]));
  return (policy) => covers.get(policy) ?? [];
}
