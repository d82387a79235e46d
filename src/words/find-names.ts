import { afterCue, isNameable } from './find-values.ts';
import { isFree, type Search } from './found.ts';
import type { Word } from './recognize.ts';
import type { Argument } from './tool.ts';

type Kind = 'namespace' | 'deployment';

/** SOURCE: RFC 1123 labels, which namespaces are, and subdomains, which deployments are. */
const shapes = {
  namespace: /^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?$/,
  deployment: /^[a-z0-9](?:[-.a-z0-9]{0,251}[a-z0-9])?$/,
} as const;

/** Finds the namespaces and deployments that are named, the surest signs first. */
export function findNames(search: Search): void {
  const steps = [inSlashes, besideCues, afterDeeds, afterPrepositions, leftOver, inLists];
  for (const step of steps) search.words.forEach((word, at) => step(search, word, at));
}

/** Takes a word as a name, if it can be one and the tool takes one. */
function take(search: Search, at: number | null, kind: Kind, text?: string): boolean {
  const word = at === null ? undefined : search.words[at];
  const argument = argumentOf(search, kind);
  if (at === null || word === undefined || argument === null || !isName(search, at, kind, text)) return false;
  search.found.push({ argument, value: text ?? nameOf(word), at });
  return true;
}

/** What was taken last may be something else. */
function weaken({ found }: Search): void {
  const last = found.pop();
  if (last !== undefined) found.push({ ...last, isWeak: true });
}

function isName(search: Search, at: number, kind: Kind, text?: string): boolean {
  const word = search.words[at];
  return (
    word !== undefined &&
    isNameable(word) &&
    (text !== undefined || isFree(search, at)) &&
    shapes[kind].test(text ?? nameOf(word))
  );
}

/** Names have no capitals; a quoted word is not changed. */
function nameOf({ quoted, text, key }: Word): string {
  return quoted ? text : key;
}

function argumentOf({ tool }: Search, kind: Kind): Argument | null {
  return tool.arguments.find((argument) => argument.kind === kind) ?? null;
}

/** `deployment/web-app`, `production/web-app`. */
function inSlashes(search: Search, word: Word, at: number): void {
  if (!isFree(search, at) || !isNameable(word)) return;
  const [first = '', second = '', ...more] = nameOf(word).split('/');
  if (more.length > 0 || !shapes.deployment.test(second)) return;
  if (/^(?:deploy|deployments?)(?:\.apps)?$/.test(first)) {
    take(search, at, 'deployment', second);
  } else if (shapes.namespace.test(first) && take(search, at, 'deployment', second)) {
    take(search, at, 'namespace', first);
  }
}

/** `the production namespace`, `namespace production`, `-n production`. */
function besideCues(search: Search, { concept, key }: Word, at: number): void {
  if (concept !== 'namespace' && concept !== 'deployment') return;
  const after = afterCue(search.words, at);
  const isBefore = !key.startsWith('-') && isBeforeCue(search, at, after, concept);
  take(search, isBefore ? at - 1 : after, concept);
}

/** Where names stand on both sides, the one before is meant if what leads to it says so. */
function isBeforeCue(search: Search, at: number, after: number | null, kind: Kind): boolean {
  if (search.words[at - 1]?.ends !== false || !isName(search, at - 1, kind)) return false;
  if (after === null || !isName(search, after, kind)) return true;
  return /^(?:the|my|our|your|in|within|inside|from|of|for)$/.test(search.words[at - 2]?.key ?? '');
}

/** `scale web-app`, `scale my web-app`. */
function afterDeeds(search: Search, { part }: Word, at: number): void {
  if (part === 'deed') take(search, afterArticles(search, at), 'deployment');
}

/** `in production`, `of web-app`. */
function afterPrepositions(search: Search, { key, quoted }: Word, at: number): void {
  if (quoted) return;
  if (/^(?:in|within|inside|across)$/.test(key)) take(search, afterArticles(search, at), 'namespace');
  if (/^(?:of|for|from|on|to|with|is|are|does|about|against)$/.test(key)) {
    const after = afterArticles(search, at);
    if (argumentOf(search, 'deployment') !== null) take(search, after, 'deployment');
    else if (take(search, after, 'namespace')) weaken(search);
  }
}

/** A word that looks like nothing but a name, where none is found. */
function leftOver(search: Search, { key, quoted }: Word, at: number): void {
  const isSure = quoted || /[-\d]/.test(key);
  const kind = argumentOf(search, 'deployment') === null ? 'namespace' : 'deployment';
  const isNamed = search.found.some(({ argument }) => argument.kind === kind);
  if (search.tool.effect === 'read' && isSure && !isNamed && take(search, at, kind)) weaken(search);
}

/** `web-app and checkout`, `staging, production`: whatever is listed with a name is one more of its kind. */
function inLists(search: Search, word: Word, at: number): void {
  const isJoined = /^(?:and|or|&)$/.test(word.key) && !word.quoted;
  if (isJoined) alike(search, at - 1, at + 1);
  if (isJoined) alike(search, at + 1, at - 1);
  if (word.ends) alike(search, at, at + 1);
}

function alike(search: Search, named: number, other: number): void {
  const kind = search.found.find(({ at }) => at === named)?.argument.kind;
  if (kind === 'namespace' || kind === 'deployment') take(search, other, kind);
}

function afterArticles({ words }: Search, from: number): number | null {
  let at = from;
  do {
    if (words[at]?.ends !== false) return null;
    at += 1;
  } while (/^(?:the|an?|my|our|your|this)$/.test(words[at]?.key ?? '') && words[at]?.quoted === false);
  return at < words.length ? at : null;
}
