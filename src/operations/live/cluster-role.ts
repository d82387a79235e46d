import { bind, placeholderAnswers } from '../../ask/bind.ts';
import { offlineFacts } from '../../check/offline-facts.ts';
import type { Lookup, Policy } from '../../core/policy.ts';
import type { Rule } from '../../core/rule.ts';
import type { Schema } from '../../schema/schema.ts';
import type { ServedKind } from '../cluster-port.ts';
import { isOfLive, keyOf, needsOf } from './live-needs.ts';

/** A rbac.authorization.k8s.io/v1 ClusterRole. */
export interface ClusterRole {
  readonly apiVersion: 'rbac.authorization.k8s.io/v1';
  readonly kind: 'ClusterRole';
  readonly metadata: { readonly name: string };
  readonly rules: readonly RoleRule[];
}

interface RoleRule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
}

/** What is done with a kind, as verbs of RBAC. */
const reading = ['list', 'watch'];
const readingNamespaces = ['get', 'list', 'watch'];
const mending = ['get', 'list', 'patch', 'watch'];

/**
 * The least that somebody must be allowed who judges a cluster by some rules; and who mends, too, what can be mended
 * mechanically.
 */
export function clusterRole(rules: readonly Rule[], schema: Schema, fixing: boolean): ClusterRole {
  const meant = rules.filter(isOfLive);
  const needs = needsOf(askedBy(meant), offlineFacts(0n));
  const mended = needsOf(askedBy(fixing ? meant.filter(isMechanical) : []), offlineFacts(0n));
  const kinds = storedKinds(schema);
  const known = new Set(kinds.map(keyOf));
  const read = kinds
    .filter((kind) => needs.of(kind) !== null || (isNamespace(kind) && needs.namespaceLabels))
    .map((kind) => ({ ...kind, verbs: mended.of(kind) === 'judged' ? mending : verbsFor(kind) }));
  const foreign = foreignKinds(meant)
    .filter((kind) => !known.has(keyOf(kind)))
    .map((kind) => ({ ...kind, verbs: reading }));
  return {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRole',
    metadata: { name: fixing ? 'writ-fixer' : 'writ-reader' },
    rules: rulesOf([...read, ...foreign]),
  };
}

interface Kind {
  readonly group: string;
  readonly kind: string;
  readonly resource: string;
}

function askedBy(rules: readonly Rule[]): {
  readonly policies: readonly Policy[];
  readonly lookups: readonly Lookup[];
} {
  return {
    policies: rules.map((rule) => bind(rule, placeholderAnswers(rule), { minor: 36 })),
    lookups: rules.flatMap(lookupsIn),
  };
}

function lookupsIn({ related, unless }: Rule): readonly Lookup[] {
  return [...Object.values(related), ...Object.values(unless ?? {})];
}

function isMechanical({ remedy }: Rule): boolean {
  return remedy.edits.length > 0 && remedy.risk !== 'person';
}

function verbsFor(kind: Kind): readonly string[] {
  return isNamespace(kind) ? readingNamespaces : reading;
}

function isNamespace(kind: Kind): boolean {
  return keyOf(kind) === 'Namespace';
}

/** Each kind once, whatever its versions. */
function storedKinds(schema: Schema): readonly ServedKind[] {
  return schema.kinds
    .filter(({ resource }) => resource !== '')
    .map(({ group, version, kind, resource, namespaced }) => ({
      group,
      version,
      kind,
      resource,
      namespaced,
      verbs: reading,
    }));
}

/** Kinds of others that rules look up, such as an Argo Rollout; their plurals follow the conventions of the API. */
function foreignKinds(rules: readonly Rule[]): readonly Kind[] {
  return rules
    .flatMap(lookupsIn)
    .flatMap(({ kinds }) => kinds)
    .filter((key) => key.includes('/'))
    .map((key) => {
      const [group = '', kind = ''] = key.split('/');
      return { group, kind, resource: `${kind.toLowerCase()}s` };
    });
}

/** One rule a group and verbs, in a stable order. */
function rulesOf(kinds: readonly (Kind & { readonly verbs: readonly string[] })[]): readonly RoleRule[] {
  const rules = new Map<
    string,
    { readonly group: string; readonly verbs: readonly string[]; readonly resources: Set<string> }
  >();
  for (const { group, resource, verbs } of kinds) {
    const key = `${group} ${verbs.join(' ')}`;
    const rule = rules.get(key) ?? { group, verbs, resources: new Set() };
    rule.resources.add(resource);
    rules.set(key, rule);
  }
  return [...rules]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { group, verbs, resources }]) => ({
      apiGroups: [group],
      resources: [...resources].toSorted(),
      verbs,
    }));
}
