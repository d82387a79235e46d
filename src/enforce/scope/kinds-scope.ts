import { nameLabel } from '../../core/name-label.ts';
import type {
  GroupVersionResource,
  LabelSelector,
  Operation,
  ResourceRule,
  Scope,
} from '../../core/policy.ts';
import { kindOfResource, type Schema } from '../../schema/schema.ts';
import { unsupported } from '../unsupported.ts';
import type { Lowered } from './lower-scope.ts';

/**
 * A lowered scope as Kyverno's `match` and `exclude`: by kinds instead of resources.
 * @throws {WritError} `TARGET_UNSUPPORTED` for resources whose kind nobody here knows
 */
export function kindsScope(lowered: Lowered, policy: string, schema: Schema): Scope {
  const { included, excluded, namespaceLabels, labels } = lowered;
  if (included === null) throw unsupported(policy, 'is for every kind of object, which `match` must name');
  if (!included.equivalent) throw unsupported(policy, 'matches only exact versions, which `match` cannot');
  const names = namesOf(namespaceLabels);
  const further: Scope[] = [
    ...(names.within === null ? [] : [{ namespaces: names.within }]),
    ...(names.rest === null ? [] : [{ namespaceLabels: names.rest }]),
    ...(labels === null ? [] : [{ labels }]),
  ];
  const blocks = included.rules.map((rule) => block(rule, further, { policy, schema }));
  const left: Scope[] = [
    ...excluded.map((rule) => block(rule, [], { policy, schema })),
    ...(names.without === null ? [] : [{ namespaces: names.without }]),
    ...withoutEphemeral(included.rules),
  ];
  return left.length === 0 ? { any: blocks } : { all: [{ any: blocks }, { not: { any: left } }] };
}

interface Known {
  readonly policy: string;
  readonly schema: Schema;
}

function block(rule: ResourceRule, further: readonly Scope[], known: Known): Scope {
  const all: readonly Operation[] = ['CREATE', 'UPDATE', 'DELETE', 'CONNECT'];
  const operations = rule.operations.includes('*') ? all : rule.operations.filter((one) => one !== '*');
  return {
    all: [
      { kinds: kindsOf(rule, known) },
      { operations },
      ...(rule.names.length === 0 ? [] : [{ names: rule.names }]),
      ...further,
    ],
  };
}

function kindsOf({ groups, versions, resources, reach }: ResourceRule, known: Known): readonly string[] {
  if (resources.some((name) => name === '*' || name === '*/*')) {
    const isAll = groups.includes('*') && versions.includes('*') && resources.length === 1;
    if (isAll && reach === '*') return ['*'];
    throw unsupported(known.policy, 'is for all resources of a group, which `match` cannot name');
  }
  // Groups and resources are crossed: what one group does not have, another may.
  const kinds = resources.flatMap((resource) => {
    const found = groups.flatMap((group) =>
      versions.flatMap((version) => kindOf({ group, version, resource }, known.schema)),
    );
    if (found.length > 0) return found;
    throw unsupported(
      known.policy,
      `is for the resource \`${resource}\`, whose kind is not known here`,
      'Describe it with --crds.',
    );
  });
  return [...new Set(kinds)];
}

function kindOf({ group, version, resource }: GroupVersionResource, schema: Schema): readonly string[] {
  const [name = '', sub] = resource.split('/');
  const found =
    kindOfResource(schema, { group, version, resource: name }) ??
    schema.kinds.find((one) => one.group === group && one.resource === name);
  if (found === undefined) return [];
  const place = group === '' ? version : `${group}/${version}`;
  return [sub === undefined ? `${place}/${found.kind}` : `${place}/${found.kind}/${sub}`];
}

/** Kyverno takes debugging containers for Pods where nobody says otherwise. */
function withoutEphemeral(rules: readonly ResourceRule[]): readonly Scope[] {
  const resources = new Set(rules.flatMap((rule) => (rule.groups.includes('') ? rule.resources : [])));
  return resources.has('pods') && !resources.has('pods/ephemeralcontainers')
    ? [{ kinds: ['v1/Pod/ephemeralcontainers'] }]
    : [];
}

interface Namespaces {
  readonly within: readonly string[] | null;
  readonly without: readonly string[] | null;
  readonly rest: LabelSelector | null;
}

/** Namespaces that are selected by their names are named: Kyverno's selectors never match a Namespace itself. */
function namesOf(selector: LabelSelector | null): Namespaces {
  if (selector === null) return { within: null, without: null, rest: null };
  const of = (operator: string) =>
    selector.matchExpressions.filter((one) => one.key === nameLabel && one.operator === operator);
  const [within, ...others] = of('In');
  const named = new Set([...(within === undefined ? [] : [within]), ...of('NotIn')]);
  const rest = selector.matchExpressions.filter((one) => !named.has(one));
  const without = of('NotIn').flatMap(({ values }) => values);
  const isEmpty = rest.length === 0 && Object.keys(selector.matchLabels).length === 0;
  return {
    within: within?.values ?? null,
    without: without.length === 0 ? null : without,
    rest: isEmpty && others.length === 0 ? null : { ...selector, matchExpressions: rest },
  };
}
