import { isJsonObject, type JsonObject, type JsonValue } from '../core/json.ts';
import { mostWritten, treeSize } from '../cel/index.ts';
import { deepest } from './conform.ts';
import {
  absent,
  addAt,
  getAt,
  isContainer,
  PatchFault,
  removeAt,
  setAt,
  type Container,
} from './json-container.ts';
import { patchEquals } from './patch-equals.ts';

/** An RFC 6902 operation as a policy wrote it; what it left out is undefined. */
export interface PatchStep {
  readonly op: string;
  readonly path: string;
  readonly from: string | undefined;
  readonly value: JsonValue | undefined;
}

/**
 * An object with a patch applied, as the API server applies it (evanphx/json-patch 4). It departs from RFC 6902: negative
 * indexes count from the end, `replace` may add to a map, the text before the first `/` is ignored, a missing value is null.
 * What a patch leaves alone is shared with the object.
 */
export function patchJson(object: JsonObject, steps: readonly PatchStep[]): Container | PatchFault {
  let document: Container = object;
  let left = mostWritten * perValue;
  for (const step of steps) {
    left -= effortOf(document, step, left);
    if (left < 0) return new PatchFault('too much to copy');
    const next = run(document, step);
    if (next instanceof PatchFault) return next;
    document = next;
  }
  return document;
}

/** Entries of lists and maps that are copied in the time and space that a value takes in the end. */
const perValue = 50;

/** What a step copies: the containers on its way, and a value that is written once more. */
function effortOf(document: Container, { path, from, value }: PatchStep, left: number): number {
  const routes = [routeTo(document, path), from === undefined ? null : routeTo(document, from)];
  const hops = routes.flatMap((route) => route ?? []);
  if (hops.length > deepest) return left + 1;
  const copied = from === undefined ? value : valueAt(hops.at(-1));
  const written = treeSize(copied ?? null, left / perValue) * perValue;
  return hops.reduce((sum, { container }) => sum + lengthOf(container), written);
}

function valueAt(hop: Hop | undefined): JsonValue | undefined {
  const found = hop === undefined ? undefined : getAt(hop.container, hop.key);
  return found instanceof PatchFault ? undefined : found;
}

function lengthOf(container: Container): number {
  return isJsonObject(container) ? Object.keys(container).length : container.length;
}

function run(document: Container, step: PatchStep): Container | PatchFault {
  switch (step.op) {
    case 'add':
      return add(document, step);
    case 'remove':
      return remove(document, step);
    case 'replace':
      return replace(document, step);
    case 'move':
      return move(document, step);
    case 'copy':
      return copy(document, step);
    case 'test':
      return test(document, step);
    default:
      return new PatchFault(`Unexpected kind: ${step.op}`);
  }
}

/** Where a path leads: the containers on the way, each with the key that is followed from it. */
type Route = readonly [Hop, ...Hop[]];

interface Hop {
  readonly container: Container;
  readonly key: string;
}

/** The way to a path's last container; null where there is none. */
function routeTo(document: Container, path: string): Route | null {
  const keys = path.split('/').slice(1).map(unescape);
  const [first, ...rest] = keys;
  if (first === undefined) return null;
  const hops: [Hop, ...Hop[]] = [{ container: document, key: first }];
  let at: Hop = hops[0];
  for (const key of rest) {
    const next = getAt(at.container, at.key);
    if (next instanceof PatchFault || !isContainer(next)) return null;
    at = { container: next, key };
    hops.push(at);
  }
  return hops;
}

function unescape(key: string): string {
  return key.replaceAll('~1', '/').replaceAll('~0', '~');
}

function last(route: Route): Hop {
  return route.at(-1) ?? route[0];
}

/** The document with the last container of a route replaced. */
function rebuilt(route: Route, container: Container): Container | PatchFault {
  let made: Container | PatchFault = container;
  for (const hop of route.slice(0, -1).toReversed()) {
    if (made instanceof PatchFault) return made;
    made = setAt(hop.container, hop.key, made);
  }
  return made;
}

function edit(
  route: Route,
  failing: string,
  change: (hop: Hop) => Container | PatchFault,
): Container | PatchFault {
  const made = change(last(route));
  if (made instanceof PatchFault) return new PatchFault(`${failing}: ${made.message}`);
  return rebuilt(route, made);
}

function add(document: Container, { path, value }: PatchStep): Container | PatchFault {
  const route = routeTo(document, path);
  if (route === null)
    return new PatchFault(
      `add operation does not apply: doc is missing path: ${JSON.stringify(path)}: ${absent}`,
    );
  return edit(route, `error in add for path: '${path}'`, ({ container, key }) =>
    addAt(container, key, value ?? null),
  );
}

function remove(document: Container, { path }: PatchStep): Container | PatchFault {
  const route = routeTo(document, path);
  if (route === null)
    return new PatchFault(
      `remove operation does not apply: doc is missing path: ${JSON.stringify(path)}: ${absent}`,
    );
  return edit(route, `error in remove for path: '${path}'`, ({ container, key }) => removeAt(container, key));
}

function replace(document: Container, { path, value }: PatchStep): Container | PatchFault {
  if (path === '') return replaceAll(value);
  const route = routeTo(document, path);
  if (route === null)
    return new PatchFault(`replace operation does not apply: doc is missing path: ${path}: ${absent}`);
  const { container, key } = last(route);
  if (getAt(container, key) instanceof PatchFault)
    return new PatchFault(`replace operation does not apply: doc is missing key: ${path}: ${absent}`);
  return edit(route, `error in remove for path: '${path}'`, () => setAt(container, key, value ?? null));
}

function replaceAll(value: JsonValue | undefined): Container | PatchFault {
  if (value === null) return {};
  return isContainer(value) ? value : new PatchFault('replace operation value must be object or array');
}

/** The value that `from` names, with the way to it. */
function source(
  document: Container,
  { op, from }: PatchStep,
): { readonly route: Route; readonly value: JsonValue } | PatchFault {
  if (from === undefined)
    return new PatchFault(`${op} operation failed to decode from: operation, missing from field: ${absent}`);
  const route = routeTo(document, from);
  if (route === null)
    return new PatchFault(`${op} operation does not apply: doc is missing from path: ${from}: ${absent}`);
  const { container, key } = last(route);
  const value = getAt(container, key);
  if (!(value instanceof PatchFault)) return { route, value: value ?? null };
  const where = op === 'move' ? `path: '${key}'` : `from: '${from}'`;
  return new PatchFault(`error in ${op} for ${where}: ${value.message}`);
}

function move(document: Container, step: PatchStep): Container | PatchFault {
  const found = source(document, step);
  if (found instanceof PatchFault) return found;
  const { key } = last(found.route);
  const without = edit(found.route, `error in move for path: '${key}'`, (hop) =>
    removeAt(hop.container, hop.key),
  );
  if (without instanceof PatchFault) return without;
  return put(without, step, found.value, `error in move for path: '${step.path}'`);
}

function copy(document: Container, step: PatchStep): Container | PatchFault {
  const found = source(document, step);
  if (found instanceof PatchFault) return found;
  return put(document, step, found.value, 'error while adding value during copy');
}

function put(
  document: Container,
  { op, path }: PatchStep,
  value: JsonValue,
  failing: string,
): Container | PatchFault {
  const route = routeTo(document, path);
  if (route === null)
    return new PatchFault(
      `${op} operation does not apply: doc is missing destination path: ${path}: ${absent}`,
    );
  return edit(route, failing, ({ container, key }) => addAt(container, key, value));
}

function test(document: Container, { path, value }: PatchStep): Container | PatchFault {
  const found = path === '' ? document : tested(document, path);
  if (found instanceof PatchFault) return found;
  return patchEquals(found, value)
    ? document
    : new PatchFault(`testing value ${path} failed: test failed`, true);
}

function tested(document: Container, path: string): JsonValue | undefined | PatchFault {
  const route = routeTo(document, path);
  if (route === null)
    return new PatchFault(`test operation does not apply: is missing path: ${path}: ${absent}`);
  const { container, key } = last(route);
  const found = getAt(container, key);
  if (!(found instanceof PatchFault)) return found;
  return new PatchFault(`error in test for path: '${path}': ${found.message}`);
}

/** Whether a patch left the kind that every object must have. */
export function hasKind(document: Container): document is JsonObject {
  if (!isJsonObject(document) || !Object.hasOwn(document, 'kind')) return false;
  return typeof document['kind'] === 'string' && document['kind'] !== '';
}
