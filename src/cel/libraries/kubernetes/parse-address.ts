import { goQuote } from './go-quote.ts';

/** An IP address as a number, with its family. */
export interface Address {
  readonly family: 4 | 6;
  readonly value: bigint;
  /** What stands behind `%`; empty where there is nothing. */
  readonly zone: string;
}

/** Why a text is no address, in the words of Go's `netip`. */
export class AddressFault {
  readonly message: string;

  constructor(text: string, message: string, at = '') {
    const place = at === '' ? '' : ` (at ${goQuote(at)})`;
    this.message = `ParseAddr(${goQuote(text)}): ${message}${place}`;
  }
}

/** Reads an address as Go's `netip.ParseAddr` does. */
export function parseAddress(text: string): Address | AddressFault {
  const [separator] = /[.:%]/.exec(text) ?? [];
  if (separator === '.') return parse4(text);
  if (separator === ':') return parse6(text);
  return new AddressFault(text, separator === '%' ? 'missing IPv6 address' : 'unable to parse IP');
}

function parse4(text: string): Address | AddressFault {
  const value = readFields(text, text);
  return value instanceof AddressFault ? value : { family: 4, value, zone: '' };
}

/** Reads four numbers with dots; `text` is what faults quote. */
function readFields(fields: string, text: string): bigint | AddressFault {
  const parts = fields.split('.', 5);
  let from = 0;
  let value = 0n;
  for (const [index, part] of parts.entries()) {
    const [message, at] = fieldFault(fields, part, { index, from });
    if (message !== '') return new AddressFault(text, message, at);
    value = value * 256n + BigInt(part);
    from += part.length + 1;
  }
  return parts.length < 4 ? new AddressFault(text, 'IPv4 address too short') : value;
}

interface Field {
  readonly index: number;
  /** Where it starts. */
  readonly from: number;
}

/** What is wrong with a field, and from where on; the first character that is wrong decides. */
function fieldFault(fields: string, part: string, { index, from }: Field): readonly [string, string?] {
  const [digits = ''] = /^\d*/.exec(part) ?? [];
  const fault = digitsFault(digits);
  if (fault !== undefined) return [fault];
  if (digits !== part) return ['unexpected character', fields.slice(from + digits.length)];
  const dot = from + part.length;
  if (dot === fields.length) return [''];
  if (part === '' || dot === fields.length - 1) {
    return ['IPv4 field must have at least one digit', fields.slice(dot)];
  }
  return [index === 3 ? 'IPv4 address too long' : ''];
}

function digitsFault(digits: string): string | undefined {
  // The first digit that is too much decides.
  if (/^0\d/.test(digits)) return 'IPv4 field has octet with leading zero';
  return Number(digits) > 255 ? 'IPv4 field has value >255' : undefined;
}

/** An IPv6 address being read. */
interface Reading {
  readonly text: string;
  rest: string;
  readonly groups: number[];
  /** Before which group `::` stands; -1 where it does not. */
  gap: number;
}

function parse6(text: string): Address | AddressFault {
  const percent = text.indexOf('%');
  const zone = percent < 0 ? '' : text.slice(percent + 1);
  if (percent >= 0 && zone === '') return new AddressFault(text, 'zone must be a non-empty string');
  const reading: Reading = { text, rest: percent < 0 ? text : text.slice(0, percent), groups: [], gap: -1 };
  if (reading.rest.startsWith('::')) {
    reading.gap = 0;
    reading.rest = reading.rest.slice(2);
  }
  if (reading.rest === '') return { family: 6, value: 0n, zone };
  const fault = readGroups(reading);
  if (fault !== undefined) return fault;
  const value = assemble(reading);
  return value instanceof AddressFault ? value : { family: 6, value, zone };
}

function readGroups(reading: Reading): AddressFault | undefined {
  const { text, groups } = reading;
  while (groups.length < 8) {
    const [digits = ''] = /^[\da-f]*/i.exec(reading.rest.slice(0, 5)) ?? [];
    if (digits.length > 4) {
      return new AddressFault(text, 'each group must have 4 or less digits', reading.rest);
    }
    if (digits === '') {
      return new AddressFault(text, 'each colon-separated field must have at least one digit', reading.rest);
    }
    if (reading.rest[digits.length] === '.') return readEmbedded(reading);
    groups.push(Number.parseInt(digits, 16));
    reading.rest = reading.rest.slice(digits.length);
    if (reading.rest === '') return undefined;
    const fault = readColon(reading);
    if (fault !== undefined) return fault;
    if (reading.rest === '') return undefined;
  }
  return new AddressFault(text, 'trailing garbage after address', reading.rest);
}

function readColon(reading: Reading): AddressFault | undefined {
  const { text, rest } = reading;
  if (!rest.startsWith(':')) return new AddressFault(text, 'unexpected character, want colon', rest);
  if (rest.length === 1) {
    return new AddressFault(text, 'colon must be followed by more characters', rest);
  }
  reading.rest = rest.slice(1);
  if (!reading.rest.startsWith(':')) return undefined;
  if (reading.gap >= 0) return new AddressFault(text, 'multiple :: in address', reading.rest);
  reading.gap = reading.groups.length;
  reading.rest = reading.rest.slice(1);
  return undefined;
}

/** Reads the IPv4 address at an IPv6 address's end. */
function readEmbedded(reading: Reading): AddressFault | undefined {
  const { text, rest, groups } = reading;
  if (reading.gap < 0 && groups.length !== 6) {
    const message = 'embedded IPv4 address must replace the final 2 fields of the address';
    return new AddressFault(text, message, rest);
  }
  if (groups.length > 6) {
    const message = 'too many hex fields to fit an embedded IPv4 at the end of the address';
    return new AddressFault(text, message, rest);
  }
  const value = readFields(rest, text);
  if (value instanceof AddressFault) return value;
  groups.push(Number(value >> 16n), Number(value & 0xffffn));
  return undefined;
}

function assemble({ text, groups, gap }: Reading): bigint | AddressFault {
  if (groups.length === 8 && gap >= 0) {
    return new AddressFault(text, 'the :: must expand to at least one field of zeros');
  }
  if (groups.length < 8 && gap < 0) return new AddressFault(text, 'address string too short');
  const zeros = Array.from({ length: 8 - groups.length }, () => 0);
  const all = [...groups.slice(0, Math.max(gap, 0)), ...zeros, ...groups.slice(Math.max(gap, 0))];
  return all.reduce((value, group) => (value << 16n) | BigInt(group), 0n);
}
