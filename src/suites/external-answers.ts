import { isJsonObject, own, type JsonObject, type JsonValue } from '../core/json.ts';
import type { Known } from '../core/policy.ts';
import { nameOf, namespaceOf } from '../core/resource.ts';
import type { Suite } from './load-suite.ts';

/** What the cluster, the registry and the servers of a test answer to Kyverno's libraries. */
export function externalAnswers(suite: Suite) {
  return (library: string, args: readonly JsonValue[]): Known<JsonValue> => {
    const answer = answers[library]?.(suite, args);
    if (answer === undefined)
      return { known: false, why: `the test does not say what ${library} would answer` };
    return { known: true, value: answer };
  };
}

type Answer = (suite: Suite, args: readonly JsonValue[]) => JsonValue | undefined;

const answers: Readonly<Record<string, Answer>> = {
  'resource.Get': ({ world }, [apiVersion, resource, namespace, name]) =>
    world.resources.find(
      (object) =>
        isOf(object, apiVersion, resource) &&
        nameOf(object) === name &&
        (namespaceOf(object) ?? '') === (namespace ?? ''),
    ),
  'resource.List': ({ world }, [apiVersion, resource, namespace]) => ({
    items: world.resources.filter(
      (object) => isOf(object, apiVersion, resource) && (namespaceOf(object) ?? '') === (namespace ?? ''),
    ),
  }),
  'image.GetMetadata': ({ world }, [image]) => world.images.find((known) => own(known, 'image') === image),
  'http.Get': (suite, [url]) => served(suite, 'GET', url),
  'http.Post': (suite, [url]) => served(suite, 'POST', url),
  'globalContext.Get': (suite, [name, projection]) => global(suite, name, projection),
};

function isOf(
  object: JsonObject,
  apiVersion: JsonValue | undefined,
  resource: JsonValue | undefined,
): boolean {
  const kind = own(object, 'kind');
  if (own(object, 'apiVersion') !== apiVersion || typeof kind !== 'string') return false;
  if (typeof resource !== 'string') return false;
  const lower = kind.toLowerCase();
  const plurals = [lower, `${lower}s`, `${lower}es`, lower.replace(/y$/, 'ies')];
  return plurals.includes(resource.toLowerCase());
}

function served({ test }: Suite, method: string, url: JsonValue | undefined): JsonValue | undefined {
  const found = (test.apiCallResponses ?? []).find(
    (one) => (one.url ?? one.urlPath) === url && (one.method ?? method).toUpperCase() === method,
  );
  if (found === undefined) return undefined;
  return { body: found.response.body, statusCode: found.response.statusCode ?? 200 };
}

/** Where an entry has projections, these are all there is of it. */
function global(
  suite: Suite,
  name: JsonValue | undefined,
  projection: JsonValue | undefined,
): JsonValue | undefined {
  const entry = suite.test.globalContextEntries?.find((one) => one.name === name);
  if (entry === undefined) return null;
  const root = followed(wholeOf(entry, suite), entry.fieldPath) ?? null;
  const projections = entry.projections ?? [];
  const projected = projections.map(({ name: key, path }) => [key, followed(root, path) ?? null] as const);
  const value = projections.length === 0 ? root : Object.fromEntries(projected);
  if (typeof projection !== 'string' || projection === '') return value;
  return isJsonObject(value) ? own(value, projection) : undefined;
}

type GlobalEntry = NonNullable<Suite['test']['globalContextEntries']>[number];

function wholeOf({ data, resources, name }: GlobalEntry, { world }: Suite): JsonValue {
  return data ?? resources ?? world.globals.get(name) ?? null;
}

/** Paths there are JMESPath; only those that name fields are followed. */
function followed(value: JsonValue, path: string | undefined): JsonValue | undefined {
  if (path === undefined) return value;
  if (!/^[\w-]+(?:\.[\w-]+)*$/.test(path)) return undefined;
  let node: JsonValue | undefined = value;
  for (const key of path.split('.')) node = isJsonObject(node) ? own(node, key) : undefined;
  return node ?? null;
}
