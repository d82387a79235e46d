import type { JsonObject } from '../../core/json.ts';
import type { Scope } from '../../core/policy.ts';
import { renderSelector, unsayable, type Rendered } from '../constraints/render-constraints.ts';
import { listed } from '../render-expressions.ts';

/**
 * `match` and `exclude` of a rule: what both must say is a scope of blocks, and blocks that are left out.
 * @throws {WritError} `TARGET_UNSUPPORTED` for any other shape
 */
export function renderMatch(scope: Scope, policy: Rendered): JsonObject {
  const parts = 'all' in scope && scope.all.some((part) => 'not' in part) ? scope.all : [scope];
  const excluded = parts.flatMap((part) => ('not' in part ? [part.not] : []));
  const [match, another] = parts.filter((part) => !('not' in part));
  if (match === undefined || another !== undefined) throw unsayable(policy, 'a scope of several parts');
  const [exclude] = excluded;
  if (excluded.length > 1) {
    return { match: renderBlocks(match, policy), exclude: renderBlocks({ any: excluded }, policy) };
  }
  return {
    match: renderBlocks(match, policy),
    ...(exclude !== undefined && { exclude: renderBlocks(exclude, policy) }),
  };
}

/**
 * `any` or `all` of blocks; one block is the only one of `any`.
 * @throws {WritError} `TARGET_UNSUPPORTED`
 */
export function renderBlocks(scope: Scope, policy: Rendered): JsonObject {
  if ('any' in scope) return { any: scope.any.flatMap((part) => blocksOf(part, policy)) };
  return { any: [renderBlock(scope, policy)] };
}

function blocksOf(scope: Scope, policy: Rendered): readonly JsonObject[] {
  return 'any' in scope ? scope.any.flatMap((part) => blocksOf(part, policy)) : [renderBlock(scope, policy)];
}

/** Everything in one block holds at once. */
function renderBlock(scope: Scope, policy: Rendered): JsonObject {
  const parts = 'all' in scope ? scope.all : [scope];
  const fields = parts.map((part) => fieldsOf(part, policy));
  const resources = merged(
    fields.map((field) => field.resources ?? {}),
    policy,
  );
  const others = merged(
    fields.map((field) => field.block ?? {}),
    policy,
  );
  return { ...(Object.keys(resources).length > 0 && { resources }), ...others };
}

interface Fields {
  readonly resources?: JsonObject;
  readonly block?: JsonObject;
}

function fieldsOf(part: Scope, policy: Rendered): Fields {
  if ('kinds' in part) return { resources: listed('kinds', part.kinds) };
  if ('operations' in part) return { resources: listed('operations', part.operations) };
  if ('names' in part) return { resources: listed('names', part.names) };
  if ('namespaces' in part) return { resources: listed('namespaces', part.namespaces) };
  if ('labels' in part) return { resources: { selector: renderSelector(part.labels) } };
  if ('namespaceLabels' in part)
    return { resources: { namespaceSelector: renderSelector(part.namespaceLabels) } };
  if ('annotations' in part) return { resources: { annotations: part.annotations } };
  return subjectsOf(part, policy);
}

function subjectsOf(part: Scope, policy: Rendered): Fields {
  if ('users' in part) {
    const subjects = part.users.map(({ kind, name, namespace }) => ({
      kind,
      name,
      ...(namespace !== null && { namespace }),
    }));
    return { block: { subjects } };
  }
  if ('roles' in part) return { block: { [part.cluster ? 'clusterRoles' : 'roles']: part.roles } };
  throw unsayable(policy, `a scope by ${Object.keys(part).join(', ')} within a block`);
}

function merged(objects: readonly JsonObject[], policy: Rendered): JsonObject {
  const entries = objects.flatMap((one) => Object.entries(one));
  const all = new Map(entries);
  if (all.size < entries.length) {
    const twice = entries.find(([key], index) => entries.findIndex(([one]) => one === key) < index);
    throw unsayable(policy, `two ${twice?.[0]} in one block`);
  }
  return Object.fromEntries(all);
}
