import { Duration } from './boxes.ts';
import type { CelError } from './cel-error.ts';
import { formatPlain } from './double.ts';
import { integerOverflow } from './faults.ts';

const limit = 2n ** 63n;

const units: ReadonlyMap<string, bigint> = new Map([
  ['ns', 1n],
  ['us', 1000n],
  ['µs', 1000n],
  ['μs', 1000n],
  ['ms', 1_000_000n],
  ['s', 1_000_000_000n],
  ['m', 60_000_000_000n],
  ['h', 3_600_000_000_000n],
]);

const part = /(\d*)(?:\.(\d*))?(ns|us|µs|μs|ms|s|m|h)/gy;

/** A duration of so many nanoseconds, or an overflow beyond 64 bits. */
export function duration(nanos: bigint): Duration | CelError {
  return nanos < -limit || nanos >= limit ? integerOverflow : new Duration(nanos);
}

/** Parses a duration as Go writes it, such as `1h30m` or `-1.5s`; undefined where it is none. */
export function parseDuration(text: string): Duration | undefined {
  const negative = text.startsWith('-');
  const body = negative || text.startsWith('+') ? text.slice(1) : text;
  if (body === '0') return new Duration(0n);
  if (body === '') return undefined;
  const nanos = sumOfParts(body);
  if (nanos === undefined || nanos > limit || (nanos === limit && !negative)) return undefined;
  return new Duration(negative ? -nanos : nanos);
}

function sumOfParts(body: string): bigint | undefined {
  let nanos = 0n;
  let end = 0;
  part.lastIndex = 0;
  while (end < body.length) {
    const match = part.exec(body);
    if (match === null) return undefined;
    const [all, integer = '', fraction = '', unit = ''] = match;
    if (integer + fraction === '' || integer.length > 20) return undefined;
    const scale = units.get(unit) ?? 0n;
    nanos += BigInt(integer) * scale + fractionOf(fraction, scale);
    end += all.length;
  }
  return nanos;
}

// Go multiplies as doubles and truncates; digits beyond 18 do not count.
function fractionOf(fraction: string, scale: bigint): bigint {
  if (fraction === '') return 0n;
  const digits = fraction.slice(0, 18);
  return BigInt(Math.trunc(Number(digits) * (Number(scale) / 10 ** digits.length)));
}

/** A duration in seconds, such as `5400s`. */
export function formatDuration({ nanos }: Duration): string {
  return `${formatPlain(seconds(nanos))}s`;
}

/** A span in seconds, as a double, rounded as Go rounds it. */
export function seconds(nanos: bigint): number {
  return Number(nanos / 1_000_000_000n) + Number(nanos % 1_000_000_000n) / 1e9;
}
