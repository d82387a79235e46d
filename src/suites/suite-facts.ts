import { isJsonObject, own, type JsonObject, type JsonValue } from '../core/json.ts';
import type { Facts, Known } from '../core/policy.ts';
import { nameOf, namespaceOf } from '../core/resource.ts';
import { selects } from '../check/selects.ts';
import { externalAnswers } from './external-answers.ts';
import type { Suite } from './load-suite.ts';

/** What a suite says of the world; whatever it does not mention is not there. */
export function suiteFacts(suite: Suite, now: bigint): Facts {
  const namespaces = namespacesOf(suite);
  return {
    now,
    namespace: (name) => known(namespaces.get(name) ?? plainNamespace(name, {})),
    params: ({ apiVersion, kind }, { params }, request) => {
      const inPlace = params?.namespace ?? request.namespace;
      return known(
        suite.params.filter(
          (param) =>
            param.apiVersion === apiVersion &&
            param.kind === kind &&
            (params?.name == null || params.name === nameOf(param)) &&
            (params?.selector == null || selects(params.selector, labelsOf(param))) &&
            (namespaceOf(param) === null || inPlace === null || namespaceOf(param) === inPlace),
        ),
      );
    },
    related: () => ({ known: false, why: 'a test knows no other objects', found: [] }),
    external: externalAnswers(suite),
  };
}

/** Whole Namespaces go before those of which only labels are given. */
function namespacesOf({ values }: Suite): ReadonlyMap<string, JsonObject> {
  const selected = (values?.namespaceSelector ?? []).map(
    ({ name, labels }) => [name, plainNamespace(name, labels ?? {})] as const,
  );
  const whole = (values?.namespaces ?? []).map((namespace) => [nameOf(namespace), namespace] as const);
  return new Map([...selected, ...whole]);
}

function plainNamespace(name: string, labels: Readonly<Record<string, string>>): JsonObject {
  const named = { 'kubernetes.io/metadata.name': name, ...labels };
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels: named } };
}

function labelsOf(object: JsonObject): JsonObject {
  const metadata = own(object, 'metadata');
  const labels = isJsonObject(metadata) ? own(metadata, 'labels') : undefined;
  return isJsonObject(labels) ? labels : {};
}

function known<T extends JsonValue | readonly JsonObject[]>(value: T): Known<T> {
  return { known: true, value };
}
