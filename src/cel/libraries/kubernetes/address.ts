import type { Address } from './parse-address.ts';

/** The number of bits of an address. */
export function bitLength({ family }: Address): 32 | 128 {
  return family === 4 ? 32 : 128;
}

/** An address in its canonical form (RFC 5952). */
export function formatAddress({ family, value }: Address): string {
  if (family === 4) return [24n, 16n, 8n, 0n].map((shift) => String((value >> shift) & 0xffn)).join('.');
  const groups = Array.from({ length: 8 }, (_, index) =>
    Number((value >> BigInt(112 - 16 * index)) & 0xffffn),
  );
  const { start, length } = longestZeros(groups);
  const shown = groups.map((group) => group.toString(16));
  if (length < 2) return shown.join(':');
  return `${shown.slice(0, start).join(':')}::${shown.slice(start + length).join(':')}`;
}

/** The first of the longest runs of zeros. */
function longestZeros(groups: readonly number[]): { readonly start: number; readonly length: number } {
  let best = { start: 0, length: 0 };
  for (let start = 0; start < groups.length; start++) {
    let length = 0;
    while (groups[start + length] === 0) length++;
    if (length > best.length) best = { start, length };
  }
  return best;
}

/** Whether an address is an IPv4 address written as IPv6. */
export function isMapped({ family, value }: Address): boolean {
  return family === 6 && value >> 32n === 0xffffn;
}

/** `0.0.0.0` or `::`. */
export function isUnspecified({ value }: Address): boolean {
  return value === 0n;
}

/** `127.0.0.0/8` or `::1`. */
export function isLoopback({ family, value }: Address): boolean {
  return family === 4 ? value >> 24n === 127n : value === 1n;
}

/** `224.0.0.0/24` or `ff02::/16`, whatever its flags. */
export function isLinkLocalMulticast({ family, value }: Address): boolean {
  return family === 4 ? value >> 8n === 0xe0_00_00n : ((value >> 112n) & 0xff0fn) === 0xff02n;
}

/** `169.254.0.0/16` or `fe80::/10`. */
export function isLinkLocalUnicast({ family, value }: Address): boolean {
  return family === 4 ? value >> 16n === 0xa9_fen : value >> 118n === 0xfe80n >> 6n;
}

/** Anything else but multicast and broadcast; private addresses, too. */
export function isGlobalUnicast(address: Address): boolean {
  const { family, value } = address;
  const isMulticast = family === 4 ? value >> 28n === 0xen : value >> 120n === 0xffn;
  const isBroadcast = family === 4 && value === 0xffff_ffffn;
  return !(
    isMulticast ||
    isBroadcast ||
    isUnspecified(address) ||
    isLoopback(address) ||
    isLinkLocalUnicast(address)
  );
}
