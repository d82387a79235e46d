import { child, own, type JsonPointer } from '../core/json.ts';
import { policyId } from '../core/policy-id.ts';
import type { PolicySet, Refused } from '../core/policy.ts';
import { groupVersionOf, nameOf, namespaceOf, type Resource } from '../core/resource.ts';
import { parse as clusterPolicies } from './kyverno-clusterpolicy/parse.ts';
import { parse as exceptions } from './kyverno-exception/parse.ts';
import { parse as mutating } from './kyverno-mutating/parse.ts';
import { parse as validating } from './kyverno-validating/parse.ts';
import { parse as mutatingAdmission } from './map/parse.ts';
import { policyShapes } from './policy-shapes.ts';
import { readBackSet } from './read-back-set.ts';
import { parse as validatingAdmission } from './vap/parse.ts';

/** By which versions' rules policies are read. */
export interface PolicyVersions {
  readonly kubernetes: `1.${number}`;
  readonly kyverno: `1.${number}`;
}

/** Why an object that should be a policy is none, and where in it. */
export interface PolicyProblem {
  /** Its place in the list that was given. */
  readonly index: number;
  readonly path: JsonPointer;
  readonly message: string;
}

/** Policies of every dialect, and what could not be read as one. */
export interface PoliciesRead extends PolicySet {
  readonly problems: readonly PolicyProblem[];
}

type Parse = (objects: readonly Resource[], version: `1.${number}`) => PolicySet;

const parsers: readonly (readonly [keyof PolicyVersions, Parse])[] = [
  ['kubernetes', mutatingAdmission],
  ['kyverno', mutating],
  ['kubernetes', validatingAdmission],
  ['kyverno', clusterPolicies],
  ['kyverno', validating],
  ['kyverno', exceptions],
];

/** Policies of Kyverno that are known and judge nothing here, each with the reason. */
const others: Readonly<Record<string, string>> = {
  ImageValidatingPolicy: 'it verifies images, which takes their registry',
  NamespacedImageValidatingPolicy: 'it verifies images, which takes their registry',
  GeneratingPolicy: 'it makes other objects, which admits and refuses nothing',
  NamespacedGeneratingPolicy: 'it makes other objects, which admits and refuses nothing',
  DeletingPolicy: 'it deletes objects on a schedule, which admits and refuses nothing',
  NamespacedDeletingPolicy: 'it deletes objects on a schedule, which admits and refuses nothing',
  ClusterCleanupPolicy: 'it deletes objects on a schedule, which admits and refuses nothing',
  CleanupPolicy: 'it deletes objects on a schedule, which admits and refuses nothing',
};

/** Whether an object is a policy, a binding or an exception of any dialect. */
export function isPolicy(object: Resource): boolean {
  return policyShapes.has(typeOf(object)) || isOther(object);
}

/**
 * The policies, bindings and exceptions among some objects; every other kind is left alone. Changing policies come
 * first. An object of a known kind that has a wrong shape is a problem, and nothing of it is taken.
 */
export function readPolicies(objects: readonly Resource[], versions: PolicyVersions): PoliciesRead {
  const problems = objects.flatMap((object, index) => problemsOf(object, index));
  const broken = new Set(problems.map(({ index }) => index));
  const sound = objects.filter((object, index) => policyShapes.has(typeOf(object)) && !broken.has(index));
  const sets = parsers.map(([of, parse]) => parse(sound, versions[of]));
  const policies = sets.flatMap((set) => set.policies);
  const named = new Set(policies.map(({ id }) => id));
  const bindings = sets.flatMap((set) => set.bindings);
  const exceptions = sets.flatMap((set) => set.exceptions);
  return {
    ...readBackSet({ policies, bindings, exceptions, refused: [] }, sound),
    refused: [...sets.flatMap((set) => set.refused), ...objects.filter(isOther).map(refuseOther)],
    problems: named.size === policies.length ? problems : [...problems, ...duplicates(objects, broken)],
  };
}

function typeOf({ apiVersion, kind }: Resource): string {
  return `${groupVersionOf(apiVersion).group}/${kind}`;
}

function isOther({ apiVersion, kind }: Resource): boolean {
  const { group } = groupVersionOf(apiVersion);
  return (group === 'policies.kyverno.io' || group === 'kyverno.io') && Object.hasOwn(others, kind);
}

function refuseOther(object: Resource): Refused {
  return {
    policy: identityOf(object),
    rule: null,
    construct: object.kind,
    why: others[object.kind] ?? 'it is not judged here',
  };
}

function identityOf(object: Resource): string {
  const { kind } = object;
  return policyId({ kind, namespace: namespaceOf(object), name: nameOf(object), rule: null, variant: null });
}

/** The versions in which each group has been served. */
const versionsOf: Readonly<Record<string, readonly string[]>> = {
  'admissionregistration.k8s.io': ['v1', 'v1beta1', 'v1alpha1'],
  'policies.kyverno.io': ['v1', 'v1beta1', 'v1alpha1'],
  'kyverno.io': ['v1', 'v2', 'v2beta1', 'v2alpha1', 'v1beta1', 'v1alpha1'],
};

function unknownVersion({ apiVersion, kind }: Resource): string | null {
  const { group, version } = groupVersionOf(apiVersion);
  const known = versionsOf[group] ?? [];
  if (known.includes(version)) return null;
  return `nobody here knows a ${kind} of ${apiVersion}; known are ${known.join(', ')}`;
}

function problemsOf(object: Resource, index: number): readonly PolicyProblem[] {
  const shape = policyShapes.get(typeOf(object));
  if (shape === undefined) return [];
  const unknown = unknownVersion(object);
  if (unknown !== null) return [{ index, path: '/apiVersion', message: unknown }];
  if (nameOf(object) === '')
    return [{ index, path: '/metadata/name', message: `this ${object.kind} has no name` }];
  const read = shape.safeParse(own(object, 'spec') ?? null);
  const [issue] = read.success ? [] : read.error.issues;
  if (issue === undefined) return [];
  const path = issue.path.reduce<JsonPointer>(
    (pointer, key) => child(pointer, key as string | number),
    '/spec',
  );
  const message = `${identityOf(object)} is no policy that could be judged: ${path} ${lowered(issue.message)}`;
  return [{ index, path, message }];
}

function lowered(message: string): string {
  return message.replace(/^Invalid input: /, 'is wrong: ').replace(/^Invalid option: /, 'is wrong: ');
}

/** Two policies of one name: a cluster has one of them, and nobody knows which. */
function duplicates(objects: readonly Resource[], broken: ReadonlySet<number>): readonly PolicyProblem[] {
  const seen = new Set<string>();
  return objects.flatMap((object, index) => {
    if (!policyShapes.has(typeOf(object)) || broken.has(index)) return [];
    const identity = identityOf(object);
    if (!seen.has(identity)) {
      seen.add(identity);
      return [];
    }
    return [{ index, path: '/metadata/name' as const, message: `there is another ${identity}` }];
  });
}
