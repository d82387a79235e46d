import { WritError } from '../../core/errors.ts';
import type { JsonObject, JsonValue } from '../../core/json.ts';
import type { LabelSelector, ResourceRule, Scope } from '../../core/policy.ts';

/** Whose scope is rendered, and as which kind: for messages. */
export interface Rendered {
  readonly id: string;
  readonly as: string;
}

/**
 * `matchConstraints` or `matchResources` of a scope: any of its resource rules, none of its excluded ones,
 * and both selectors.
 * @throws {WritError} `TARGET_UNSUPPORTED` for any other shape.
 */
export function renderConstraints(scope: Scope, policy: Rendered): JsonObject {
  const parts = 'all' in scope ? scope.all : [scope];
  return parts.reduce<JsonObject>((rendered, part) => merge(rendered, renderPart(part, policy), policy), {});
}

function renderPart(part: Scope, policy: Rendered): JsonObject {
  if ('labels' in part) return { objectSelector: renderSelector(part.labels) };
  if ('namespaceLabels' in part) return { namespaceSelector: renderSelector(part.namespaceLabels) };
  if ('not' in part) return { excludeResourceRules: renderRules(part.not, policy).rules };
  const { rules, equivalent } = renderRules(part, policy);
  return { resourceRules: rules, matchPolicy: equivalent ? 'Equivalent' : 'Exact' };
}

/** Both halves of a label selector, empty ones left out. */
export function renderSelector({ matchLabels, matchExpressions }: LabelSelector): JsonObject {
  return {
    ...(Object.keys(matchLabels).length > 0 && { matchLabels }),
    ...(matchExpressions.length > 0 && {
      matchExpressions: matchExpressions.map(({ key, operator, values }) => ({
        key,
        operator,
        ...(values.length > 0 && { values }),
      })),
    }),
  };
}

function renderRules(
  scope: Scope,
  policy: Rendered,
): { readonly rules: readonly JsonValue[]; readonly equivalent: boolean } {
  const leaves = 'any' in scope ? scope.any : [scope];
  const equivalents = new Set<boolean>();
  const rules = leaves.map((leaf) => {
    if (!('resources' in leaf)) throw unsayable(policy, `a scope by ${Object.keys(leaf).join(', ')}`);
    equivalents.add(leaf.equivalent);
    return renderRule(leaf.resources);
  });
  if (equivalents.size > 1) throw unsayable(policy, 'both match policies at once');
  return { rules, equivalent: !equivalents.has(false) };
}

function renderRule({ groups, versions, resources, names, operations, reach }: ResourceRule): JsonObject {
  return {
    apiGroups: groups,
    apiVersions: versions,
    operations,
    resources,
    ...(names.length > 0 && { resourceNames: names }),
    ...(reach !== '*' && { scope: reach }),
  };
}

function merge(rendered: JsonObject, part: JsonObject, policy: Rendered): JsonObject {
  const twice = Object.keys(part).find((key) => Object.hasOwn(rendered, key) && key !== 'matchPolicy');
  if (twice !== undefined) throw unsayable(policy, `two ${twice}`);
  return { ...rendered, ...part };
}

/** That a kind cannot say something of a scope. */
export function unsayable({ id, as }: Rendered, what: string): WritError {
  return new WritError('TARGET_UNSUPPORTED', `\`${id}\` has ${what}, which a ${as} cannot say`);
}
