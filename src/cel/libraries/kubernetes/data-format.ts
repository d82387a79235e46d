import { requestFault } from './parse-url.ts';

const uuidPattern = /^[\da-f]{8}-?[\da-f]{4}-?[\da-f]{4}-?[\da-f]{4}-?[\da-f]{12}$/i;
const timePattern = /^(\d{2}):(\d{2}):(\d{2})(.\d+)?(z|([+-]\d{2}:\d{2}))$/u;

/** An absolute URL or path. */
export function uri(text: string): readonly string[] {
  const fault = requestFault(text);
  return fault === undefined ? [] : [fault.message];
}

/** A UUID, with its dashes or without. */
export function uuid(text: string): readonly string[] {
  return uuidPattern.test(text) ? [] : ['does not match the UUID format'];
}

/** Base64 with padding, of one byte at least. */
export function byte(text: string): readonly string[] {
  const isWhole = text !== '' && text.length % 4 === 0;
  return isWhole && /^[A-Za-z\d+/]+={0,2}$/.test(text) ? [] : ['invalid base64'];
}

/** A full date (RFC 3339). */
export function date(text: string): readonly string[] {
  return isDate(text) ? [] : ['invalid date'];
}

/** A date and a time; leap seconds are not known. */
export function datetime(text: string): readonly string[] {
  const [day = '', time = ''] = text.toLowerCase().split('t');
  return isTime(time) && isDate(day) ? [] : ['invalid datetime'];
}

function isTime(text: string): boolean {
  const [, hours = '', minutes = '', seconds = ''] = timePattern.exec(text) ?? [];
  return hours !== '' && hours <= '23' && minutes <= '59' && seconds <= '59';
}

function isDate(text: string): boolean {
  const [, year = '', month = '', day = ''] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? [];
  if (year === '' || month < '01' || month > '12' || day < '01') return false;
  return Number(day) <= daysIn(Number(year), Number(month));
}

function daysIn(year: number, month: number): number {
  if (month !== 2) return [4, 6, 9, 11].includes(month) ? 30 : 31;
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
}
