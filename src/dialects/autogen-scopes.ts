import { isJsonObject, own, type JsonObject } from '../core/json.ts';
import type { Operation, Scope } from '../core/policy.ts';
import { parseConstraints } from './constraints/parse-constraints.ts';
import { objectAt, objectsAt, textsAt } from './fields.ts';
import { controllerScopes, type AutogenVariant } from './pod-controllers.ts';
import { minorOf } from './version.ts';

/** The scopes of what autogen makes of a policy for plain Pods; none where it is for anything else. */
export function autogenScopes(
  spec: JsonObject,
  version: `1.${number}`,
): readonly (readonly [AutogenVariant, Scope])[] {
  const match = objectAt(spec, 'matchConstraints');
  const [rule, ...more] = objectsAt(match, 'resourceRules');
  const selector = own(match, 'namespaceSelector');
  if (rule === undefined || more.length > 0 || !isForPods(rule) || isNarrowed(match)) return [];
  // Until 1.18 any selector of namespaces switched it off, and since then it goes along.
  if (minorOf(version) < 19 && isJsonObject(selector)) return [];
  const chosen = own(objectAt(objectAt(spec, 'autogen'), 'podControllers'), 'controllers');
  const names = Array.isArray(chosen)
    ? textsAt(objectAt(objectAt(spec, 'autogen'), 'podControllers'), 'controllers')
    : null;
  const operations = textsAt(rule, 'operations') as readonly Operation[];
  if (operations.length === 0) return [];
  const selected = isJsonObject(selector) ? [parseConstraints({ namespaceSelector: selector })] : [];
  return [...controllerScopes(names, operations)].map(([variant, scopes]) => [
    variant,
    selected.length === 0 ? { any: scopes } : { all: [{ any: scopes }, ...selected] },
  ]);
}

function isForPods(rule: JsonObject): boolean {
  const only = (key: string, value: string): boolean => {
    const texts = textsAt(rule, key);
    return texts.length === 1 && texts[0] === value;
  };
  return (
    textsAt(rule, 'resourceNames').length === 0 &&
    only('apiGroups', '') &&
    only('apiVersions', 'v1') &&
    only('resources', 'pods')
  );
}

function isNarrowed(match: JsonObject): boolean {
  const selector = objectAt(match, 'objectSelector');
  return (
    objectsAt(match, 'excludeResourceRules').length > 0 ||
    Object.keys(objectAt(selector, 'matchLabels')).length > 0 ||
    objectsAt(selector, 'matchExpressions').length > 0
  );
}
