import { nameLabel } from '../core/name-label.ts';
import { isJsonObject, own, type JsonObject, type JsonValue } from '../core/json.ts';
import type { Binding, Facts, Known, ParamKind, Request } from '../core/policy.ts';
import { nameOf, namespaceOf, type Resource } from '../core/resource.ts';
import { selects } from '../check/selects.ts';
import { answerYaml } from './answer-yaml.ts';
import { externalAnswers } from './external-answers.ts';
import type { Suite } from './load-suite.ts';

/** What a suite says of the world; whatever it does not mention is not there. */
export function suiteFacts(suite: Suite, now: bigint): Facts {
  const namespaces = namespacesOf(suite);
  return answerYaml({
    now,
    namespace: (name) => known(namespaces.get(name) ?? plainNamespace(name, {})),
    params: (kind, binding, request) => known(suite.params.filter(isMeant(kind, binding, request))),
    related: () => ({ known: false, why: 'a test knows no other objects', found: [] }),
    external: externalAnswers(suite),
  });
}

/** Which parameters a binding gives: of their kind, by name or labels, in its namespace or that of the object. */
function isMeant({ apiVersion, kind }: ParamKind, { params }: Binding, request: Request) {
  const inPlace = params?.namespace ?? request.namespace;
  const name = params?.name ?? null;
  const selector = params?.selector ?? null;
  return (param: Resource): boolean => {
    const namespace = namespaceOf(param);
    if (param.apiVersion !== apiVersion || param.kind !== kind) return false;
    if (name !== null && name !== nameOf(param)) return false;
    if (selector !== null && !selects(selector, labelsOf(param))) return false;
    return namespace === null || inPlace === null || namespace === inPlace;
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
  const named = { [nameLabel]: name, ...labels };
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
