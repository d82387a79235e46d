import type { Claim } from './claim.ts';

/** Claims as a text: equal ones give the same, wherever they stand in their expressions. */
export function claimKey(claims: Claim | readonly (Claim | null)[]): string {
  return JSON.stringify(claims, plain);
}

/** Positions within an expression do not matter, and JSON has no such large numbers. */
function plain(key: string, value: unknown): unknown {
  if (key === 'start' || key === 'end') return undefined;
  return typeof value === 'bigint' ? `${value}n` : value;
}
