import { openContext } from '../../app/context.ts';
import { explain, WritError } from '../../core/errors.ts';
import { catalogueForFormats } from '../../formats/catalogue.ts';
import { renderOutput } from '../../formats/output.ts';
import type { CheckEvent, CheckResult } from '../../operations/check-result.ts';
import type { Listed } from '../../operations/gen/manifest.ts';
import type { Context, Operation, Verdict } from '../../operations/operation.ts';
import { outputFile, standardOutput, type Sink } from './outputs.ts';
import { openReports } from './report.ts';

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
    const context = openContext(version, terminal.stdin);
    const sink = output === null ? standardOutput(terminal.out) : outputFile(output);
    return operation.name === 'check'
      ? await stream(operation, input, { run, context, sink })
      : await show(operation, input, { run, context, sink });
  } catch (error) {
    if (!(error instanceof WritError)) throw error;
    terminal.err(`writ: ${explain(error)}\n`);
    return 2;
  }
}

interface Opened {
  readonly run: Run;
  readonly context: Context;
  readonly sink: Sink;
}

/** Findings are written as they come. */
async function stream(operation: Operation, input: object, { run, context, sink }: Opened): Promise<number> {
  const { options, version, terminal } = run;
  const formats = (options['format'] ?? []) as readonly string[];
  const rules = catalogueForFormats;
  const reports = await openReports(formats, { version, colour: terminal.colour, rules }, sink);
  const emit = (event: unknown): void => {
    for (const report of reports) report.emit(event as CheckEvent);
    const { type } = event as CheckEvent;
    if (type === 'note' && options['quiet'] !== true)
      terminal.err(`note: ${(event as { note: string }).note}\n`);
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

async function show(operation: Operation, input: object, { run, context, sink }: Opened): Promise<number> {
  const { options, terminal } = run;
  const [format = 'text'] = (options['format'] ?? []) as readonly string[];
  const progress = (event: unknown): void => {
    if (options['quiet'] !== true && typeof event === 'string') terminal.err(`${event}\n`);
  };
  try {
    const output = await operation.run(input as never, context, progress);
    sink.write(await renderOutput(operation.name, format, output, terminal.colour));
    sink.close();
    return exitCodes[operation.verdict(output)];
  } catch (error) {
    sink.abandon();
    throw error;
  }
}
