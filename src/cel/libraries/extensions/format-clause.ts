import { CelError } from '../../value/cel-error.ts';
import { tooLarge } from '../../value/faults.ts';
import { encodeText, longestText } from '../../value/text.ts';
import type { Value } from '../../value/value.ts';

/** What a clause such as `%.3f` makes of its argument: its text, or why it cannot. */
export type Clause = (value: Value, precision: number) => string | CelError;

/** The clauses of a version of `format`, by their letter. */
export type Clauses = Readonly<Record<'s' | 'd' | 'f' | 'e' | 'b' | 'x' | 'X' | 'o', Clause>>;

const defaultPrecision = 6;
// Beyond this, Go's own formatting gives up.
const mostPrecision = 1_000_000;

/** Fills a format's clauses with arguments, in order; what is left over is ignored. */
export function fill(format: string, args: readonly Value[], clauses: Clauses): Value {
  const parts: string[] = [];
  let length = 0;
  let used = 0;
  let at = 0;
  while (at < format.length) {
    const percent = format.indexOf('%', at);
    if (percent === -1) break;
    parts.push(format.slice(at, percent));
    if (format.startsWith('%%', percent)) {
      parts.push('%');
      at = percent + 2;
      continue;
    }
    const filled = fillClause(format, percent + 1, { args, used, clauses });
    if (filled instanceof CelError) return filled;
    length += filled.text.length;
    if (length > longestText) return tooLarge;
    parts.push(filled.text);
    at = filled.end;
    used++;
  }
  parts.push(format.slice(at));
  return parts.join('');
}

interface Filling {
  readonly args: readonly Value[];
  readonly used: number;
  readonly clauses: Clauses;
}

interface Filled {
  readonly text: string;
  readonly end: number;
}

const clausePattern = /(?:\.(?<digits>\d*))?(?<verb>.?)/suy;

function fillClause(format: string, start: number, filling: Filling): Filled | CelError {
  const { args, used } = filling;
  const arg = args[used];
  if (arg === undefined) return new CelError(`index ${used} out of range`);
  if (start >= format.length) return new CelError('unexpected end of string');
  clausePattern.lastIndex = start;
  const match = clausePattern.exec(format);
  const { digits, verb = '' } = match?.groups ?? {};
  const precision = readPrecision(digits, verb);
  if (typeof precision === 'string') return unreadable(`error while parsing precision: ${precision}`);
  const text = write(filling.clauses, verb, { arg, precision });
  return text instanceof CelError ? text : { text, end: start + (match?.[0].length ?? 0) };
}

function write(
  clauses: Clauses,
  verb: string,
  { arg, precision }: { readonly arg: Value; readonly precision: number },
): string | CelError {
  if (!isVerb(clauses, verb)) return unreadable(`unrecognized formatting clause "${shown(verb)}"`);
  if (precision > mostPrecision) return tooLarge;
  const text = clauses[verb](arg, precision);
  return text instanceof CelError ? new CelError(`error during formatting: ${text.message}`) : text;
}

function unreadable(why: string): CelError {
  return new CelError(`could not parse formatting clause: ${why}`);
}

function isVerb(clauses: Clauses, verb: string): verb is keyof Clauses {
  return Object.hasOwn(clauses, verb);
}

/** The precision that was written, or what is wrong with it. */
function readPrecision(digits: string | undefined, verb: string): number | string {
  if (digits === undefined) return defaultPrecision;
  if (verb === '') return 'could not find end of precision specifier';
  const failed = `error while converting precision to integer: strconv.Atoi: parsing "${digits}"`;
  if (digits === '') return `${failed}: invalid syntax`;
  return BigInt(digits) >= 2n ** 63n ? `${failed}: value out of range` : Number(digits);
}

// Go looks at the first byte only.
function shown(verb: string): string {
  return String.fromCodePoint(encodeText(verb)[0] ?? 0);
}
