import { givenFacts, type GivenFacts } from '../../check/given-facts.ts';
import { policyFaults } from '../../check/policy-faults.ts';
import { createSetJudge } from '../../check/set-judge.ts';
import { needsOfSet } from '../../check/set-needs.ts';
import type { Unjudged } from '../../core/finding.ts';
import type { JsonPointer } from '../../core/json.ts';
import { policyId, readPolicyId } from '../../core/policy-id.ts';
import type { Policy, PolicySet, Refused } from '../../core/policy.ts';
import { nameOf, namespaceOf, type Resource } from '../../core/resource.ts';
import {
  isPolicy,
  readPolicies,
  type PoliciesRead,
  type PolicyVersions,
} from '../../dialects/read-policies.ts';
import type { Schema } from '../../schema/schema.ts';
import type { Cluster } from '../cluster-port.ts';
import { clusterPolicies, type ClusterPolicies } from './policies-of-cluster.ts';
import type { InputRule } from '../deciding/input-rules.ts';
import type { GivenPolicies } from './given-policies.ts';
import { policyName } from './policy-name.ts';
import type { PolicyObject } from './read-policy-files.ts';

/** Where policies come from. */
export interface PolicySources {
  readonly objects: readonly PolicyObject[];
  readonly problems: readonly Unjudged[];
  /** The cluster whose own policies are meant; null where none is. */
  readonly cluster: Cluster | null;
}

/** What policies are read and judged with. */
export interface PolicyWorld {
  readonly versions: PolicyVersions;
  readonly schema: Schema;
  /** Whether what is judged lives in a cluster, of which everything is known. */
  readonly isLive: boolean;
}

/**
 * Policies of files and of a cluster, ready to judge by; what cannot be judged by is told, and stops no other.
 * @throws {WritError} `CLUSTER_*` where a cluster's policies cannot be read
 */
export async function openPolicies(sources: PolicySources, world: PolicyWorld): Promise<GivenPolicies> {
  const own = sources.cluster === null ? null : await clusterPolicies(sources.cluster);
  const objects: readonly PolicyObject[] = [
    ...sources.objects,
    ...(own?.objects ?? []).map((resource) => ofCluster(resource)),
  ];
  const read = readPolicies(
    objects.map(({ resource }) => resource),
    world.versions,
  );
  const places = placesOf(objects);
  const faulty = faultyAmong(read.policies, places);
  const twice = namedTwice(read, objects);
  const policies = read.policies.filter((one) => !faulty.has(one) && !twice.has(wholeOf(one.id)));
  const set = withoutUnbound({ ...read, policies }, own);
  const needs = needsOfSet(set);
  const given = await factsGiven(needs.params, objects, own);
  return {
    judge: createSetJudge(set, { schema: world.schema, users: 'anyone' }),
    policies: set.policies,
    told: toldOf(set.policies),
    waits: !world.isLive && (needs.namespaces || needs.params.length > 0),
    asksNamespaces: needs.namespaces,
    given,
    refused: refusedAmong(set),
    unjudged: [...sources.problems, ...problemsOf(read, objects), ...faulty.values()],
    notes: [...set.refused.map(refusalNote), ...unboundNotes(set, own)],
  };
}

function ofCluster(resource: Resource): PolicyObject {
  return { resource, file: 'cluster', locate: () => ({ line: 0, column: 0 }) };
}

/** The objects by what policies that were read from them are called. */
function placesOf(objects: readonly PolicyObject[]): ReadonlyMap<string, PolicyObject> {
  const places = new Map<string, PolicyObject>();
  for (const object of objects.filter(({ resource }) => isPolicy(resource))) {
    for (const key of [nameOf(object.resource), ...idsOf(object.resource)]) places.set(key, object);
  }
  return places;
}

function placeOf(id: string, places: ReadonlyMap<string, PolicyObject>): PolicyObject | undefined {
  return places.get(wholeOf(id));
}

function wholeOf(id: string): string {
  return policyId({ ...readPolicyId(id), rule: null, variant: null });
}

/** Of several policies of one name a cluster has one, and nobody knows which. */
function namedTwice({ problems }: PoliciesRead, objects: readonly PolicyObject[]): ReadonlySet<string> {
  return new Set(
    problems.flatMap(({ index }) => {
      const object = objects[index];
      return object === undefined ? [] : idsOf(object.resource);
    }),
  );
}

/** What policies that were read from an object may be called. */
function idsOf(object: Resource): readonly string[] {
  const id = { kind: object.kind, namespace: null, name: nameOf(object), rule: null, variant: null };
  return [policyId(id), policyId({ ...id, namespace: namespaceOf(object) ?? 'default' })];
}

/** Policies that no API server, and no Kyverno, would take. */
function faultyAmong(
  policies: readonly Policy[],
  places: ReadonlyMap<string, PolicyObject>,
): ReadonlyMap<Policy, Unjudged> {
  const faulty = new Map<Policy, Unjudged>();
  for (const policy of policies) {
    const [fault] = policyFaults(policy);
    if (fault === undefined) continue;
    const object = placeOf(policy.id, places);
    const message = `${policy.id}: ${fault.field}: ${fault.message}`;
    const where = object?.locate(pointerOf(fault.field)) ?? { line: 0, column: 0 };
    faulty.set(policy, { file: object?.file ?? policy.id, ...where, code: 'POLICY_INVALID', message });
  }
  return faulty;
}

/** `spec.validations[0].expression` as a pointer; in policies of other shapes the nearest that there is stands for it. */
function pointerOf(field: string): JsonPointer {
  return `/${field.replaceAll(/\[(\d+)\]/g, '/$1').replaceAll('.', '/')}`;
}

function problemsOf({ problems }: PoliciesRead, objects: readonly PolicyObject[]): readonly Unjudged[] {
  return problems.flatMap(({ index, path, message }) => {
    const object = objects[index];
    if (object === undefined) return [];
    return [{ file: object.file, ...object.locate(path), code: 'POLICY_INVALID', message }];
  });
}

/** A cluster's policy that nothing binds is not at work there. */
function withoutUnbound(set: PolicySet, own: ClusterPolicies | null): PolicySet {
  if (own === null) return set;
  const inCluster = new Set(own.objects.map((object) => `${object.kind}/${nameOf(object)}`));
  const isAtWork = (policy: Policy): boolean => !isUnbound(policy, set) || !inCluster.has(policy.id);
  return { ...set, policies: set.policies.filter(isAtWork) };
}

function isUnbound({ id, dialect: { name } }: Policy, { bindings }: PolicySet): boolean {
  return (name === 'vap' || name === 'map') && !bindings.some(({ policy }) => policy === id);
}

function unboundNotes(set: PolicySet, own: ClusterPolicies | null): readonly string[] {
  if (own !== null) return [];
  return set.policies
    .filter((policy) => isUnbound(policy, set))
    .map(({ id }) => `${id} has no binding: it was judged as if it were at work everywhere, and denied`);
}

function refusalNote({ policy, rule, construct, why }: Refused): string {
  return `${policy}${rule === null ? '' : `, rule ${rule}`}: ${construct} is not judged here: ${why}`;
}

/** A policy of which a part was not understood may say something else than what is left of it. */
function refusedAmong({ policies, refused }: PolicySet): ReadonlyMap<Policy, string> {
  const found = new Map<Policy, string>();
  for (const policy of policies) {
    const whole = wholeOf(policy.id);
    const one = refused.find(
      (refusal) => refusal.policy === whole && isOf(refusal, readPolicyId(policy.id).rule),
    );
    if (one !== undefined) found.set(policy, `${one.construct} is not judged here: ${one.why}`);
  }
  return found;
}

function isOf({ rule }: Refused, own: string | null): boolean {
  return rule === null || rule === own;
}

function toldOf(policies: readonly Policy[]): readonly InputRule[] {
  const told = policies.map((policy): InputRule => {
    const { title, severity, category, code, remediation } = policy.about;
    const first = policy.validations.find(({ message }) => message !== null)?.message;
    const why = first ?? title;
    return {
      id: policyName(policy),
      code,
      title,
      why,
      severity,
      category,
      remedy: { advice: remediation ?? why },
    };
  });
  return [...new Map(told.map((one) => [one.id, one])).values()];
}

/** Namespaces and parameters among what was given, and those of the cluster. */
async function factsGiven(
  kinds: readonly { readonly apiVersion: string; readonly kind: string }[],
  objects: readonly PolicyObject[],
  own: ClusterPolicies | null,
): Promise<GivenFacts> {
  const given = givenFacts(kinds);
  for (const { resource } of objects) given.add(resource);
  if (own === null) return given;
  for (const resource of (await own.namespaces()) ?? []) given.add(resource);
  for (const kind of kinds) for (const resource of (await own.params(kind)) ?? []) given.add(resource);
  return given;
}
