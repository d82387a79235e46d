import { isJsonObject, own, type JsonObject } from '../../core/json.ts';
import type { LabelSelector, Operation, ResourceRule, Scope } from '../../core/policy.ts';
import { objectAt, objectsAt, textAt, textsAt } from '../fields.ts';

/** The scope of `matchConstraints` or `matchResources`; without any of its fields it is everywhere. */
export function parseConstraints(match: JsonObject): Scope {
  const equivalent = textAt(match, 'matchPolicy') !== 'Exact';
  const included = leaves(match, 'resourceRules', equivalent);
  const excluded = leaves(match, 'excludeResourceRules', equivalent);
  const parts: Scope[] = [];
  if (included.length > 0) parts.push({ any: included });
  if (excluded.length > 0) parts.push({ not: { any: excluded } });
  if (isJsonObject(own(match, 'namespaceSelector')))
    parts.push({ namespaceLabels: parseSelector(objectAt(match, 'namespaceSelector')) });
  if (isJsonObject(own(match, 'objectSelector')))
    parts.push({ labels: parseSelector(objectAt(match, 'objectSelector')) });
  const [only] = parts;
  return parts.length === 1 && only !== undefined ? only : { all: parts };
}

/** A label selector with both halves present. */
export function parseSelector(selector: JsonObject): LabelSelector {
  const labels = Object.entries(objectAt(selector, 'matchLabels')).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  return {
    matchLabels: Object.fromEntries(labels),
    matchExpressions: objectsAt(selector, 'matchExpressions').map((expression) => ({
      key: textAt(expression, 'key') ?? '',
      operator: (textAt(expression, 'operator') ??
        'In') as LabelSelector['matchExpressions'][number]['operator'],
      values: textsAt(expression, 'values'),
    })),
  };
}

function leaves(match: JsonObject, key: string, equivalent: boolean): readonly Scope[] {
  return objectsAt(match, key).map((rule) => ({ resources: parseRule(rule), equivalent }));
}

function parseRule(rule: JsonObject): ResourceRule {
  return {
    groups: textsAt(rule, 'apiGroups'),
    versions: textsAt(rule, 'apiVersions'),
    resources: textsAt(rule, 'resources'),
    names: textsAt(rule, 'resourceNames'),
    operations: textsAt(rule, 'operations') as readonly (Operation | '*')[],
    reach: (textAt(rule, 'scope') ?? '*') as ResourceRule['reach'],
  };
}
