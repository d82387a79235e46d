import { WritError } from '../../core/errors.ts';
import type { PlacedException } from '../../exceptions/lifting.ts';
import { collectBaseline, watchBaseline } from './apply-baseline.ts';
import { watchExceptions } from './apply-exceptions.ts';
import type { CheckResult } from '../judging/check-result.ts';
import type { Decided } from '../deciding/decided.ts';
import { deliverNews } from './deliver-news.ts';
import { createBytes } from './evidence.ts';
import { exceptionsFor } from '../deciding/exceptions-for.ts';
import type { Source } from '../inputs.ts';
import type { Context, Verdict } from '../operation.ts';
import { readBaseline } from './read-baseline.ts';
import { policiesOf, watchRun } from './record-run.ts';
import type { AuditDetail, JudgedPolicy, Recording, Run, Store } from '../store-port.ts';
import { watchNews, type NewsWatch } from './watch-news.ts';
import { inTurn, type Watch } from '../judging/watch.ts';

/** What a run is watched by, as flags. */
export interface WatchInput {
  readonly exceptions: readonly string[];
  readonly baseline: string | null;
  readonly writeBaseline: boolean;
  readonly notify: boolean;
  readonly record: boolean;
  readonly store: string | null;
  readonly results: 'all' | null;
  readonly paths: readonly string[];
}

/** The run that is watched. */
export interface WatchedRun {
  readonly rules: readonly JudgedPolicy[];
  /** What it decides by, for the audit log. */
  readonly evidence: AuditDetail;
  /** Those that were decided: of a configuration. */
  readonly exceptions: readonly PlacedException[];
  readonly news: Decided['news'];
  /** Nanoseconds since the epoch. */
  readonly now: bigint;
}

/** Scores of a run, and by what they are measured. */
export interface Measured {
  readonly figures: Readonly<Record<string, number>>;
  readonly measure?: string | undefined;
}

/** A run's watch, and what is to be done when it is over. */
export interface Watching {
  readonly watch: Watch;
  /** Told of everything that is read. */
  read(source: Source): void;
  /** Stores and writes what was seen; the sentences say what. */
  finish(
    result: Pick<CheckResult, 'judged' | 'summary' | 'failed'>,
    measured?: Measured,
  ): Promise<readonly string[]>;
  /** Stores nothing of a run that did not come to its end. */
  abandon(): Promise<void>;
}

/**
 * Opens what a run's flags ask for.
 * @throws {WritError} `USAGE`, `EXCEPTION_INVALID`, `BASELINE_INVALID`, `STORE_UNUSABLE`
 */
export async function openWatching(input: WatchInput, run: WatchedRun, context: Context): Promise<Watching> {
  const now = Number(run.now / 1_000_000n);
  const store = await storeFor(input, run, context);
  const exceptions = await exceptionsFor(input.exceptions, run, { inputs: context.inputs, store });
  const baseline = await openBaseline(input, now, context);
  const recording = input.record && store !== null ? await start(input, run, { context, store, now }) : null;
  const bytes = createBytes();
  const news = input.notify ? watchNews() : null;
  const watches = [
    ...(exceptions.length > 0 ? [watchExceptions(exceptions, { now: run.now, judged: judgedBy(run) })] : []),
    ...(baseline === null ? [] : [baseline]),
    ...(news === null ? [] : [news]),
    ...(recording === null ? [] : [watchRun(recording, input.results === 'all')]),
  ];
  return {
    watch: inTurn(watches),
    read: (source) => bytes.read(source),
    async finish({ judged, failed, summary }, measured: Measured = { figures: { ...summary } }) {
      const said: string[] = [];
      // Standard input is another text every time: what is not in it is not gone.
      const whole = judged && !input.paths.includes('-');
      if (recording !== null) {
        const evidence = { verdict: verdictOf({ judged, failed }), ...bytes.evidence(), ...run.evidence };
        said.push(
          told(
            await recording.finish({ whole, summary: measured.figures, measure: measured.measure }, evidence),
          ),
        );
      }
      if (news !== null && store !== null)
        said.push(...(await tell(news, { input, run, context, store, whole })));
      await store?.close();
      if (baseline?.text !== undefined && input.baseline !== null) {
        context.write(input.baseline, baseline.text());
        said.push(`wrote the baseline ${input.baseline}`);
      }
      return said;
    },
    async abandon() {
      await recording?.abandon();
      await store?.close();
    },
  };
}

/** Null where nothing is asked of it. */
async function storeFor(
  { notify, record, store }: WatchInput,
  { news }: WatchedRun,
  context: Context,
): Promise<Store | null> {
  if (notify && news.channels.length === 0) throw nobody();
  return notify || record || store !== null ? context.openStore(store) : null;
}

interface Telling extends Opened {
  readonly store: Store;
  readonly input: WatchInput;
  readonly run: WatchedRun;
  readonly whole: boolean;
}

/** Keeps one message a channel, then sends what is due: what ends the process in between loses none. */
async function tell(
  news: NewsWatch,
  { input, run, context, store, whole }: Telling,
): Promise<readonly string[]> {
  const { channels, organization } = run.news;
  const made = { at: Number(run.now / 1_000_000n), by: context.user() };
  const target = context.target(input.paths);
  for (const { name: channel } of channels)
    await store.notices.add({ channel, target, organization, whole, findings: news.found(channel), ...made });
  return deliverNews({ store, notifier: await context.openNotifier(), channels, made });
}

function nobody(): WritError {
  return new WritError('USAGE', '--notify has nobody to tell', {
    hint: 'Describe `notifications` in a configuration: docs/notifications.md shows how.',
  });
}

/** Rules, and what is found of the input itself. */
function judgedBy({ rules }: WatchedRun): ReadonlySet<string> {
  return new Set(policiesOf(rules).map(({ id }) => id));
}

interface Opened {
  readonly context: Context;
  readonly store: Store | null;
}

/** What is watched for a baseline; one that is written has its text at the end. */
type BaselineWatch = Watch & { readonly text?: () => string };

async function openBaseline(
  { baseline, writeBaseline }: WatchInput,
  now: number,
  context: Context,
): Promise<BaselineWatch | null> {
  if (baseline === null) {
    if (!writeBaseline) return null;
    throw new WritError('USAGE', '--write-baseline needs to know where', {
      hint: 'Add --baseline FILE.',
    });
  }
  const today = new Date(now).toISOString().slice(0, 10);
  return writeBaseline
    ? collectBaseline(today)
    : watchBaseline(await readBaseline(context.inputs, baseline), baseline);
}

async function start(
  { paths }: WatchInput,
  { rules }: WatchedRun,
  { context, store, now }: { readonly context: Context; readonly store: Store; readonly now: number },
): Promise<Recording> {
  return store.findings.record({
    target: context.target(paths),
    at: now,
    by: context.user(),
    version: context.version,
    policies: policiesOf(rules),
  });
}

function told({ id, target, open, opened, reopened, fixed }: Run): string {
  return `recorded run ${id} of ${target}: ${open} open, ${opened} opened, ${reopened} reopened, ${fixed} fixed`;
}

function verdictOf({ judged, failed }: Pick<CheckResult, 'judged' | 'failed'>): Verdict {
  if (!judged) return 'undecided';
  return failed ? 'found' : 'clean';
}
