import { isJsonObject, own, type JsonObject, type JsonValue } from '../core/json.ts';
import { isTelling, isTellingField, looksSecret, urlCredentials, type Credentials } from './telling.ts';

const lastApplied = 'kubectl.kubernetes.io/last-applied-configuration';

type Add = (value: JsonValue | undefined) => void;

/** Takes the values that are found; what is no text is passed over. */
export interface Adds {
  /** For what is known to be secret. */
  readonly secret: Add;
  /** For what may be. */
  readonly private: Add;
}

/** Finds the values of a resource that are, or may be, nobody else's business. */
export function addPrivateValues(resource: JsonObject, add: Adds): void {
  if (own(resource, 'kind') === 'Secret') addSecret(resource, add.secret);
  if (own(resource, 'kind') === 'ConfigMap') addSettings(resource, add);
  walk(resource, add);
}

function addSettings(resource: JsonObject, add: Adds): void {
  for (const field of ['data', 'binaryData']) {
    const values = own(resource, field);
    if (isJsonObject(values)) for (const value of Object.values(values)) add.private(value);
  }
}

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
function walk(root: JsonValue, add: Adds): void {
  const pending: JsonValue[] = [root];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (Array.isArray(node)) addItems(node as readonly JsonValue[], pending, add);
    if (!isJsonObject(node)) continue;
    const name = own(node, 'name');
    if (typeof name === 'string' && 'value' in node)
      add[isTelling(name) ? 'secret' : 'private'](own(node, 'value'));
    lookAtFields(node, pending, add);
  }
}

function addItems(items: readonly JsonValue[], pending: JsonValue[], add: Adds): void {
  for (const item of items) {
    if (typeof item === 'string') lookAtText(item, add);
    else pending.push(item);
  }
}

function lookAtFields(node: JsonObject, pending: JsonValue[], add: Adds): void {
  // Without a list of the keys: this is asked of every object that is shown.
  for (const key in node) {
    const value = node[key];
    if (typeof value === 'string') look(key, value, add);
    else if (typeof value !== 'object' || value === null) continue;
    else if (key === 'annotations' && isJsonObject(value)) addAnnotations(value, add);
    else {
      if (isCommand(key) && Array.isArray(value)) addArguments(value as readonly JsonValue[], add);
      pending.push(value);
    }
  }
}

function isCommand(key: string): boolean {
  return key === 'args' || key === 'command';
}

/** Also what stands behind the equals sign of `--password=…`. */
function addArguments(values: readonly JsonValue[], add: Adds): void {
  for (const value of values) {
    if (typeof value !== 'string') continue;
    add.private(value);
    const equals = value.indexOf('=');
    if (equals > 0) add[isTelling(value.slice(0, equals)) ? 'secret' : 'private'](value.slice(equals + 1));
  }
}

/** Annotations of our own are read by people: their reasons are shown. What was applied last is a whole object. */
function addAnnotations(annotations: JsonObject, add: Adds): void {
  for (const [key, value] of Object.entries(annotations)) {
    if (key.startsWith('writ.dev/')) continue;
    if (typeof value !== 'string') addTexts(value, add);
    else {
      add.private(value);
      look(key, value, add);
      if (key === lastApplied) addApplied(parsed(value), add);
    }
  }
}

function addApplied(applied: JsonValue, add: Adds): void {
  if (isJsonObject(applied)) addPrivateValues(applied, add);
}

/** Every text of a value that should have been one text. */
function addTexts(root: JsonValue, add: Adds): void {
  const pending = [root];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (typeof node === 'string') add.private(node);
    else if (typeof node === 'object' && node !== null) pending.push(...Object.values(node));
  }
}

function parsed(text: string): JsonValue {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return null; // Cut or edited by hand: the text itself is already kept.
  }
}

function look(key: string, value: string, add: Adds): void {
  if (isTellingField(key)) add.secret(value);
  lookAtText(value, add);
}

function lookAtText(text: string, add: Adds): void {
  if (looksSecret(text)) add.secret(text);
  const found = urlCredentials(text);
  // Without an iterator: nearly every text has none.
  for (let at = 0; at < found.length; at++) {
    const { user, password } = found[at] as Credentials;
    if (password === undefined) add.private(user);
    else add.secret(password);
  }
}
