import { CelError } from './cel-error.ts';
import { civil, daysFromCivil, floorDivide, nanosPerSecond } from './timestamp.ts';
import type { Civil } from './timestamp.ts';

const cacheLimit = 64;
const formats = new Map<string, Intl.DateTimeFormat>();

/** The wall clock of a zone: a name of the IANA database, or an offset such as `-08:00`. */
export function civilIn(nanos: bigint, zone: string): Civil | CelError {
  if (zone === 'UTC' || zone === '') return civil(nanos, 0);
  const offset = zone.includes(':') ? fixedOffset(zone) : namedOffset(nanos, zone);
  return offset instanceof CelError ? offset : civil(nanos, offset);
}

function fixedOffset(zone: string): number | CelError {
  const colon = zone.indexOf(':');
  const hours = atoi(zone.slice(0, colon));
  const minutes = atoi(zone.slice(colon + 1));
  if (hours === undefined) return invalidNumber(zone.slice(0, colon));
  if (minutes === undefined) return invalidNumber(zone.slice(colon + 1));
  return (zone.startsWith('-') ? hours * 60 - minutes : hours * 60 + minutes) * 60;
}

function atoi(text: string): number | undefined {
  return /^[+-]?\d{1,9}$/.test(text) ? Number(text) : undefined;
}

function invalidNumber(text: string): CelError {
  return new CelError(`strconv.Atoi: parsing ${JSON.stringify(text)}: invalid syntax`);
}

function namedOffset(nanos: bigint, zone: string): number | CelError {
  const format = formatOf(zone);
  if (format instanceof CelError) return format;
  const seconds = Number(floorDivide(nanos, nanosPerSecond));
  const parts = new Map(format.formatToParts(seconds * 1000).map(({ type, value }) => [type, value]));
  const part = (type: Intl.DateTimeFormatPartTypes): number => Number(parts.get(type) ?? 0);
  const year = parts.get('era')?.startsWith('B') === true ? 1 - part('year') : part('year');
  const days = daysFromCivil(year, part('month'), part('day'));
  return days * 86_400 + part('hour') * 3600 + part('minute') * 60 + part('second') - seconds;
}

function formatOf(zone: string): Intl.DateTimeFormat | CelError {
  const cached = formats.get(zone);
  if (cached !== undefined) return cached;
  try {
    const format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      era: 'short',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    if (formats.size >= cacheLimit) formats.clear();
    formats.set(zone, format);
    return format;
  } catch {
    return new CelError(`unknown time zone ${zone}`);
  }
}
