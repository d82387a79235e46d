import { isJsonObject, own, type JsonObject } from '../../core/json.ts';
import type { Operation, Scope, Subject } from '../../core/policy.ts';
import { parseSelector } from '../constraints/parse-constraints.ts';
import { objectAt, objectsAt, textAt, textsAt } from '../fields.ts';

/** Which requests a rule of a ClusterPolicy concerns: what `match` says, but what `exclude` says. */
export function parseMatch(rule: JsonObject): Scope {
  const match = parseBlocks(objectAt(rule, 'match'));
  const exclude = objectAt(rule, 'exclude');
  return isEmpty(exclude) ? match : { all: [match, { not: parseBlocks(exclude) }] };
}

/** `any` or `all` of several blocks, or the one that the field itself is. */
export function parseBlocks(match: JsonObject): Scope {
  const any = objectsAt(match, 'any');
  if (any.length > 0) return { any: any.map(parseBlock) };
  const all = objectsAt(match, 'all');
  return all.length > 0 ? { all: all.map(parseBlock) } : parseBlock(match);
}

/** One block: everything in it at once. A block that says nothing concerns nothing, as in Kyverno. */
function parseBlock(block: JsonObject): Scope {
  const resources = objectAt(block, 'resources');
  const parts: Scope[] = [
    ...listed(resources, 'kinds', (kinds) => ({ kinds })),
    ...listed(resources, 'operations', (operations) => ({ operations: operations as readonly Operation[] })),
    ...names(resources),
    ...listed(resources, 'namespaces', (namespaces) => ({ namespaces })),
    ...annotations(resources),
    ...selector(resources, 'selector', (labels) => ({ labels })),
    ...selector(resources, 'namespaceSelector', (namespaceLabels) => ({ namespaceLabels })),
    ...listed(block, 'roles', (roles) => ({ roles, cluster: false })),
    ...listed(block, 'clusterRoles', (roles) => ({ roles, cluster: true })),
    ...subjects(block),
  ];
  const [only] = parts;
  if (only === undefined) return { any: [] };
  return parts.length === 1 ? only : { all: parts };
}

function listed(from: JsonObject, key: string, make: (texts: readonly string[]) => Scope): readonly Scope[] {
  const texts = textsAt(from, key);
  return texts.length === 0 ? [] : [make(texts)];
}

function names(resources: JsonObject): readonly Scope[] {
  const name = textAt(resources, 'name');
  const one: readonly Scope[] = name === null || name === '' ? [] : [{ names: [name] }];
  return [...one, ...listed(resources, 'names', (several) => ({ names: several }))];
}

function annotations(resources: JsonObject): readonly Scope[] {
  const wanted = Object.entries(objectAt(resources, 'annotations')).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  return wanted.length === 0 ? [] : [{ annotations: Object.fromEntries(wanted) }];
}

function selector(
  resources: JsonObject,
  key: string,
  make: (selector: ReturnType<typeof parseSelector>) => Scope,
): readonly Scope[] {
  return isJsonObject(own(resources, key)) ? [make(parseSelector(objectAt(resources, key)))] : [];
}

function subjects(block: JsonObject): readonly Scope[] {
  const users = objectsAt(block, 'subjects').map((subject): Subject => ({
    kind: (textAt(subject, 'kind') ?? 'User') as Subject['kind'],
    name: textAt(subject, 'name') ?? '',
    namespace: textAt(subject, 'namespace'),
  }));
  return users.length === 0 ? [] : [{ users }];
}

function isEmpty(exclude: JsonObject): boolean {
  const blocks = parseBlocks(exclude);
  return 'any' in blocks && blocks.any.length === 0;
}
