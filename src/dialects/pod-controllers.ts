import type { Operation, Scope } from '../core/policy.ts';

/** Which pods' makers a policy for Pods is made for, too, and how their templates are reached. */
export type AutogenVariant = 'defaults' | 'cronjobs' | 'extract';

/** A kind that makes pods, as an API server serves it. */
interface Controller {
  readonly group: string;
  readonly version: string;
  readonly resource: string;
  readonly variant: AutogenVariant;
}

/** The kinds that Kyverno makes CEL policies for unless told otherwise (its `pkg/cel/autogen`). */
const controllers: readonly Controller[] = [
  { group: 'apps', version: 'v1', resource: 'daemonsets', variant: 'defaults' },
  { group: 'apps', version: 'v1', resource: 'deployments', variant: 'defaults' },
  { group: 'apps', version: 'v1', resource: 'replicasets', variant: 'defaults' },
  { group: 'apps', version: 'v1', resource: 'statefulsets', variant: 'defaults' },
  { group: 'batch', version: 'v1', resource: 'cronjobs', variant: 'cronjobs' },
  { group: 'batch', version: 'v1', resource: 'jobs', variant: 'defaults' },
];

/** Where a pod's fields are within what makes it. */
export const templatePaths: Readonly<Record<'defaults' | 'cronjobs', string>> = {
  defaults: 'spec.template',
  cronjobs: 'spec.jobTemplate.spec.template',
};

/**
 * The scopes of the policies that autogen makes, by variant.
 * @param names resources, or `resource.version.group` of kinds of one's own (Kyverno 1.19); null for all that are known.
 */
export function controllerScopes(
  names: readonly string[] | null,
  operations: readonly (Operation | '*')[],
): ReadonlyMap<AutogenVariant, readonly Scope[]> {
  const chosen =
    names === null
      ? controllers
      : [...new Set(names)].toSorted().flatMap((name) => controllerNamed(name) ?? []);
  const scopes = new Map<AutogenVariant, Scope[]>();
  for (const { group, version, resource, variant } of chosen) {
    const resources = {
      groups: [group],
      versions: [version],
      resources: [resource],
      names: [],
      operations,
      reach: '*' as const,
    };
    scopes.set(variant, [...(scopes.get(variant) ?? []), { resources, equivalent: true }]);
  }
  return scopes;
}

function controllerNamed(name: string): Controller | null {
  const known = controllers.find(({ resource }) => resource === name);
  if (known !== undefined) return known;
  const [, resource, version, group] = /^([^.]+)\.([^.]+)\.(.+)$/.exec(name) ?? [];
  if (resource === undefined || version === undefined || group === undefined) return null;
  return { group, version, resource, variant: 'extract' };
}
