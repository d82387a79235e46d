import { WritError } from '../core/errors.ts';
import { complianceReport, pastRun, type ComplianceReport } from '../report/compliance-report.ts';
import { figuresOf, noHistory, type History } from '../report/history.ts';
import { openLedger } from '../report/ledger.ts';
import { profileNames } from '../rules/profiles.ts';
import { kubernetesSchema } from '../schema/kubernetes.ts';
import type { Schema } from '../schema/schema.ts';
import { startRun, type CheckInput } from './check-run.ts';
import type { CheckEvent, CheckResult } from './check-result.ts';
import { configurationFor } from './decided-by.ts';
import { imagesFor } from './image-judge.ts';
import { limitParameters } from './limits.ts';
import { defineOperation, type Context, type InputOf } from './operation.ts';
import { parseTime } from './parse-time.ts';
import { createEntries } from './report-entries.ts';
import { gateOf, parseScore, type Gate } from './report-gate.ts';
import { chooseFrameworks } from './report-frameworks.ts';
import type { ReportRules } from './report-rules.ts';
import { createOwners } from './report-owners.ts';
import { scanParameter } from './scan-parameter.ts';
import { recordParameters, watchingFor } from './watch-parameters.ts';
import type { Watching } from './watching.ts';
import { withCrds } from './with-crds.ts';
import { withStore } from './with-store.ts';
import { clusterParameters, configParameter } from './world-parameters.ts';

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
        'report on these frameworks: names, or files of your own (default: those of the configuration, else every one that is known)',
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
      description:
        "the rules by which the scores are measured (default: that of the configuration's environment, else default)",
    },
    ...configParameter,
    namespace: { type: 'list', value: 'NAMES', description: 'only resources in these namespaces' },
    ...scanParameter,
    ...recordParameters,
    allowEmpty: { type: 'flag', description: 'end with 0 where there is nothing to judge' },
    ...clusterParameters,
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
    const now = input.now === null ? context.now() : parseTime(input.now);
    const limits = { fileSize: input.maxFileSize * 1_048_576 };
    const schema = await withCrds(await kubernetesSchema(), input.crds, context.inputs, limits);
    const { opened, notes } = await configurationFor(input.config, context, { schema, now });
    for (const note of notes) emit(`note: ${note}`);
    const frameworks = await chooseFrameworks(input.framework, context.inputs, opened);
    // It reads configurations, which other commands must not pay for.
    const { reportRules } = await import('./report-rules.ts');
    const by = reportRules(opened, input, frameworks);
    const before = await historyFor(input, context);
    const recorded = { ...input, baseline: null, writeBaseline: false, results: 'all' } as const;
    const watching = await watchingFor(recorded, { decided: by.decided, now }, context);
    const judging = { input, now, by, schema, emit, watching };
    const { entries, inputFaults, unjudged, result } = await judge(judging, context);
    const run = {
      generated: timeOf(now),
      scope: {
        organization: opened?.configuration.organization?.name ?? null,
        cluster: null,
        paths: input.paths,
        namespaces: input.namespace,
      },
      yardstick: by.yardstick,
      inputFaults,
      unjudged,
      ...entries,
    };
    await finish(watching, { result, made: complianceReport(run, frameworks, noHistory), emit });
    // What this run fixed counts for its rules; what it is compared with is the one before it.
    const history = input.record ? { ...before, rules: (await historyFor(input, context)).rules } : before;
    const report = complianceReport(run, frameworks, history);
    const gate = least === null ? null : gateOf(report, least, input.framework);
    return { report, gate, judged: result.judged };
  },
});

interface Finished {
  readonly result: CheckResult;
  readonly made: ComplianceReport;
  readonly emit: (event: string) => void;
}

/** Stores the scores beside what was found. */
async function finish(watching: Watching | null, { result, made, emit }: Finished): Promise<void> {
  const told =
    (await watching?.finish({ ...result, failed: made.findings > 0 }, figuresOf(pastRun(made)))) ?? [];
  for (const note of told) emit(`note: ${note}`);
}

interface Judging {
  readonly input: Omit<
    CheckInput,
    'rules' | 'category' | 'severity' | 'results' | 'failOn' | 'failOnWarn' | 'noFold'
  > & {
    readonly record: boolean;
    readonly notify: boolean;
    readonly namespace: readonly string[];
    readonly maxFileSize: number;
    readonly vulnerabilities: readonly string[];
  };
  readonly now: bigint;
  readonly by: ReportRules;
  readonly schema: Schema;
  readonly emit: (event: string) => void;
  readonly watching: Watching | null;
}

async function judge({ input, now, by, schema, emit, watching }: Judging, context: Context) {
  const ledger = openLedger(by.ledger);
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
  const images = await imagesFor(input.vulnerabilities, by.decided.rules, context.inputs);
  const kept = { records: input.record, notifies: input.notify };
  const decided = { decided: by.decided, watch: watching?.watch };
  const world = { now, schema, pause: context.pause, images, ...kept, ...decided };
  const run = startRun(inputOf(input), world, collect);
  const limits = { fileSize: input.maxFileSize * 1_048_576 };
  const reading = { documents: input.maxDocuments, depth: input.maxDepth, expansion: 100_000 };
  try {
    for await (const source of context.inputs.open(input.paths, limits)) {
      if ('text' in source) await owners.add(source.name, source.text, reading);
      watching?.read(source);
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
function inputOf(input: Judging['input']): CheckInput {
  return {
    ...input,
    rules: [],
    profile: null,
    category: [],
    severity: null,
    results: 'all',
    failOn: 'none',
    failOnWarn: false,
    noFold: true,
  };
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
