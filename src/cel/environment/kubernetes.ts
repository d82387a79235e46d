import { comprehensions } from '../libraries/extensions/comprehensions.ts';
import { lists } from '../libraries/extensions/lists.ts';
import { sets } from '../libraries/extensions/sets.ts';
import { strings } from '../libraries/extensions/strings.ts';
import {
  authorizer,
  authorizerSelectors,
  authorizerType,
  resourceCheckType,
} from '../libraries/kubernetes/authorizer.ts';
import { format } from '../libraries/kubernetes/format.ts';
import { cidr } from '../libraries/kubernetes/cidr.ts';
import { ip } from '../libraries/kubernetes/ip.ts';
import { jsonpatch } from '../libraries/kubernetes/jsonpatch.ts';
import { lists as kubernetesLists } from '../libraries/kubernetes/lists.ts';
import { quantity } from '../libraries/kubernetes/quantity.ts';
import { regex } from '../libraries/kubernetes/regex.ts';
import { semver } from '../libraries/kubernetes/semver.ts';
import { url } from '../libraries/kubernetes/url.ts';
import { optional } from '../libraries/optional.ts';
import { standard } from '../libraries/standard/standard.ts';
import type { Library } from '../library.ts';
import { dyn } from '../type.ts';
import type { Type } from '../type.ts';
import { admissionNamespace, admissionRequest, admissionTypes, mutationTypes } from './admission-types.ts';
import { buildEnvironment } from './build.ts';
import type { Demands, Environment } from './environment.ts';

/** A library with the minor version of Kubernetes whose API server first knew it. */
type Introduced = readonly [minor: number, library: (minor: number) => Library];

/** Libraries of every expression that an API server evaluates, by its minor version (apiserver's `base.go`). */
const introduced: readonly Introduced[] = [
  [0, () => standard],
  [0, () => kubernetesLists],
  [0, () => url],
  [0, () => regex],
  [27, () => authorizer],
  [28, optionalOf],
  [28, () => quantity],
  [29, () => strings(2)],
  [29, () => sets],
  [30, () => ip],
  [30, () => cidr],
  [31, () => format],
  [31, () => authorizerSelectors],
  [32, () => comprehensions],
  [33, () => semver],
  [34, () => lists(3)],
];

/** Functions of optionals that came with cel-go 0.23, in Kubernetes 1.33, whatever the compatibility version. */
const newInOptional: ReadonlySet<string> = new Set(['first', 'last', 'unwrapOpt', 'optional.unwrap']);

/** Optionals as an API server of that version has them. */
export function optionalOf(minor: number): Library {
  if (minor >= 33) return optional;
  return { ...optional, functions: optional.functions.filter(({ name }) => !newInOptional.has(name)) };
}

/** What an API server asks of expressions beyond their types, since 1.29. */
export const admissionDemands: Demands = {
  homogeneous: true,
  literals: true,
  folding: true,
  plainFields: true,
};

/** What an expression of an admission policy may read. */
const variables: ReadonlyMap<string, Type> = new Map<string, Type>([
  ['object', dyn],
  ['oldObject', dyn],
  ['request', admissionRequest],
  ['params', dyn],
  ['namespaceObject', admissionNamespace],
  ['authorizer', authorizerType],
  ['authorizer.requestResource', resourceCheckType],
  ['variables', dyn],
]);

/** The first version with ValidatingAdmissionPolicies that are stable; earlier ones are given what it knows. */
const oldest = 30;

const environments = new Map<number, Environment>();
const mutations = new Map<number, Environment>();

/**
 * What an expression of a ValidatingAdmissionPolicy may use when it is created in Kubernetes 1.`minor`.
 * An API server accepts what the version before it knew, too, so that it can be rolled back: a library
 * may be used one version after the one that introduced it.
 */
export function kubernetes(minor: number): Environment {
  const known = environments.get(minor) ?? build(minor);
  environments.set(minor, known);
  return known;
}

function build(minor: number): Environment {
  return buildEnvironment({
    name: `kubernetes 1.${minor}`,
    libraries: () => librariesOf(minor),
    variables,
    types: admissionTypes,
    demands: admissionDemands,
  });
}

/** What an expression of a MutatingAdmissionPolicy may use when it is created in Kubernetes 1.`minor`. */
export function kubernetesMutation(minor: number): Environment {
  const known = mutations.get(minor) ?? buildMutation(minor);
  mutations.set(minor, known);
  return known;
}

function buildMutation(minor: number): Environment {
  return buildEnvironment({
    name: `kubernetes 1.${minor} mutation`,
    libraries: () => [...librariesOf(minor), jsonpatch],
    variables,
    types: mutationTypes,
    demands: admissionDemands,
  });
}

/** The libraries that an expression may use when it is created in Kubernetes 1.`minor`. */
export function librariesOf(minor: number): readonly Library[] {
  const compatible = introduced.filter(([since]) => since < Math.max(minor, oldest));
  return compatible.map(([, library]) => library(minor));
}
