import { CelError } from '../../value/cel-error.ts';
import { goQuote } from './go-quote.ts';

/** A semantic version; build metadata is read, and then counts for nothing. */
export interface Version {
  /** Major, minor and patch, of 64 bits each. */
  readonly numbers: readonly [bigint, bigint, bigint];
  readonly prerelease: readonly (bigint | string)[];
}

const maxNumber = 2n ** 64n - 1n;
const alphanumeric = /^[-0-9A-Za-z]*$/;

/** Reads a semantic version strictly: three numbers, then a prerelease, then build metadata. */
export function parseVersion(text: string): Version | CelError {
  if (text === '') return new CelError('Version string empty');
  const [major, minor, rest] = splitThree(text);
  if (major === undefined || minor === undefined || rest === undefined) {
    return new CelError('No Major.Minor.Patch elements found');
  }
  const [, patch = '', prerelease, build] = /^([^+-]*)(?:-([^+]*))?(?:\+(.*))?$/s.exec(rest) ?? [];
  const numbers = readNumbers([major, minor, patch]);
  if (numbers instanceof CelError) return numbers;
  const marks = readAll(prerelease, readPrerelease);
  if (marks instanceof CelError) return marks;
  const metadata = readAll(build, readBuild);
  return metadata instanceof CelError ? metadata : { numbers, prerelease: marks };
}

/** Reads a version with a leading `v`, leading zeros, or fewer than three numbers, too. */
export function parseVersionLoosely(text: string): Version | CelError {
  const parts = splitThree(text.replace(/^v/, '')).map(withoutLeadingZeros);
  const last = parts.at(-1) ?? '';
  if (parts.length < 3 && /[+-]/.test(last)) {
    return new CelError('short version cannot contain PreRelease/Build meta data');
  }
  while (parts.length < 3) parts.push('0');
  return parseVersion(parts.join('.'));
}

/** A part of two characters or more without leading zeros, yet starting with a digit. */
function withoutLeadingZeros(part: string): string {
  if (part.length < 2 && part <= '\x7f') return part;
  const rest = part.replace(/^0+/, '');
  return /^\d/.test(rest) ? rest : `0${rest}`;
}

/** The order of two versions: -1, 0 or 1. */
export function compareVersions(a: Version, b: Version): number {
  for (const [index, number] of a.numbers.entries()) {
    const compared = order(number, b.numbers[index] ?? 0n);
    if (compared !== 0) return compared;
  }
  return comparePrereleases(a.prerelease, b.prerelease);
}

function comparePrereleases(a: Version['prerelease'], b: Version['prerelease']): number {
  // A version is later than its prereleases.
  if (a.length === 0 || b.length === 0) return Number(a.length === 0) - Number(b.length === 0);
  for (const [index, mark] of a.entries()) {
    const other = b[index];
    if (other === undefined) return 1;
    const compared = typeof mark === typeof other ? order(mark, other) : rank(mark) - rank(other);
    if (compared !== 0) return compared;
  }
  return a.length < b.length ? -1 : 0;
}

/** Numbers come before words. */
function rank(mark: bigint | string): number {
  return typeof mark === 'bigint' ? 0 : 1;
}

function order(a: bigint | string, b: bigint | string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** The parts before the first and second dot, and all the rest. */
function splitThree(text: string): string[] {
  const parts = text.split('.');
  return parts.length > 3 ? [...parts.slice(0, 2), parts.slice(2).join('.')] : parts;
}

function readNumbers(texts: readonly [string, string, string]): Version['numbers'] | CelError {
  const first = readNumber(texts[0], 'Major');
  if (first instanceof CelError) return first;
  const second = readNumber(texts[1], 'Minor');
  if (second instanceof CelError) return second;
  const third = readNumber(texts[2], 'Patch');
  return third instanceof CelError ? third : [first, second, third];
}

function readNumber(text: string, title: string): bigint | CelError {
  if (!/^\d*$/.test(text)) {
    const name = title.toLowerCase();
    return new CelError(`Invalid character(s) found in ${name} number ${goQuote(text)}`);
  }
  if (hasLeadingZeros(text)) {
    return new CelError(`${title} number must not contain leading zeroes ${goQuote(text)}`);
  }
  return readUnsigned(text);
}

function readUnsigned(text: string): bigint | CelError {
  const fault = (why: string): CelError =>
    new CelError(`strconv.ParseUint: parsing ${goQuote(text)}: ${why}`);
  if (text === '') return fault('invalid syntax');
  // 2^64 has 20 digits; more need not be read at all.
  const value = text.length > 20 ? maxNumber + 1n : BigInt(text);
  return value > maxNumber ? fault('value out of range') : value;
}

function readPrerelease(text: string): bigint | string | CelError {
  if (text === '') return new CelError('Prerelease is empty');
  if (/^\d+$/.test(text)) {
    return hasLeadingZeros(text)
      ? new CelError(`Numeric PreRelease version must not contain leading zeroes ${goQuote(text)}`)
      : readUnsigned(text);
  }
  return alphanumeric.test(text)
    ? text
    : new CelError(`Invalid character(s) found in prerelease ${goQuote(text)}`);
}

function readBuild(text: string): string | CelError {
  if (text === '') return new CelError('Build meta data is empty');
  return alphanumeric.test(text)
    ? text
    : new CelError(`Invalid character(s) found in build meta data ${goQuote(text)}`);
}

/** Reads what stands between dots; nothing where there is no text at all. */
function readAll<T>(text: string | undefined, read: (part: string) => T | CelError): readonly T[] | CelError {
  const parts: T[] = [];
  for (const part of text?.split('.') ?? []) {
    const value = read(part);
    if (value instanceof CelError) return value;
    parts.push(value);
  }
  return parts;
}

function hasLeadingZeros(text: string): boolean {
  return text.length > 1 && text.startsWith('0');
}
