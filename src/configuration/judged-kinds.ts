import type { ResourceRule } from '../core/policy.ts';
import type { RuleSubject } from '../core/rule.ts';
import { workload } from '../rules/_subjects.ts';
import { kindsNamed, nearestKind, type KindSchema, type Schema } from '../schema/schema.ts';
import type { CustomRule } from './custom-rule-shape.ts';
import type { Remark } from './remark.ts';

/** The kinds that a rule may judge, before its fields are looked at. */
export interface JudgedKinds {
  readonly kinds: readonly KindSchema[];
  /** What stands for a choice that is too large to list: every resource, or every one of the cluster. */
  readonly every: ResourceRule['reach'] | null;
}

/** Whether a kind bears a pod. */
export function bearsPod({ group, kind }: KindSchema): boolean {
  return Object.hasOwn(workload.roots, kind) && ['', 'apps', 'batch'].includes(group);
}

/** The kinds that a rule's scope and kinds name, or what is wrong with them. */
export function judgedKinds(
  { scope, kinds: names }: Pick<CustomRule, 'scope' | 'kinds'>,
  schema: Schema,
): JudgedKinds | { readonly problems: readonly Remark[] } {
  const within = scopeTest(scope, names !== undefined);
  if (names === undefined) return unnamed(scope, schema, within);
  const found = names.map((name, index) => {
    const known = kindsOf(schema, name);
    const kept = known.filter(within);
    return kept.length > 0
      ? { kept }
      : {
          problem: { pointer: `/kinds/${index}` as const, message: strange(name, known, { scope, schema }) },
        };
  });
  const problems = found.flatMap((one) =>
    'problem' in one && one.problem !== undefined ? [one.problem] : [],
  );
  if (problems.length > 0) return { problems };
  return { kinds: [...new Set(found.flatMap(({ kept = [] }) => kept))], every: null };
}

function unnamed(
  scope: CustomRule['scope'],
  schema: Schema,
  within: (kind: KindSchema) => boolean,
): JudgedKinds {
  if (scope === 'resource') return { kinds: kindsOf(schema, 'v1/ConfigMap'), every: '*' };
  if (scope === 'cluster') return { kinds: kindsOf(schema, 'v1/Namespace'), every: 'Cluster' };
  if (scope === 'namespace') return { kinds: kindsOf(schema, 'v1/Namespace'), every: null };
  return {
    kinds: schema.kinds.filter((kind) => kind.resource !== '' && isServed(kind) && within(kind)),
    every: null,
  };
}

/** The eight kinds in the version that the catalogue judges. */
function isServed({ group, version }: KindSchema): boolean {
  return workload.resources.some(
    ({ groups, versions }) => groups.includes(group) && versions.includes(version),
  );
}

function scopeTest(scope: CustomRule['scope'], hasKinds: boolean): (kind: KindSchema) => boolean {
  if (scope === 'resource' || (scope === undefined && hasKinds)) return () => true;
  if (scope === 'namespace') return ({ group, kind }) => group === '' && kind === 'Namespace';
  if (scope === 'cluster') return ({ namespaced }) => !namespaced;
  return bearsPod;
}

/** `Service`, `v1/Service` or `apps/v1/Deployment`. */
function kindsOf(schema: Schema, name: string): readonly KindSchema[] {
  const parts = name.split('/');
  const kind = parts.pop() ?? '';
  const stored = kindsNamed(schema, kind).filter(({ resource }) => resource !== '');
  if (parts.length === 0) return stored;
  const wanted = parts.join('/');
  return stored.filter(({ group, version }) => (group === '' ? version : `${group}/${version}`) === wanted);
}

function strange(
  name: string,
  known: readonly KindSchema[],
  { scope, schema }: { readonly scope: CustomRule['scope']; readonly schema: Schema },
): string {
  if (known.length > 0) return `\`${name}\` is outside the scope \`${String(scope)}\``;
  const near = nearestKind(schema, name.slice(name.lastIndexOf('/') + 1));
  const meant = near === null || near === name ? '' : `; did you mean \`${near}\`?`;
  return `there is no kind \`${name}\`${meant === '' ? '; describe one of your own with --crds' : meant}`;
}

/** The subject of a rule on these kinds; those that bear pods are treated alike. */
export function subjectOf({ kinds, every }: JudgedKinds, root: 'pod' | 'object'): RuleSubject {
  if (every !== null)
    return { resources: [{ ...rule('*', '*', ['*']), reach: every }], variables: [], roots: {} };
  const isWorkload = kinds.every(bearsPod);
  if (isWorkload && root === 'pod' && kinds.length === Object.keys(workload.roots).length) return workload;
  const groups = Map.groupBy(kinds, ({ group, version }) => `${group}/${version}`);
  return {
    resources: [...groups.values()].map((alike) =>
      rule(alike[0]?.group ?? '', alike[0]?.version ?? '', alike.flatMap(resourceNames)),
    ),
    variables: isWorkload ? workload.variables : [],
    roots: Object.fromEntries(
      kinds.map(({ kind }) => [kind, isWorkload && root === 'pod' ? (workload.roots[kind] ?? '') : '']),
    ),
  };
}

/** Ephemeral containers arrive through the subresource, on an object that is a Pod. */
function resourceNames({ group, kind, resource }: KindSchema): readonly string[] {
  return group === '' && kind === 'Pod' ? [resource, `${resource}/ephemeralcontainers`] : [resource];
}

function rule(group: string, version: string, resources: readonly string[]): ResourceRule {
  return {
    groups: [group],
    versions: [version],
    resources,
    names: [],
    operations: ['CREATE', 'UPDATE'],
    reach: '*',
  };
}
