import { isJsonObject, own } from '../core/json.ts';
import type { Resource } from '../core/resource.ts';

/** The annotation by which a manifest lifts rules for itself. */
export const annotation = 'writ.dev/ignore';

/** One rule lifted by an annotation, with reason and date. */
export interface Suppression {
  readonly rule: string;
  /** Only this container, or null for the whole object. */
  readonly container: string | null;
  /** The last day on which it counts, as YYYY-MM-DD. */
  readonly until: string;
  readonly reason: string;
}

/** What an annotation lifts, and what in it does not count. */
export interface Suppressions {
  readonly accepted: readonly Suppression[];
  readonly refused: readonly { readonly text: string; readonly why: string }[];
}

const none: Suppressions = { accepted: [], refused: [] };

/** Reads `writ.dev/ignore: "rule until=2027-01-31 reason=vendor agent; rule[container] …"`. */
export function suppressions(resource: Resource): Suppressions {
  const metadata = own(resource, 'metadata');
  const annotations = isJsonObject(metadata) ? own(metadata, 'annotations') : undefined;
  const text = isJsonObject(annotations) ? own(annotations, annotation) : undefined;
  if (typeof text !== 'string') return none;
  const entries = text
    .split(';')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
  const read = entries.map((entry) => ({ text: entry, result: readEntry(entry) }));
  return {
    accepted: read.flatMap(({ result }) => (typeof result === 'string' ? [] : [result])),
    refused: read.flatMap(({ text: entry, result }) =>
      typeof result === 'string' ? [{ text: entry, why: result }] : [],
    ),
  };
}

function readEntry(entry: string): Suppression | string {
  const [, rule, container] = /^([A-Za-z0-9][-A-Za-z0-9]*)(?:\[([-a-z0-9]+)\])?(?=\s|$)/.exec(entry) ?? [];
  if (rule === undefined) {
    return /^[-\w[\]]+,/.test(entry)
      ? 'several rules are separated by `;`, each with its own date and reason'
      : 'it does not begin with a rule';
  }
  const until = match(entry, /\suntil=(\S+)/);
  const why = dateFault(entry, until);
  if (why !== null) return why;
  const reason = match(entry, /\sreason=([^]+?)(?=\suntil=|$)/);
  return reason === ''
    ? 'it has no reason: add reason=…'
    : { rule, container: container ?? null, until, reason };
}

function match(entry: string, pattern: RegExp): string {
  return pattern.exec(entry)?.[1]?.trim() ?? '';
}

/** What is wrong with the date of an entry, or null. */
function dateFault(entry: string, until: string): string | null {
  if (until === '') return 'it has no date: add until=YYYY-MM-DD';
  if (/\suntil=\S[^]*\suntil=\S/.test(entry)) return 'it has two dates';
  return isDate(until) ? null : `\`${until}\` is no date: write it as YYYY-MM-DD`;
}

/** Whether a text is a day of the calendar, as YYYY-MM-DD: JavaScript takes the 30th of February for the 2nd of March. */
export function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const time = Date.parse(text);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}
