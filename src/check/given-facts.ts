import { isJsonObject, own, type JsonObject } from '../core/json.ts';
import type { Binding, Facts, Known, ParamKind, Request } from '../core/policy.ts';
import { nameOf, namespaceOf, type Resource } from '../core/resource.ts';
import { selects } from './selects.ts';

/** What some objects say of the world: namespaces, and parameters of policies. */
export interface GivenFacts {
  add(object: Resource): void;
  /** What is known with them; what they do not say is asked of the facts underneath. */
  over(facts: Facts): Facts;
}

/** Keeps namespaces, and objects of these kinds. */
export function givenFacts(kinds: readonly ParamKind[]): GivenFacts {
  const wanted = new Set(kinds.map(keyOf));
  const namespaces = new Map<string, JsonObject>();
  const params = new Map<string, Resource[]>();
  return {
    add(object) {
      if (object.apiVersion === 'v1' && object.kind === 'Namespace') namespaces.set(nameOf(object), object);
      const key = keyOf(object);
      if (!wanted.has(key)) return;
      const known = params.get(key) ?? [];
      params.set(key, known);
      known.push(object);
    },
    over: (facts) => ({
      ...facts,
      namespace(name) {
        const value = namespaces.get(name);
        return value === undefined ? facts.namespace(name) : { known: true, value };
      },
      params(kind, binding, request): Known<readonly JsonObject[]> {
        const known = params.get(keyOf(kind));
        return known === undefined
          ? facts.params(kind, binding, request)
          : { known: true, value: paramsAmong(known, binding, request) };
      },
    }),
  };
}

/** The objects that a binding means by its parameters: one by its name, or all that its selector selects. */
export function paramsAmong(
  objects: readonly Resource[],
  { params }: Pick<Binding, 'params'>,
  request: Pick<Request, 'namespace'>,
): readonly Resource[] {
  if (params === null) return [];
  const place = params.namespace ?? request.namespace;
  return objects.filter((object) => {
    const namespace = namespaceOf(object);
    // What states no namespace has none, or goes wherever somebody puts it.
    if (namespace !== null && namespace !== place) return false;
    if (params.name !== null) return nameOf(object) === params.name;
    return params.selector === null || selects(params.selector, labelsOf(object));
  });
}

function keyOf({ apiVersion, kind }: ParamKind): string {
  return `${apiVersion} ${kind}`;
}

function labelsOf(object: Resource): JsonObject {
  const metadata = own(object, 'metadata');
  const labels = isJsonObject(metadata) ? own(metadata, 'labels') : undefined;
  return isJsonObject(labels) ? labels : {};
}
