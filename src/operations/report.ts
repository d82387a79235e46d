import { WritError } from '../core/errors.ts';
import { complianceReport, pastRun, type ComplianceReport } from '../report/compliance-report.ts';
import { figuresOf, noHistory, type History } from '../report/history.ts';

import { profileNames } from '../rules/profiles.ts';
import { kubernetesSchema } from '../schema/kubernetes.ts';

import type { CheckResult } from './judging/check-result.ts';
import type { OpenedConfiguration } from './deciding/open-configuration.ts';
import { configurationFor } from './deciding/decided-by.ts';

import { judgeForReport } from './reporting/judge-for-report.ts';
import type { LiveInput } from './live/live-input.ts';
import { askedOf, liveFor, liveParameters } from './live/live-parameters.ts';
import { limitParameters } from './parameters/limits.ts';
import { defineOperation, type Context, type InputOf } from './operation.ts';
import { parseTime } from './parameters/parse-time.ts';

import { gateOf, parseScore, type Gate } from './reporting/report-gate.ts';
import { chooseFrameworks } from './reporting/report-frameworks.ts';

import { scanParameter } from './parameters/scan-parameter.ts';
import { recordParameters, watchingFor } from './parameters/watch-parameters.ts';
import type { Watching } from './recording/watching.ts';
import { withCrds } from './deciding/with-crds.ts';
import { withStore } from './recording/with-store.ts';
import { clusterParameters, configParameter } from './parameters/world-parameters.ts';

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
  paths: {
    name: 'path',
    description: 'files, folders, globs, or - for standard input',
    required: true,
    unless: 'cluster',
  },
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
    ...liveParameters,
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
    const { reportRules } = await import('./reporting/report-rules.ts');
    const by = reportRules(opened, input, frameworks);
    const live = await liveFor(input, schema, context);
    try {
      const asked = askedOf(input, live);
      const before = await historyFor(asked, by.yardstick, context);
      const recorded = { ...asked, baseline: null, writeBaseline: false, results: 'all' } as const;
      const watching = await watchingFor(recorded, { decided: by.decided, now }, context);
      const judging = { input: asked, now, by, schema, emit, watching, live };
      const { entries, inputFaults, unjudged, result } = await judgeForReport(judging, context);
      const run = {
        generated: timeOf(now),
        scope: scopeOf(asked, opened, live),
        yardstick: by.yardstick,
        inputFaults,
        unjudged,
        ...entries,
      };
      await finish(watching, { result, made: complianceReport(run, frameworks, noHistory), emit });
      // What this run fixed counts for its rules; what it is compared with is the one before it.
      const history = input.record
        ? { ...before, rules: (await historyFor(asked, by.yardstick, context)).rules }
        : before;
      const report = complianceReport(run, frameworks, history);
      const gate = least === null ? null : gateOf(report, least, input.framework);
      return { report, gate, judged: result.judged };
    } finally {
      live?.close();
    }
  },
});

function scopeOf(
  { paths, namespace }: { readonly paths: readonly string[]; readonly namespace: readonly string[] },
  opened: OpenedConfiguration | null,
  live: LiveInput | null,
) {
  return {
    organization: opened?.configuration.organization?.name ?? null,
    cluster: live?.cluster.about.context ?? null,
    paths,
    namespaces: namespace,
  };
}

interface Finished {
  readonly result: CheckResult;
  readonly made: ComplianceReport;
  readonly emit: (event: string) => void;
}

/** Stores the scores beside what was found. */
async function finish(watching: Watching | null, { result, made, emit }: Finished): Promise<void> {
  const measured = { figures: figuresOf(pastRun(made)), measure: made.yardstick };
  const told = (await watching?.finish({ ...result, failed: made.findings > 0 }, measured)) ?? [];
  for (const note of told) emit(`note: ${note}`);
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
  measure: string,
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
  const { historyOf } = await import('./reporting/report-history.ts');
  return withStore(store, context, ({ findings }) =>
    historyOf(findings, { target: context.target(paths), measure }),
  );
}

/** RFC 3339, to the second. */
function timeOf(nanoseconds: bigint): string {
  return `${new Date(Number(nanoseconds / 1_000_000n)).toISOString().slice(0, 19)}Z`;
}
