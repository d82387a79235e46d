const day = 86_400_000_000_000n;

/** Whether a day, as YYYY-MM-DD, is over in UTC at a time in nanoseconds since the epoch: the day itself still counts. */
export function isPast(until: string, now: bigint): boolean {
  return BigInt(Date.parse(until)) * 1_000_000n + day <= now;
}
