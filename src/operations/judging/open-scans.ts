import { WritError } from '../../core/errors.ts';
import { readScan, unknownFormat } from '../../vulnerabilities/read-scan.ts';
import { shelveScans, type ScanShelf } from '../../vulnerabilities/scan-shelf.ts';
import type { Scan, Statement } from '../../vulnerabilities/scan.ts';
import type { Inputs, Source } from '../inputs.ts';

/** Bytes of one file: beyond it the text and what is read from it do not fit a process side by side. */
const size = 268_435_456;

/** Where the results of scans are, each perhaps with the image that a person says they are of. */
interface Named {
  readonly path: string;
  readonly image: string | null;
}

/** Scans on their shelf, and the files of folders that hold none. */
export interface OpenedScans {
  readonly shelf: ScanShelf;
  readonly passedOver: readonly string[];
}

/**
 * Reads results of scans and VEX documents, one file after the other; of folders the JSON files.
 * @throws {WritError} `SCAN_INVALID` with the first fault: one that cannot be read must not be passed over
 */
export async function openScans(paths: readonly string[], inputs: Inputs): Promise<OpenedScans> {
  const scans: Scan[] = [];
  const statements: Statement[] = [];
  const passedOver: string[] = [];
  for (const { path, image } of paths.map(named)) {
    for await (const source of inputs.open([path], { fileSize: size })) {
      if (!source.named && !source.name.endsWith('.json')) continue;
      const found = readScan(textOf(source), { file: source.name, image });
      if (found === null && source.named) throw unknownFormat(source.name);
      if (found === null) {
        passedOver.push(source.name);
        continue;
      }
      scans.push(...found.scans);
      statements.push(...found.statements);
    }
  }
  return { shelf: shelveScans(scans, statements), passedOver };
}

/** `IMAGE=FILE`; an image has no `=` in its name, and a file that has one is written with `./` before it. */
function named(written: string): Named {
  const equals = written.indexOf('=');
  return equals < 1 || /^[./\\]/.test(written)
    ? { path: written, image: null }
    : { path: written.slice(equals + 1), image: written.slice(0, equals) };
}

function textOf(source: Source): string {
  if ('text' in source) return source.text;
  const { code, message } = source.problem;
  const told =
    code === 'INPUT_TOO_LARGE'
      ? `it is over ${size / 1_048_576} MiB, the most that is read of a scan`
      : message;
  throw new WritError('SCAN_INVALID', told, { where: { file: source.name } });
}
