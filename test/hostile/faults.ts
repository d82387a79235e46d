import type { Row } from './row.ts';
import type { Ended } from './run-row.ts';

/** What a row may take of a machine. Time is the processor's, so that a busy machine fails nothing. */
export const limit = { milliseconds: 2000, mebibytes: 300 };

/** What running the sources instead of the built files costs more. */
const patience = 2;

/** What only a fault of our own prints. */
const trace = /^\s+at .+:\d+:\d+\)?$|node:internal|Maximum call stack|heap out of memory|\[object Object\]/m;

/** What would take over a terminal: control characters other than the end of a line. */
const raw = /[^\P{Cc}\n]|[\u202A-\u202E\u2066-\u2069]/u;

const rest = /Pod shop\/rest|"name":"rest"|z-rest\.yaml/;

/** Everything that is wrong with how a row ended. */
export function faults(
  row: Row,
  { exit, stdout, stderr, milliseconds, mebibytes }: Ended,
): readonly string[] {
  const said = `${stdout}${stderr}`;
  const checks: readonly (readonly [boolean, string])[] = [
    [!trace.test(said), 'a stack trace'],
    [!raw.test(said), 'a raw control character'],
    [row.says.test(said), `${String(row.says)} is not said`],
    [exit === (row.exit ?? 3), `exit ${exit} instead of ${row.exit ?? 3}`],
    [row.rest === false || rest.test(said), 'the rest was not judged'],
    [mebibytes < limit.mebibytes, `${Math.round(mebibytes)} MiB`],
    [milliseconds < limit.milliseconds * patience, `${Math.round(milliseconds)} ms`],
  ];
  const found = checks.flatMap(([holds, fault]) => (holds ? [] : [fault]));
  return found.length === 0 ? [] : [...found, said.length > 2000 ? `${said.slice(0, 1000)} …` : said];
}
