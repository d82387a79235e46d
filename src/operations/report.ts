import { rulesOf } from '../frameworks/index.ts';
import { WritError } from '../core/errors.ts';
import type { Rule } from '../core/rule.ts';
import { complianceReport, pastRun, type ComplianceReport } from '../report/compliance-report.ts';
import { figuresOf, noHistory, type History } from '../report/history.ts';
import { openLedger, type LedgerRule } from '../report/ledger.ts';
import { profileNames, type ProfileName } from '../rules/profiles.ts';
import { kubernetesSchema } from '../schema/kubernetes.ts';
import { catalogue, everyRule, selectRules } from './catalogue.ts';
import { startRun, type CheckInput } from './check-run.ts';
import type { CheckEvent } from './check-result.ts';
import { undecided } from './decided.ts';
import { imagesFor } from './image-judge.ts';
import { limitParameters } from './limits.ts';
import { defineOperation, type Context, type InputOf } from './operation.ts';
import { parseTime } from './parse-time.ts';
import { createEntries } from './report-entries.ts';
import { gateOf, parseScore, type Gate } from './report-gate.ts';
import { chooseFrameworks } from './report-frameworks.ts';
import { createOwners } from './report-owners.ts';
import { scanParameter } from './scan-parameter.ts';
import { recordParameters, watchingFor } from './watch-parameters.ts';
import type { Watching } from './watching.ts';
import { withCrds } from './with-crds.ts';
import { withStore } from './with-store.ts';

/** A report, and what a gate says of it. */
export interface ReportResult {
  readonly report: ComplianceReport;
  /** Null without `--min-score`. */
  readonly gate: Gate | null;
  /** Whether everything that was named could be judged. */
  readonly judged: boolean;
}

export const report = defineOperation({
  name: 'report',
  summary: 'Report on compliance: scores, coverage, and evidence for each control of a framework.',
  effect: 'read',
  paths: { name: 'path', description: 'files, folders, globs, or - for standard input', required: true },
  parameters: {
    framework: {
      type: 'list',
      value: 'NAMES',
      description:
        'report on these frameworks: names, or files of your own (default: every one that is known)',
    },
    minScore: {
      type: 'text',
      value: 'N',
      description: 'end with 1 below this score: of each --framework, else the overall one',
    },
    profile: {
      type: 'choice',
      value: 'NAME',
      choices: profileNames,
      default: 'default',
      description: 'the rules by which the scores are measured',
    },
    namespace: { type: 'list', value: 'NAMES', description: 'only resources in these namespaces' },
    ...scanParameter,
    ...recordParameters,
    allowEmpty: { type: 'flag', description: 'end with 0 where there is nothing to judge' },
    kubernetesVersion: {
      type: 'text',
      value: '1.MINOR',
      default: '1.36',
      description: 'the version that the manifests are for',
    },
    crds: {
      type: 'list',
      value: 'PATHS',
      description: 'CustomResourceDefinitions that describe kinds of your own',
    },
    defaulting: { type: 'flag', description: 'judge objects as the API server would complete them' },
    now: {
      type: 'text',
      value: 'RFC3339',
      description: 'the time of the report, at which exceptions are looked at (default: now)',
    },
    ...limitParameters,
  },
  examples: [
    ['writ report examples/shop', 'shows scores, what is broken, and three numbers for each framework'],
    [
      'writ report examples/shop --framework pci-dss --format html=report.html',
      'writes the evidence for PCI DSS as one page, which prints',
    ],
  ],
  verdict: ({ judged, gate, report: { findings } }: ReportResult) => {
    const unscored = gate?.scores.some(({ score }) => score === null) ?? false;
    if (!judged || unscored) return 'undecided';
    return (gate === null ? findings === 0 : gate.isMet) ? 'clean' : 'found';
  },

  async run(input, context, emit: (event: string) => void): Promise<ReportResult> {
    const least = input.minScore === null ? null : parseScore(input.minScore);
    const frameworks = await chooseFrameworks(input.framework, context.inputs);
    const now = input.now === null ? context.now() : parseTime(input.now);
    const { profile, vulnerabilities } = input;
    const scored = selectRules({ rules: [], profile, category: [], severity: null, vulnerabilities });
    const evidence = new Set(frameworks.flatMap((framework) => [...rulesOf(framework)]));
    const known = vulnerabilities.length === 0 ? catalogue() : everyRule();
    const also = known.filter((rule) => !scored.includes(rule) && evidence.has(rule.id));
    const history = await historyFor(input, context);
    const recorded = { ...input, baseline: null, writeBaseline: false, results: 'all' } as const;
    const watching = await watchingFor(recorded, { rules: [...scored, ...also], now }, context);
    const judging = { input, now, scored, also, emit, watching };
    const { entries, inputFaults, unjudged, result } = await judge(judging, context);
    const run = {
      generated: timeOf(now),
      scope: { cluster: null, paths: input.paths, namespaces: input.namespace },
      yardstick: `profile ${profile}${vulnerabilities.length === 0 ? '' : ', with vulnerabilities'}`,
      inputFaults,
      unjudged,
      ...entries,
    };
    const made = complianceReport(run, frameworks, history);
    const told = (await watching?.finish(result, figuresOf(pastRun(made)))) ?? [];
    for (const note of told) emit(`note: ${note}`);
    const { judged } = result;
    return { report: made, gate: least === null ? null : gateOf(made, least, input.framework), judged };
  },
});

interface Judging {
  readonly input: Omit<
    CheckInput,
    'rules' | 'category' | 'severity' | 'results' | 'failOn' | 'failOnWarn' | 'noFold'
  > & {
    readonly profile: ProfileName;
    readonly namespace: readonly string[];
    readonly crds: readonly string[];
    readonly maxFileSize: number;
    readonly vulnerabilities: readonly string[];
  };
  readonly now: bigint;
  readonly scored: readonly Rule[];
  /** Judged only as evidence. */
  readonly also: readonly Rule[];
  readonly emit: (event: string) => void;
  readonly watching: Watching | null;
}

async function judge({ input, now, scored, also, emit, watching }: Judging, context: Context) {
  const limits = { fileSize: input.maxFileSize * 1_048_576 };
  const schema = await withCrds(await kubernetesSchema(), input.crds, context.inputs, limits);
  const ledger = openLedger([
    ...scored.map((rule) => entryOf(rule, true)),
    ...also.map((rule) => entryOf(rule, false)),
  ]);
  const owners = createOwners();
  const namespaces = new Set(input.namespace);
  const entries = createEntries({
    ledger,
    ownerOf: (file, resource) => owners.of(file, resource),
    isMeant: ({ namespace }) => namespaces.size === 0 || (namespace !== null && namespaces.has(namespace)),
  });
  let unjudged = 0;
  const collect = (event: CheckEvent): void => {
    if (event.type === 'finding') entries.finding(event.finding);
    else if (event.type === 'note') emit(`note: ${event.note}`);
    else {
      unjudged++;
      emit(`not judged: ${placeOf(event.unjudged)}: ${event.unjudged.message}`);
    }
  };
  const { rules } = undecided([...scored, ...also]);
  const images = await imagesFor(input.vulnerabilities, rules, context.inputs);
  const world = { now, schema, pause: context.pause, images, watch: watching?.watch };
  const run = startRun(inputOf(input, [...scored, ...also]), world, collect);
  const reading = { documents: input.maxDocuments, depth: input.maxDepth, expansion: 100_000 };
  try {
    for await (const source of context.inputs.open(input.paths, limits)) {
      if ('text' in source) await owners.add(source.name, source.text, reading);
      await run.judge(source);
    }
    const result = run.finish();
    return { inputFaults: entries.finish(), entries: ledger.entries(), unjudged, result };
  } catch (cause) {
    await watching?.abandon();
    throw cause;
  }
}

/** What the store knows of earlier reports, where one is named or this is to be recorded. */
async function historyFor(
  {
    record,
    store,
    paths,
    namespace,
  }: InputOf<typeof recordParameters> & {
    readonly paths: readonly string[];
    readonly namespace: readonly string[];
  },
  context: Context,
): Promise<History> {
  if (record && namespace.length > 0) {
    throw new WritError(
      'USAGE',
      'a report on some namespaces is not recorded: its scores are of another scope',
      {
        hint: 'Leave out --record or --namespace.',
      },
    );
  }
  if (!record && store === null) return noHistory;
  const { historyOf } = await import('./report-history.ts');
  return withStore(store, context, ({ findings }) => historyOf(findings, context.target(paths)));
}

/** Every verdict is asked for, nothing folded: evidence sees everything. */
function inputOf(input: Judging['input'], rules: readonly Rule[]): CheckInput {
  return {
    ...input,
    rules: rules.map(({ id }) => id),
    profile: null,
    category: [],
    severity: null,
    results: 'all',
    failOn: 'none',
    failOnWarn: false,
    noFold: true,
  };
}

function entryOf(rule: Rule, scored: boolean): LedgerRule {
  const { id, code, title, severity, category, judgedBy, remedy, ask } = rule;
  const about = { id, code, title, severity, category, advice: remedy.advice, ...(judgedBy && { judgedBy }) };
  const question = Object.values(ask).find((one) => one.default === undefined);
  return { about, scored, off: false, question: question?.prompt ?? null };
}

function placeOf({
  file,
  line,
  column,
}: {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}): string {
  return line === 0 ? file : `${file}:${line}:${column}`;
}

/** RFC 3339, to the second. */
function timeOf(nanoseconds: bigint): string {
  return `${new Date(Number(nanoseconds / 1_000_000n)).toISOString().slice(0, 19)}Z`;
}
