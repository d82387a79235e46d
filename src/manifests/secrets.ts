import { ownCopy } from '../core/own-copy.ts';
import { isJsonObject, own, type JsonObject, type JsonValue } from '../core/json.ts';
import type { Resource } from '../core/resource.ts';

const telling =
  /pass(?:word|wd|phrase)?|secret|token|credential|api[-_.]?key|private[-_.]?key|access[-_.]?key|client[-_.]?key|signing[-_.]?key|connection[-_.]?string|(?:^|[-_.])(?:key|pwd|auth|dsn)(?:$|[-_.])/i;
const shaped =
  /-----BEGIN [A-Z ]*PRIVATE KEY-----|\b(?:AKIA|ASIA)[0-9A-Z]{16}\b|\bgh[pousr]_[A-Za-z0-9]{30,}\b|\bxox[abprs]-[A-Za-z0-9-]{10,}|\beyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}\./;
const inUrl = /[a-z][a-z0-9+.-]*:\/\/[^/\s:@]*:([^/\s@]+)@/gi;
const lastApplied = 'kubectl.kubernetes.io/last-applied-configuration';

/** Names that were asked about: manifests repeat a few hundred. */
const known = new Map<string, boolean>();

function isTelling(name: string): boolean {
  const before = known.get(name);
  if (before !== undefined) return before;
  const answer = telling.test(name);
  if (known.size < 4096) known.set(ownCopy(name), answer);
  return answer;
}

/** Values shorter than this are too common to be replaced wherever they stand. */
const shortest = 4;

/**
 * The values of a resource that must not be shown: Secret data, literals and settings whose name or shape tells,
 * passwords in URLs. Also as they look decoded, and line by line. Longest first.
 */
export function secrets(resource: Resource): readonly string[] {
  const found = new Set<string>();
  const add = (value: JsonValue | undefined): void => {
    if (typeof value !== 'string') return;
    for (const form of [value, ...value.split('\n'), value.trim()])
      if (form.length >= shortest) found.add(form);
  };
  if (resource.kind === 'Secret') addSecret(resource, add);
  walk(resource, add);
  return [...found].toSorted((a, b) => b.length - a.length);
}

/** Replaces secrets in a text, however often they stand there. */
export function mask(text: string, values: readonly string[]): string {
  let masked = text;
  for (const value of values) if (masked.includes(value)) masked = masked.replaceAll(value, '•••');
  return masked;
}

type Add = (value: JsonValue | undefined) => void;

function addSecret(resource: JsonObject, add: Add): void {
  for (const field of ['data', 'stringData']) {
    const values = own(resource, field);
    if (!isJsonObject(values)) continue;
    for (const value of Object.values(values)) {
      add(value);
      if (field === 'data' && typeof value === 'string') add(decode(value));
    }
  }
}

function decode(text: string): string {
  try {
    return new TextDecoder().decode(
      Uint8Array.from(atob(text.replaceAll(/\s/g, '')), (character) => character.charCodeAt(0)),
    );
  } catch {
    return ''; // No base64: the text itself is already kept.
  }
}

/** Looks at every text once: at its key, at its shape, and for an environment variable at its name. */
function walk(root: JsonValue, add: Add): void {
  const pending: JsonValue[] = [root];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (Array.isArray(node)) pending.push(...(node as readonly JsonValue[]));
    if (!isJsonObject(node)) continue;
    const name = own(node, 'name');
    if (typeof name === 'string' && 'value' in node && telling.test(name)) add(own(node, 'value'));
    lookAtFields(node, pending, add);
  }
}

function lookAtFields(node: JsonObject, pending: JsonValue[], add: Add): void {
  for (const key in node) {
    const value = node[key];
    if (typeof value === 'string') look(key, value, add);
    else if (typeof value === 'object' && value !== null) pending.push(value);
  }
}

// Names of Kubernetes' own fields that only sound alike.
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

function look(key: string, value: string, add: Add): void {
  if (key === lastApplied) {
    add(value);
    return;
  }
  if (!harmless.has(key) && isTelling(key)) add(value);
  if (shaped.test(value)) add(value);
  if (value.includes('://')) for (const [, password] of value.matchAll(inUrl)) add(password);
}
