import type { Schema } from '../../schema/schema.ts';
import type { CheckEvent } from '../judging/check-result.ts';
import { startRun, type CheckInput } from '../judging/check-run.ts';
import { openLedger } from '../../report/ledger.ts';
import { imagesFor } from '../judging/image-judge.ts';
import { judgeInput } from '../judging/judge-input.ts';
import type { LiveInput } from '../live/live-input.ts';
import type { Context } from '../operation.ts';
import { createEntries } from './report-entries.ts';
import { createOwners } from './report-owners.ts';
import type { ReportRules } from './report-rules.ts';
import type { Watching } from '../recording/watching.ts';

/** What a report is made of, and how. */
export interface ReportJudging {
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
  readonly live: LiveInput | null;
}

/** Judges all there is, every verdict entered into a ledger. */
export async function judgeForReport(
  { input, now, by, schema, emit, watching, live }: ReportJudging,
  context: Context,
) {
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
  const world = { now, schema, pause: context.pause, images, live: live?.world, ...kept, ...decided };
  const run = startRun(inputOf(input), world, collect);
  const limits = { fileSize: input.maxFileSize * 1_048_576 };
  const reading = { documents: input.maxDocuments, depth: input.maxDepth, expansion: 100_000 };
  try {
    const judged = { live, paths: input.paths, limits, inputs: context.inputs };
    await judgeInput(run, judged, {
      watching,
      source: async (source) => {
        if ('text' in source) await owners.add(source.name, source.text, reading);
      },
      object: ({ place, resource }) => owners.see(place, resource),
    });
    const result = run.finish();
    return { inputFaults: entries.finish(), entries: ledger.entries(), unjudged, result };
  } catch (cause) {
    await watching?.abandon();
    throw cause;
  }
}

/** Every verdict is asked for, nothing folded: evidence sees everything. */
function inputOf(input: ReportJudging['input']): CheckInput {
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
