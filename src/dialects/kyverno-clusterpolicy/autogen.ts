import type { JsonObject, JsonValue } from '../../core/json.ts';
import { isJsonObject, own } from '../../core/json.ts';
import type { Resource } from '../../core/resource.ts';
import { annotationsOf } from '../about.ts';
import { objectAt, objectsAt, textAt, textsAt } from '../fields.ts';
import { autogenRule, type AutogenTarget } from '../kyverno-classic/autogen-rule.ts';

/** The kinds that make pods, as Kyverno's classic autogen names them. */
const controllers: readonly string[] = [
  'CronJob',
  'DaemonSet',
  'Deployment',
  'Job',
  'ReplicaSet',
  'ReplicationController',
  'StatefulSet',
];

const groups: Readonly<Record<string, string>> = {
  DaemonSet: 'apps/v1/DaemonSet',
  Deployment: 'apps/v1/Deployment',
  Job: 'batch/v1/Job',
  StatefulSet: 'apps/v1/StatefulSet',
  ReplicaSet: 'apps/v1/ReplicaSet',
  ReplicationController: 'v1/ReplicationController',
  CronJob: 'batch/v1/CronJob',
};

/** A rule that autogen made, and the rule it was made of. */
export interface MadeRule {
  readonly rule: JsonObject;
  readonly of: string;
}

/** The rules that Kyverno makes of a policy's rules on Pods for what makes pods (its `pkg/autogen/v1`). */
export function autogenRules(object: Resource): readonly MadeRule[] {
  const rules = objectsAt(objectAt(object, 'spec'), 'rules');
  if (!isSupported(rules)) return [];
  const stated = textAt(annotationsOf(object), 'pod-policies.kyverno.io/autogen-controllers');
  const chosen = stated === null ? controllers : stated.split(',').map((kind) => kind.trim());
  if (chosen.includes('none')) return [];
  return rules.flatMap((rule) =>
    isOnPods(rule) && !nameOf(rule).startsWith('autogen-')
      ? [...forTemplates(rule, chosen), ...forCronJobs(rule, chosen)]
      : [],
  );
}

function forTemplates(rule: JsonObject, chosen: readonly string[]): readonly MadeRule[] {
  const all = controllers.filter((kind) => kind !== 'CronJob');
  const kinds = chosen.includes('all') ? all : all.filter((kind) => chosen.includes(kind));
  if (kinds.length === 0) return [];
  const matched = withKinds(rule, kinds, (filter) => hasPod(textsAt(objectAt(filter, 'resources'), 'kinds')));
  return made(matched, rule, 'template');
}

function forCronJobs(rule: JsonObject, chosen: readonly string[]): readonly MadeRule[] {
  if (!chosen.includes('CronJob') && !chosen.includes('all')) return [];
  return made(
    withKinds(rule, ['CronJob'], () => true),
    rule,
    'cronjob',
  );
}

function made(matched: JsonObject, rule: JsonObject, target: AutogenTarget): readonly MadeRule[] {
  const moved = autogenRule(matched, target);
  return moved === null ? [] : [{ of: nameOf(rule), rule: moved }];
}

/** `match` and `exclude` with other kinds in the blocks that are chosen; all of them where there is only one. */
function withKinds(
  rule: JsonObject,
  kinds: readonly string[],
  isChosen: (filter: JsonObject) => boolean,
): JsonObject {
  const named = kinds.map((kind) => groups[kind] ?? kind);
  const replaced = (block: JsonObject): JsonObject => ({
    ...block,
    resources: { ...objectAt(block, 'resources'), kinds: named },
  });
  const change = (match: JsonObject, always: boolean): JsonObject => {
    for (const key of ['any', 'all']) {
      const filters = objectsAt(match, key);
      const changed = filters.map((filter): JsonValue => (isChosen(filter) ? replaced(filter) : filter));
      if (filters.length > 0) return { ...match, [key]: changed };
    }
    return always || textsAt(objectAt(match, 'resources'), 'kinds').length > 0 ? replaced(match) : match;
  };
  const exclude = own(rule, 'exclude');
  return {
    ...rule,
    match: change(objectAt(rule, 'match'), true),
    ...(isJsonObject(exclude) && { exclude: change(exclude, false) }),
  };
}

/** Whether autogen is possible at all: one rule with a name or selector in it switches it off for the whole policy. */
function isSupported(rules: readonly JsonObject[]): boolean {
  if (rules.some(isChanging)) return false;
  const blocks = rules.flatMap((rule) => [
    ...blocksOf(objectAt(rule, 'match')),
    ...blocksOf(objectAt(rule, 'exclude')),
  ]);
  if (blocks.some(isSpecific)) return false;
  const known = new Set([...controllers, 'Pod']);
  return blocks.some((resources) => textsAt(resources, 'kinds').some((kind) => known.has(kind)));
}

function isChanging(rule: JsonObject): boolean {
  const mutate = objectAt(rule, 'mutate');
  return (
    isJsonObject(own(rule, 'generate')) ||
    textAt(mutate, 'patchesJson6902') !== null ||
    objectsAt(mutate, 'foreach').some((one) => textAt(one, 'patchesJson6902') !== null)
  );
}

function isSpecific(resources: JsonObject): boolean {
  const kinds = textsAt(resources, 'kinds');
  return (
    (textAt(resources, 'name') ?? '') !== '' ||
    textsAt(resources, 'names').length > 0 ||
    isJsonObject(own(resources, 'selector')) ||
    isJsonObject(own(resources, 'annotations')) ||
    (kinds.length > 1 && hasPod(kinds))
  );
}

function isOnPods(rule: JsonObject): boolean {
  const kindsOf = (key: string): readonly string[] =>
    blocksOf(objectAt(rule, key)).flatMap((resources) => textsAt(resources, 'kinds'));
  const excluded = kindsOf('exclude');
  return hasPod(kindsOf('match')) && (excluded.length === 0 || hasPod(excluded));
}

/** The `resources` of a `match` or `exclude`: its own, and those of its blocks. */
function blocksOf(match: JsonObject): readonly JsonObject[] {
  return [match, ...objectsAt(match, 'any'), ...objectsAt(match, 'all')].map((block) =>
    objectAt(block, 'resources'),
  );
}

/** Whether `Pod` is among kinds that may name group, version or subresource. */
function hasPod(kinds: readonly string[]): boolean {
  return kinds.some((kind) => /^(?:[^/]+\/){0,2}Pod(?:[./][^/]+)?$/.test(kind));
}

function nameOf(rule: JsonObject): string {
  return textAt(rule, 'name') ?? '';
}
