import { whenAbsent } from '../reading/absence.ts';
import type { Atom, Quantified } from '../reading/claim.ts';
import type { Listing } from '../reading/noun.ts';
import { listed } from '../reading/words.ts';
import type { Subject } from './say-atom.ts';

/** The entries as the subject of the one statement about them; null where it is about something else, too. */
export function entrySubject(claim: Quantified, body: Atom): Subject | null {
  const text = entryText(claim, body);
  if (text === null) return null;
  if (claim.kind === 'some') return { text: `at least one ${text}`, isPlural: false, isNone: false };
  const isNone = !body.positive && !(whenAbsent(body) === false && body.relation !== 'set');
  return { text: `${isNone ? 'no' : 'every'} ${text}`, isPlural: false, isNone };
}

function entryText(claim: Quantified, { subjects }: Atom): string | null {
  const [subject] = subjects;
  if (claim.over.where !== null || subjects.length !== 1 || subject === undefined) return null;
  if (claim.entry.text === subject.text) return entryWords(claim.over);
  return below(claim, subject.place?.path ?? '', subject.text);
}

/** A field of an entry of one list, which its path tells by itself. */
function below({ over, entry }: Quantified, path: string, text: string): string | null {
  const above = entry.place?.path ?? '';
  if (over.parts.length !== 1 || over.singles.length > 0 || above === '') return null;
  return path.startsWith(`${above}.`) || path.startsWith(`${above}[`) ? text : null;
}

/** `container of spec.containers and spec.initContainers`. */
function entryWords({ entry, parts, singles, isSpread }: Listing): string {
  const of = listed([...singles, ...parts].map(({ text }) => text));
  return isSpread ? of : `${entry} of ${of}`;
}

/** What goes before several statements about entries: `every container`, with the lists where these do not tell. */
export function leadOf(claim: Quantified, inner: string, where: string): string {
  const { over, kind } = claim;
  const words = isTold(claim, inner) ? over.entry : entryWords({ ...over, singles: [] });
  const entries = over.parts.length === 0 ? '' : `${kind === 'every' ? 'every' : 'at least one'} ${words}`;
  const singles = over.singles.map(({ text }) => text);
  const all = [...singles, ...(entries === '' ? [] : [entries])];
  return `${listed(all, kind === 'every' ? 'and' : 'or')}${where}`;
}

/** Whether what is said of the entries names their list by its path. */
function isTold({ over, entry }: Quantified, inner: string): boolean {
  const path = entry.place?.path ?? '';
  if (over.parts.length !== 1 || over.entry === 'entry' || path === '') return false;
  return inner.includes(`\`${path}`);
}
