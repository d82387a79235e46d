import { resolve } from 'node:path';
import { WritError } from '../../core/errors.ts';

/** One `--format NAME[=FILE]`. */
export interface Wanted {
  readonly name: string;
  /** Null where it goes to standard output. */
  readonly file: string | null;
}

/**
 * What was asked for, or else the usual format, each with a place of its own; `--output` takes the place of standard output.
 * @throws {WritError} `USAGE` for two at one place, or a place that nothing goes to.
 */
export function wantedFormats(
  formats: readonly string[],
  { usual, output }: { readonly usual: string; readonly output: string | null },
): readonly Wanted[] {
  const wanted = (formats.length === 0 ? [usual] : formats).map(parse);
  const placed = wanted.map(({ name, file }) => ({ name, file: file ?? output }));
  refuseClashes(placed);
  if (output !== null && wanted.every(({ file }) => file !== null)) {
    throw new WritError('USAGE', `nothing goes to \`${output}\`: every format has a file of its own`, {
      hint: 'Leave --output out, or name a format without a file.',
    });
  }
  return placed;
}

function refuseClashes(wanted: readonly Wanted[]): void {
  const places = wanted.map(({ file }) => (file === null ? '' : resolve(file)));
  const twice = places.findIndex((place, index) => places.indexOf(place) < index);
  if (twice < 0) return;
  const place = places[twice] === '' ? 'standard output' : `\`${wanted[twice]?.file}\``;
  throw new WritError('USAGE', `two formats cannot both go to ${place}`, {
    hint: 'Give each a file of its own: --format sarif=writ.sarif',
  });
}

function parse(text: string): Wanted {
  const equals = text.indexOf('=');
  if (equals < 0) return { name: text, file: null };
  const file = text.slice(equals + 1);
  if (file !== '') return { name: text.slice(0, equals), file };
  throw new WritError('USAGE', `\`--format ${text}\` names no file`, {
    hint: 'Write it as --format sarif=writ.sarif, or without `=` for standard output.',
  });
}
