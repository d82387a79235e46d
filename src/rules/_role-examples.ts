import type { JsonObject } from '../core/json.ts';
import type { Resource } from '../core/resource.ts';
import type { Example } from '../core/rule.ts';
import { named, type Right } from './_rights.ts';

const apiVersion = 'rbac.authorization.k8s.io/v1';
const metadata = { name: 'checkout' };
const harmless = { apiGroups: [''], resources: ['services'], verbs: ['get'] };

/** A Role with these rules, after one that nothing is wrong with. */
export function roleOf(...rules: readonly JsonObject[]): Resource {
  return { apiVersion, kind: 'Role', metadata, rules: [harmless, ...rules] };
}

/** A ClusterRole with these rules, after one that nothing is wrong with. */
export function clusterRoleOf(...rules: readonly JsonObject[]): Resource {
  return { apiVersion, kind: 'ClusterRole', metadata, rules: [harmless, ...rules] };
}

type Make = (...rules: readonly JsonObject[]) => Resource;

/** A rule that gives the right, with the first of each of its parts unless stated otherwise. */
export function giving({ groups, resources, verbs }: Right, fields: JsonObject = {}): JsonObject {
  return {
    apiGroups: groups.slice(0, 1),
    resources: resources.slice(0, 1),
    verbs: verbs.slice(0, 1),
    ...fields,
  };
}

/** Roles that give a right, in each way in which it can be written. */
export function givers(right: Right, make: Make = roleOf): readonly [Example, ...Example[]] {
  const example = (because: string, fields: JsonObject): Example => ({
    because,
    resource: make(giving(right, fields)),
  });
  return [
    example(`it may ${right.verbs[0]} ${right.resources[0]}`, {}),
    ...right.verbs.slice(1).map((verb) => example(`the verb ${verb} is enough`, { verbs: [verb] })),
    ...named(right)
      .slice(1, -1)
      .map((name) => example(`${name} is as good`, { resources: [name] })),
    ...right.groups
      .slice(1)
      .map((group) => example(`the API group ${group} is as good`, { apiGroups: [group] })),
    example('every verb', { verbs: ['*'] }),
    example('every resource', { resources: ['*'] }),
    example('every API group', { apiGroups: ['*'] }),
    example('what else the rule is for changes nothing', {
      apiGroups: ['example.com', ...right.groups],
      resources: ['coupons', ...right.resources.slice(0, 1)],
      verbs: ['redeem', ...right.verbs.slice(0, 1)],
    }),
    { because: 'a ClusterRole gives it in every namespace', resource: clusterRoleOf(giving(right)) },
  ];
}

/** Roles that a limit to named objects does not help. */
export function unnamedGivers(right: Right, make: Make = roleOf): readonly Example[] {
  return [
    {
      because: 'an empty list of names is no limit',
      resource: make(giving(right, { resourceNames: [] })),
    },
    {
      because: 'the empty name is that of requests without one, such as list and create',
      resource: make(giving(right, { resourceNames: ['checkout', ''] })),
    },
  ];
}

/** Roles that do not give a right, however near they come; `verb` is one that is not of it. */
export function withholders(
  right: Right,
  verb: string,
  make: Make = roleOf,
): readonly [Example, ...Example[]] {
  return [
    { because: 'it gives other rights', resource: make() },
    { because: 'a role may grant nothing', resource: { ...make(), rules: [] } },
    { because: 'a role may say nothing', resource: { apiVersion, kind: make().kind, metadata } },
    { because: 'the API server writes null for nothing', resource: { ...make(), rules: null } },
    {
      because: 'an aggregated role has no rules of its own',
      resource: {
        ...clusterRoleOf(),
        aggregationRule: { clusterRoleSelectors: [{ matchLabels: { 'example.com/shop': 'true' } }] },
        rules: null,
      },
    },
    {
      because: 'a path is no resource',
      resource: clusterRoleOf({ nonResourceURLs: ['*'], verbs: ['get', '*'] }),
    },
    { because: `the verb ${verb} is another right`, resource: make(giving(right, { verbs: [verb] })) },
    {
      because: 'a resource of another API group only has the same name',
      resource: make(giving(right, { apiGroups: ['example.com'] })),
    },
    {
      because: 'other resources of the API group are another right',
      resource: make(giving(right, { resources: ['coupons'] })),
    },
    {
      because: 'two rules do not add up to one',
      resource: make(
        giving(right, { resources: ['coupons'] }),
        giving(right, { verbs: [verb] }),
        giving(right, { apiGroups: ['example.com'] }),
      ),
    },
  ];
}

/** A role that gives a right over one object. */
export function namedGiver(right: Right, make: Make = roleOf): Example {
  return {
    because: 'it is for objects that it names',
    resource: make(giving(right, { resourceNames: ['checkout'] })),
  };
}
