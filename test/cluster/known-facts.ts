import { selects } from '../../src/check/selects.ts';
import { isJsonObject, own, type JsonObject, type JsonValue } from '../../src/core/json.ts';
import type { Binding, Facts } from '../../src/core/policy.ts';

/** What a cluster knows: its namespaces by name, and its ConfigMaps, the only parameters that are asked for. */
export function knownFacts(namespaces: ReadonlyMap<string, JsonObject>, maps: readonly JsonObject[]): Facts {
  return {
    now: 0n,
    namespace: (name) => ({ known: true, value: namespaces.get(name) ?? null }),
    params(_kind, { params }, request) {
      const namespace = params?.namespace ?? request.namespace;
      if (params === null || namespace === null)
        return { known: false, why: 'parameters of a namespace are asked for outside of any' };
      return {
        known: true,
        value: maps.filter((map) => field(map, 'namespace') === namespace && isMeant(map, params)),
      };
    },
    related: () => ({ known: false, why: 'nothing is looked up here', found: [] }),
    external: (library) => ({ known: false, why: `${library} is not asked here` }),
  };
}

function isMeant(map: JsonObject, { name, selector }: NonNullable<Binding['params']>): boolean {
  if (name !== null) return field(map, 'name') === name;
  const labels = field(map, 'labels');
  return selector !== null && selects(selector, isJsonObject(labels) ? labels : {});
}

function field(object: JsonObject, name: string): JsonValue | undefined {
  const metadata = own(object, 'metadata');
  return isJsonObject(metadata) ? own(metadata, name) : undefined;
}
