import { ownCopy } from '../core/own-copy.ts';

const telling =
  /pass(?:word|wd|phrase)?|secret|token|credential|api[-_.]?key|private[-_.]?key|access[-_.]?key|client[-_.]?key|signing[-_.]?key|connection[-_.]?string|(?:^|[-_.])(?:key|pwd|auth|dsn)(?:$|[-_.])/i;
const shaped =
  /-----BEGIN [A-Z ]*PRIVATE KEY-----|\b(?:AKIA|ASIA)[0-9A-Z]{16}\b|\bgh[pousr]_[A-Za-z0-9]{30,}\b|\bxox[abprs]-[A-Za-z0-9-]{10,}|\beyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}\./;
/** The shortest text of these shapes: `xoxb-`, and ten more. */
const shortestShape = 15;
/** Every text in the shape of a key or token. */
export const secretShapes = new RegExp(`(?:${shaped.source})[A-Za-z0-9_.-]*`, 'g');
const inUrl = /[a-z][a-z0-9+.-]*:\/\/([^/\s:@]*)(?::([^/\s]+))?@/gi;
/** Names that were asked about: manifests repeat a few hundred. */
const settings = new Map<string, boolean>();
const fields = new Map<string, boolean>();

/** Whether the name of a setting says that its value is secret. */
export function isTelling(name: string): boolean {
  return remembered(settings, name, (text) => telling.test(text));
}

function remembered(known: Map<string, boolean>, name: string, tells: (name: string) => boolean): boolean {
  const before = known.get(name);
  if (before !== undefined) return before;
  const answer = tells(name);
  if (known.size < 4096) known.set(ownCopy(name), answer);
  return answer;
}

/** Names of Kubernetes' own fields that only sound alike. */
const harmless: ReadonlySet<string> = new Set([
  'secretName',
  'secretRef',
  'key',
  'tokenExpirationSeconds',
  'name',
  'kind',
  'topologyKey',
  'mountPath',
  'path',
  'image',
  'apiVersion',
]);

/** Whether the name of a field says that its value is secret. */
export function isTellingField(name: string): boolean {
  return remembered(fields, name, (text) => !harmless.has(text) && telling.test(text));
}

/** Whether a text looks like a key or token, whatever it is called. */
export function looksSecret(text: string): boolean {
  return text.length >= shortestShape && shaped.test(text);
}

/** The user names and passwords of the URLs in a text; a user name alone is often a token. */
export function urlCredentials(text: string): readonly Credentials[] {
  if (!text.includes('://')) return none;
  return Array.from(text.matchAll(inUrl), ([, user = '', password]) =>
    password === undefined ? { user } : { user, password },
  );
}

/** What a URL says of who asks. */
export interface Credentials {
  readonly user: string;
  readonly password?: string;
}

const none: readonly Credentials[] = [];
