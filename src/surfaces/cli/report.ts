import { WritError } from '../../core/errors.ts';
import type { FormatOptions, Writer } from '../../formats/format.ts';
import { formatNames, loadFormat } from '../../formats/index.ts';
import type { CheckEvent, CheckResult } from '../../operations/check-result.ts';
import { outputFile, type Sink } from './outputs.ts';

/** One `--format NAME[=FILE]` at work. */
export interface Report {
  emit(event: CheckEvent): void;
  close(result: CheckResult): void;
  abandon(): void;
}

/**
 * Opens every format that was asked for.
 * @throws {WritError} `USAGE` for an unknown format, or two that would both go to standard output.
 */
export async function openReports(
  formats: readonly string[],
  options: FormatOptions,
  standard: Sink,
): Promise<readonly Report[]> {
  const wanted = (formats.length === 0 ? ['text'] : formats).map(parse);
  if (wanted.filter(({ file }) => file === null).length > 1) {
    throw new WritError('USAGE', 'two formats cannot both go to standard output', {
      hint: 'Give one of them a file: --format sarif=writ.sarif',
    });
  }
  const writers: Report[] = [];
  for (const { name, file } of wanted) {
    const format = await loadFormat(name);
    if (format === undefined) throw unknownFormat(name);
    const sink = file === null ? standard : outputFile(file);
    writers.push(await begin(format.open(options), sink));
  }
  return writers;
}

async function begin(writer: Writer, sink: Sink): Promise<Report> {
  sink.write(await writer.begin());
  return {
    emit: (event) => sink.write(writer.event(event)),
    close(result) {
      sink.write(writer.end(result));
      sink.close();
    },
    abandon: () => sink.abandon(),
  };
}

function parse(text: string): { readonly name: string; readonly file: string | null } {
  const equals = text.indexOf('=');
  return equals < 0
    ? { name: text, file: null }
    : { name: text.slice(0, equals), file: text.slice(equals + 1) };
}

function unknownFormat(name: string): WritError {
  return new WritError('USAGE', `there is no format \`${name}\``, {
    hint: `Choose among ${formatNames.join(', ')}.`,
  });
}
