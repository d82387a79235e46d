import { openContext } from '../../app/context.ts';
import { explain, WritError } from '../../core/errors.ts';
import { formatsOf, renderOutput } from '../../formats/output.ts';
import { printable } from '../../formats/printable.ts';
import type { CheckEvent, CheckResult, WatchEvent } from '../../operations/judging/check-result.ts';
import type { Listed } from '../../operations/gen/manifest.ts';
import type { Context, Operation, Verdict } from '../../operations/operation.ts';
import { outputFile, standardOutput, type Sink } from './outputs.ts';
import { openReports, type Report } from './report.ts';
import { wantedFormats, type Wanted } from './wanted.ts';

/** The process as the command line sees it; a test gives its own. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly stdin: AsyncIterable<Buffer>;
  /** Whether standard output is a terminal that wants colour. */
  readonly colour: boolean;
}

interface Run {
  readonly options: Readonly<Record<string, unknown>>;
  readonly version: string;
  readonly terminal: Terminal;
}

const exitCodes: Readonly<Record<Verdict, number>> = { clean: 0, found: 1, undecided: 3 };

/** Runs one operation and shows what it gives; resolves to the exit code, 2 for whatever the user got wrong. */
export async function runOperation(listed: Listed, input: object, run: Run): Promise<number> {
  const { options, version, terminal } = run;
  const output = typeof options['output'] === 'string' ? options['output'] : null;
  try {
    const operation = await listed.load();
    const [usual = 'text'] = formatsOf(operation.name);
    const wanted = wantedFormats((options['format'] ?? []) as readonly string[], { usual, output });
    const opened = { run, wanted, context: openContext(version, terminal.stdin) };
    return operation.name === 'check'
      ? await stream(operation, input, opened)
      : await show(operation, input, opened);
  } catch (error) {
    if (!(error instanceof WritError)) throw error;
    terminal.err(told(error));
    return isOutside(error) ? exitCodes.undecided : 2;
  }
}

/** What must be whole to be read has no end while a cluster is watched. */
function refuseWhole(reports: readonly Report[]): void {
  if (reports.every(({ canWatch }) => canWatch)) return;
  for (const report of reports) report.abandon();
  throw new WritError('USAGE', '--watch tells what changes in the formats text and jsonl only', {
    hint: 'Leave out --watch or --format.',
  });
}

function isOfWatch(event: unknown): event is WatchEvent {
  const { type } = event as { readonly type: string };
  return type === 'watching' || type === 'change';
}

/** What a cluster does not give, or a target cannot say, no other command line would: nothing could be judged. */
function isOutside({ code }: WritError): boolean {
  return code.startsWith('CLUSTER_') || code === 'TARGET_UNSUPPORTED';
}

/** An error as it goes to the terminal: what it quotes may hold escapes. */
export function told(error: WritError): string {
  return `writ: ${explain(error).split('\n').map(printable).join('\n')}\n`;
}

interface Opened {
  readonly run: Run;
  readonly wanted: readonly Wanted[];
  readonly context: Context;
}

/** Findings are written as they come. */
async function stream(
  operation: Operation,
  input: object,
  { run, wanted, context }: Opened,
): Promise<number> {
  const { options, version, terminal } = run;
  const shown = { version, colour: terminal.colour, now: context.now() };
  const reports = await openReports(wanted, shown, (file) => sinkOf(file, terminal));
  if ((input as { readonly watch?: boolean }).watch === true) refuseWhole(reports);
  const emit = (event: unknown): void => {
    if (isOfWatch(event)) {
      for (const report of reports) report.watch(event);
      return;
    }
    for (const report of reports) report.emit(event as CheckEvent);
    const { type } = event as CheckEvent;
    if (type === 'note' && options['quiet'] !== true)
      terminal.err(`note: ${printable((event as { note: string }).note)}\n`);
  };
  try {
    const result = await operation.run(input as never, context, emit);
    for (const report of reports) report.close(result as CheckResult);
    return exitCodes[operation.verdict(result)];
  } catch (error) {
    for (const report of reports) report.abandon();
    throw error;
  }
}

async function show(operation: Operation, input: object, { run, wanted, context }: Opened): Promise<number> {
  const { options, terminal } = run;
  const progress = (event: unknown): void => {
    if (options['quiet'] !== true && typeof event === 'string') terminal.err(`${printable(event)}\n`);
  };
  const output = await operation.run(input as never, context, progress);
  for (const { name, file } of wanted) {
    const text = await renderOutput(operation.name, name, output, terminal.colour && file === null);
    const sink = sinkOf(file, terminal);
    try {
      sink.write(text);
      sink.close();
    } catch (error) {
      sink.abandon();
      throw error;
    }
  }
  return exitCodes[operation.verdict(output)];
}

function sinkOf(file: string | null, terminal: Terminal): Sink {
  return file === null ? standardOutput(terminal.out) : outputFile(file);
}
