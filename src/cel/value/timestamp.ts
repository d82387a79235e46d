import { Timestamp } from './boxes.ts';
import type { CelError } from './cel-error.ts';
import { timestampOverflow } from './faults.ts';

/** Nanoseconds in a second. */
export const nanosPerSecond = 1_000_000_000n;

// The years 1 to 9999.
const earliest = -62_135_596_800n * nanosPerSecond;
const latest = 253_402_300_800n * nanosPerSecond - 1n;

/** A date and time of day on a wall clock, proleptic Gregorian. */
export interface Civil {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  /** 1 to 31. */
  readonly day: number;
  readonly hours: number;
  readonly minutes: number;
  readonly seconds: number;
  /** 0 is Sunday. */
  readonly weekday: number;
  /** 0 is 1 January. */
  readonly yearDay: number;
}

/** An instant, or an overflow outside the years 1 to 9999. */
export function timestamp(nanos: bigint, offset = 0): Timestamp | CelError {
  return nanos < earliest || nanos > latest ? timestampOverflow : new Timestamp(nanos, offset);
}

const rfc3339 = /^(\d{4})-(\d\d)-(\d\d)T(\d\d?):(\d\d):(\d\d)(?:[.,](\d+))?(?:Z|([+-])(\d\d):(\d\d))$/;

/** Parses RFC 3339 as Go does; undefined where it is not, an overflow in the year 0. */
export function parseTimestamp(text: string): Timestamp | CelError | undefined {
  const match = rfc3339.exec(text);
  if (match === null) return undefined;
  const [, year, month, day, hours, minutes, seconds, fraction = ''] = match;
  const date = [year, month, day].map(Number) as [number, number, number];
  const time = [hours, minutes, seconds].map(Number) as [number, number, number];
  const offset = parseOffset(match);
  if (!isDate(date) || !isTime(time) || offset === undefined) return undefined;
  const whole = daysFromCivil(...date) * 86_400 + time[0] * 3600 + time[1] * 60 + time[2] - offset;
  return timestamp(BigInt(whole) * nanosPerSecond + BigInt(fraction.slice(0, 9).padEnd(9, '0')), offset);
}

function isDate([year, month, day]: readonly [number, number, number]): boolean {
  return month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month);
}

function isTime([hours, minutes, seconds]: readonly [number, number, number]): boolean {
  return hours < 24 && minutes < 60 && seconds < 60;
}

// Go allows an offset of up to 24 hours and 60 minutes.
function parseOffset(match: readonly (string | undefined)[]): number | undefined {
  const hours = Number(match[9] ?? 0);
  const minutes = Number(match[10] ?? 0);
  if (hours > 24 || minutes > 60) return undefined;
  const offset = hours * 3600 + minutes * 60;
  return match[8] === '-' ? -offset : offset;
}

function daysIn(year: number, month: number): number {
  if (month !== 2) return [4, 6, 9, 11].includes(month) ? 30 : 31;
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
}

/** Days since 1 January 1970. */
export function daysFromCivil(year: number, month: number, day: number): number {
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/** The wall clock at an offset in seconds east of UTC. */
export function civil(nanos: bigint, offset: number): Civil {
  const total = Number(floorDivide(nanos, nanosPerSecond)) + offset;
  const days = Math.floor(total / 86_400);
  const rest = total - days * 86_400;
  const date = civilFromDays(days);
  return {
    ...date,
    hours: Math.floor(rest / 3600),
    minutes: Math.floor(rest / 60) % 60,
    seconds: rest % 60,
    weekday: (((days + 4) % 7) + 7) % 7,
    yearDay: days - daysFromCivil(date.year, 1, 1),
  };
}

function civilFromDays(days: number): Pick<Civil, 'year' | 'month' | 'day'> {
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1,
  };
}

/** Division of whole numbers, rounding down. */
export function floorDivide(a: bigint, b: bigint): bigint {
  const quotient = a / b;
  return a % b < 0n ? quotient - 1n : quotient;
}

/** An instant in RFC 3339, with as many digits of a second as it has, at the offset it was written with. */
export function formatTimestamp({ nanos, offset }: Timestamp): string {
  const at = civil(nanos, offset);
  const fraction = nanos - floorDivide(nanos, nanosPerSecond) * nanosPerSecond;
  const digits = fraction === 0n ? '' : `.${String(fraction).padStart(9, '0').replace(/0+$/, '')}`;
  const date = `${pad(at.year, 4)}-${pad(at.month)}-${pad(at.day)}`;
  return `${date}T${pad(at.hours)}:${pad(at.minutes)}:${pad(at.seconds)}${digits}${formatOffset(offset)}`;
}

function formatOffset(offset: number): string {
  if (offset === 0) return 'Z';
  const minutes = Math.floor(Math.abs(offset) / 60);
  return `${offset < 0 ? '-' : '+'}${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`;
}

function pad(value: number, width = 2): string {
  return String(value).padStart(width, '0');
}
