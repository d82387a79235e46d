import { WritError } from '../../core/errors.ts';

/**
 * Nanoseconds since the epoch of an RFC 3339 time or date.
 * @throws {WritError} `USAGE`
 */
export function parseTime(text: string): bigint {
  const milliseconds = /^\d{4}-\d{2}-\d{2}(?:T\S+)?$/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(milliseconds)) {
    throw new WritError('USAGE', `\`${text}\` is no time`, { hint: 'Write it as 2026-11-20T12:00:00Z.' });
  }
  return BigInt(milliseconds) * 1_000_000n;
}
