import { WritError } from '../../core/errors.ts';
import type { Format, FormatOptions, Writer } from '../../formats/format.ts';
import { formatNames, loadFormat } from '../../formats/index.ts';
import type { CheckEvent, CheckResult, WatchEvent } from '../../operations/judging/check-result.ts';
import type { Sink } from './outputs.ts';
import type { Wanted } from './wanted.ts';

/** One `--format NAME[=FILE]` at work. */
export interface Report {
  /** Whether its format can tell what changes. */
  readonly canWatch: boolean;
  emit(event: CheckEvent): void;
  /** What is told while a cluster is watched, at once. */
  watch(event: WatchEvent): void;
  close(result: CheckResult): void;
  abandon(): void;
}

/**
 * Opens every format that was asked for; colour is for a terminal, not for files.
 * @throws {WritError} `USAGE` for an unknown format, `OUTPUT_UNWRITABLE`
 */
export async function openReports(
  wanted: readonly Wanted[],
  options: FormatOptions,
  sinkOf: (file: string | null) => Sink,
): Promise<readonly Report[]> {
  const loaded = await Promise.all(
    wanted.map(async ({ name, file }) => ({ format: await known(name), file })),
  );
  const reports: Report[] = [];
  try {
    for (const { format, file } of loaded) {
      const writer = format.open({ ...options, colour: options.colour && file === null });
      reports.push(begin(writer, sinkOf(file)));
    }
    return reports;
  } catch (error) {
    for (const report of reports) report.abandon();
    throw error;
  }
}

/** What is refused before anything is judged leaves no half of a document. */
function begin(writer: Writer, sink: Sink): Report {
  let begun = false;
  let isWatching = false;
  const write = (text: string): void => {
    const opening = begun ? '' : writer.begin();
    begun = true;
    sink.write(`${opening}${text}`);
  };
  return {
    canWatch: writer.watch !== undefined,
    emit(event) {
      write(writer.event(event));
      if (isWatching) sink.flush();
    },
    watch(event) {
      if (writer.watch === undefined) return;
      if (event.type === 'watching') write(writer.end(event.result));
      isWatching = true;
      write(writer.watch(event));
      sink.flush();
    },
    close(result) {
      if (!isWatching) write(writer.end(result));
      sink.close();
    },
    abandon: () => sink.abandon(),
  };
}

async function known(name: string): Promise<Format> {
  const format = await loadFormat(name);
  if (format !== undefined) return format;
  throw new WritError('USAGE', `there is no format \`${name}\``, {
    hint: `Choose among ${formatNames.join(', ')}.`,
  });
}
