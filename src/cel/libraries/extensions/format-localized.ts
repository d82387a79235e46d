import { Bytes, Duration, Timestamp } from '../../value/boxes.ts';
import { CelError } from '../../value/cel-error.ts';
import { formatDouble } from '../../value/double.ts';
import { formatValue } from '../../value/format.ts';
import { isList, kindOf, typeName } from '../../value/kind.ts';
import type { Kind } from '../../value/kind.ts';
import { isMap } from '../../value/map.ts';
import { decodeText } from '../../value/text.ts';
import type { Value } from '../../value/value.ts';
import { toFixed, toScientific } from './decimal.ts';
import { fill } from './format-clause.ts';
import type { Clause, Clauses } from './format-clause.ts';
import { listText, mapText } from './format-collection.ts';
import { doubleOf } from './format.ts';
import { binary, hexadecimal, octal, refuse, upperCase, wholeDigits } from './format-whole.ts';
import { quoteGo } from './quote.ts';

const refusals = {
  s: 'string clause can only be used on strings, bools, bytes, ints, doubles, maps, lists, types, durations, and timestamps',
  d: 'decimal clause can only be used on integers',
  f: 'fixed-point clause can only be used on doubles',
  e: 'scientific clause can only be used on doubles',
  b: 'only integers and bools can be formatted as binary',
  x: 'only integers, byte buffers, and strings can be formatted as hex',
  o: 'octal clause can only be used on integers',
} as const;

const written: ReadonlySet<Kind> = new Set<Kind>([
  'int',
  'uint',
  'double',
  'bool',
  'string',
  'timestamp',
  'duration',
  'type',
]);

const notText = new CelError(
  'could not convert argument "invalid UTF-8 in bytes, cannot convert to string" to string',
);

/** A value as `%s` writes it where it is the argument itself. */
function text(value: Value): string | CelError {
  if (isList(value)) return listText(value, literal);
  if (isMap(value)) return mapText(value, literal, ':');
  if (value === null) return 'null';
  if (value instanceof Bytes) {
    return decodeText(value.value) ?? notText;
  }
  return written.has(kindOf(value)) ? formatValue(value) : refuse(refusals.s, value);
}

/** A value as it is written inside a list or map: as a CEL literal. */
function literal(value: Value): string | CelError {
  if (typeof value === 'string') return quoteGo(value);
  const number = doubleOf(value);
  if (number !== undefined) {
    return Number.isFinite(number) ? toFixed(number, 6) : `"${formatDouble(number)}"`;
  }
  if (isList(value)) return listText(value, literal);
  return isMap(value) ? mapText(value, literal, ':') : otherLiteral(value);
}

function otherLiteral(value: Value): string | CelError {
  if (value instanceof Timestamp || value instanceof Duration) {
    return `${value.box}(${quoteGo(formatValue(value))})`;
  }
  const unquoted = plain.has(kindOf(value)) ? text(value) : noLiteral(value);
  return value instanceof Bytes && typeof unquoted === 'string' ? `b${quoteGo(unquoted)}` : unquoted;
}

function noLiteral(value: Value): CelError {
  return new CelError(`no formatting function for ${typeName(value)}`);
}

const plain: ReadonlySet<Kind> = new Set<Kind>(['int', 'uint', 'bool', 'bytes', 'null', 'type']);

const decimal: Clause = (value) => wholeDigits(value, 10) ?? refuse(refusals.d, value);

const words: ReadonlyMap<Value, number> = new Map<Value, number>([
  ['NaN', Number.NaN],
  ['Infinity', Infinity],
  ['-Infinity', -Infinity],
]);

/** A clause over doubles, or the words for those that are no numbers, in American English. */
function overDoubles(refusal: string, write: (value: number, precision: number) => string): Clause {
  return (value, precision) => {
    const number = words.get(value) ?? doubleOf(value);
    if (number === undefined) return refuse(refusal, value);
    if (Number.isNaN(number)) return 'NaN';
    const sign = number < 0 ? '-' : '';
    return `${sign}${Number.isFinite(number) ? write(Math.abs(number), precision) : '∞'}`;
  };
}

const fixed = overDoubles(refusals.f, (value, precision) => {
  const [integer = '', fraction = ''] = toFixed(value, precision).split('.');
  return grouped(integer) + fractionOf(fraction, precision);
});

function grouped(digits: string): string {
  const first = digits.length % 3;
  const groups = digits.slice(first).match(/\d{3}/g) ?? [];
  return (first === 0 ? groups : [digits.slice(0, first), ...groups]).join(',');
}

// golang.org/x/text keeps the least number of digits in one byte, and leaves out zeros beyond it.
function fractionOf(digits: string, precision: number): string {
  const kept = precision > 255 ? trimZeros(digits).padEnd(precision % 256, '0') : digits;
  return kept === '' ? '' : `.${kept}`;
}

function trimZeros(digits: string): string {
  let end = digits.length;
  while (end > 0 && digits[end - 1] === '0') end--;
  return digits.slice(0, end);
}

const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹';

const plainScientific = overDoubles(refusals.e, (value) => {
  const { digits, exponent } = toScientific(value, 6);
  const power = String(Math.abs(exponent)).padStart(2, '0');
  const raised = Array.from(power, (digit) => superscripts.charAt(Number(digit))).join('');
  return `${digits.charAt(0)}.${digits.slice(1)}×10${exponent < 0 ? '⁻' : ''}${raised}`;
});

// Before version 4 the precision is taken for a width, which is kept in two bytes.
const scientific: Clause = (value, precision) => {
  const text = plainScientific(value, precision);
  return text instanceof CelError ? text : text.padStart(precision % 65_536);
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

/** `text.format(args)` as cel-go had it before version 4 of its strings, and as Kubernetes has it. */
export function formatLocalized(template: string, args: readonly Value[]): Value {
  return fill(template, args, clauses);
}
