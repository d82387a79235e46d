import { Bytes, Double, Duration, Timestamp, TypeValue, Uint } from '../../value/boxes.ts';
import { CelError } from '../../value/cel-error.ts';
import { formatPlain } from '../../value/double.ts';
import { formatDuration } from '../../value/duration.ts';
import { isInt, isList } from '../../value/kind.ts';
import { isMap } from '../../value/map.ts';
import { formatTimestamp } from '../../value/timestamp.ts';
import type { Value } from '../../value/value.ts';
import { toFixed, toScientific } from './decimal.ts';
import { fill } from './format-clause.ts';
import type { Clause, Clauses } from './format-clause.ts';
import { listText, mapText } from './format-collection.ts';
import { binary, hexadecimal, octal, refuse, upperCase, wholeDigits } from './format-whole.ts';

const refusals = {
  s: 'string clause can only be used on strings, bools, bytes, ints, doubles, maps, lists, types, durations, and timestamps',
  d: 'decimal clause can only be used on ints, uints, and doubles',
  f: 'fixed-point clause can only be used on ints, uints, and doubles',
  e: 'scientific clause can only be used on ints, uints, and doubles',
  b: 'only ints, uints, and bools can be formatted as binary',
  x: 'only ints, uints, bytes, and strings can be formatted as hex',
  o: 'octal clause can only be used on ints and uints',
} as const;

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** The value that a double is; undefined of anything else. */
export function doubleOf(value: Value): number | undefined {
  if (value instanceof Double) return value.value;
  return typeof value === 'number' && !Number.isSafeInteger(value) ? value : undefined;
}

function numberText(value: number, write: (value: number) => string): string {
  if (Number.isFinite(value)) return write(value);
  if (Number.isNaN(value)) return 'NaN';
  return value > 0 ? 'Infinity' : '-Infinity';
}

/** A value as `%s` writes it. */
function text(value: Value): string | CelError {
  if (typeof value === 'string') return value;
  const number = decimal(value, 0);
  if (!(number instanceof CelError)) return number;
  if (value === null || typeof value === 'boolean') return String(value);
  if (isList(value)) return listText(value, text);
  return isMap(value) ? mapText(value, text, ': ') : boxedText(value);
}

function boxedText(value: Value): string | CelError {
  if (value instanceof Bytes) return decoder.decode(value.value);
  if (value instanceof Duration) return formatDuration(value);
  if (value instanceof Timestamp) return formatTimestamp(new Timestamp(value.nanos));
  return value instanceof TypeValue ? value.name : refuse(refusals.s, value);
}

const decimal: Clause = (value) => {
  const number = doubleOf(value);
  if (number !== undefined) return numberText(number, formatPlain);
  return wholeDigits(value, 10) ?? refuse(refusals.d, value);
};

/** A number as a double; Go writes ints with `%f` as garbage, which nobody can want. */
function anyNumber(value: Value): number | undefined {
  if (value instanceof Uint) return Number(value.value);
  return isInt(value) ? Number(value) : doubleOf(value);
}

const fixed: Clause = (value, precision) => {
  const number = anyNumber(value);
  if (number === undefined) return refuse(refusals.f, value);
  return numberText(number, (finite) => toFixed(finite, precision));
};

const scientific: Clause = (value, precision) => {
  const number = anyNumber(value);
  if (number === undefined) return refuse(refusals.e, value);
  return numberText(number, (finite) => {
    const { sign, digits, exponent } = toScientific(finite, precision);
    const fraction = precision === 0 ? '' : `.${digits.slice(1)}`;
    const power = String(Math.abs(exponent)).padStart(2, '0');
    return `${sign}${digits.charAt(0)}${fraction}e${exponent < 0 ? '-' : '+'}${power}`;
  });
};

const hex = hexadecimal(refusals.x);

const clauses: Clauses = {
  s: text,
  d: decimal,
  f: fixed,
  e: scientific,
  b: binary(refusals.b),
  x: hex,
  X: upperCase(hex),
  o: octal(refusals.o),
};

/** `text.format(args)` as the CEL specification's extension of strings describes it. */
export function format(template: string, args: readonly Value[]): Value {
  return fill(template, args, clauses);
}
