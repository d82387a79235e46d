import { bindings } from '../libraries/extensions/bindings.ts';
import { encoders } from '../libraries/extensions/encoders.ts';
import { lists } from '../libraries/extensions/lists.ts';
import { math } from '../libraries/extensions/math.ts';
import { regex } from '../libraries/extensions/regex.ts';
import { sets } from '../libraries/extensions/sets.ts';
import { strings } from '../libraries/extensions/strings.ts';
import { cidr } from '../libraries/kubernetes/cidr.ts';
import { format } from '../libraries/kubernetes/format.ts';
import { ip } from '../libraries/kubernetes/ip.ts';
import { lists as kubernetesLists } from '../libraries/kubernetes/lists.ts';
import { quantity } from '../libraries/kubernetes/quantity.ts';
import { regex as kubernetesRegex } from '../libraries/kubernetes/regex.ts';
import { semver } from '../libraries/kubernetes/semver.ts';
import { url } from '../libraries/kubernetes/url.ts';
import { confinedGlobalContext, globalContext } from '../libraries/kyverno/global-context.ts';
import { gzip } from '../libraries/kyverno/gzip.ts';
import { confinedHttp, http } from '../libraries/kyverno/http.ts';
import { imageData } from '../libraries/kyverno/image-data.ts';
import { image } from '../libraries/kyverno/image.ts';
import { json } from '../libraries/kyverno/json.ts';
import { hash, rounding, time, transform, user } from '../libraries/kyverno/pure.ts';
import { random } from '../libraries/kyverno/random.ts';
import { namespacedResource, resource } from '../libraries/kyverno/resource.ts';
import { x509 } from '../libraries/kyverno/x509.ts';
import { yaml } from '../libraries/kyverno/yaml.ts';
import { standard } from '../libraries/standard/standard.ts';
import type { Library, Overload } from '../library.ts';
import { librariesOf, optionalOf } from './kubernetes.ts';
import { lenientOptional } from './lenient-optional.ts';

/** The first minor version with ValidatingPolicies. */
const oldest = 14;
/** The newest minor version of Kyverno that is known. */
export const newestMinor = 19;

/** The minor version of Kyverno whose environment holds for one that may be unknown. */
export function knownMinor(minor: number): number {
  return Math.min(Math.max(minor, oldest), newestMinor);
}

/** The minor version of the API server whose libraries a Kyverno is built with. */
function serverMinor(minor: number): number {
  const since: readonly (readonly [kyverno: number, kubernetes: number])[] = [
    [19, 36],
    [17, 35],
    [16, 34],
    [15, 33],
    [14, 32],
    [13, 31],
    [12, 29],
  ];
  return since.find(([kyverno]) => minor >= kyverno)?.[1] ?? 28;
}

/** What the API server's own environment holds in a Kyverno: all that its version knows, as of stored policies. */
export function serverLibraries(minor: number): readonly Library[] {
  const known = librariesOf(serverMinor(minor) + 1);
  return minor < 19 ? known : [...known.filter(({ name }) => name !== 'optional'), lenientOptional];
}

/** An API server's libraries that Kyverno declares nothing for. */
const unused: ReadonlySet<string> = new Set(['kubernetes.authz', 'kubernetes.authzSelectors']);

/** What Kyverno builds its environment from: until 1.16 a list of its own, then the API server's with more. */
function commonLibraries(minor: number): readonly Library[] {
  const extended = [bindings, encoders, math()];
  if (minor >= 18) {
    const known = serverLibraries(minor).filter(({ name }) => !unused.has(name));
    // Until 1.18 strings were those of the newest version, of which 1.19 went back to Kubernetes'.
    return [...known, ...extended, minor >= 19 ? regex : strings(4)];
  }
  return [
    standard,
    optionalOf(serverMinor(minor)),
    ...extended,
    lists(3),
    sets,
    strings(4),
    cidr,
    format,
    ip,
    kubernetesLists,
    kubernetesRegex,
    url,
    ...(minor >= 16 ? [quantity] : []),
    ...(minor >= 17 ? [semver] : []),
  ];
}

/** Kyverno's own libraries with the minor version that brought them. */
const own: readonly (readonly [since: number, library: Library])[] = [
  [14, image],
  [14, imageData],
  [14, user],
  [17, hash],
  [17, rounding],
  [17, json],
  [17, yaml],
  [17, random],
  [17, x509],
  [17, time],
  [17, transform],
  [18, gzip],
];

/** Whether a policy is one of the whole cluster or of one namespace. */
export type Reach = 'cluster' | 'namespace';

/** What asks the outside; policies of one namespace were confined step by step. */
function outside(minor: number, reach: Reach): readonly Library[] {
  if (reach === 'cluster') return [resource, http, globalContext];
  return [
    namespacedResource,
    minor >= 18 ? confinedHttp : http,
    minor >= 19 ? confinedGlobalContext : globalContext,
  ];
}

/** The libraries that Kyverno adds for its own policies. */
function ownLibraries(minor: number, reach: Reach): readonly Library[] {
  const known = own.filter(([since]) => since <= minor).map(([, library]) => library);
  const all = [...known, ...outside(minor, reach)];
  return minor >= 19 ? all : all.map((library) => asOf(minor, library));
}

/** Functions that came later than their library. */
const later: ReadonlyMap<string, number> = new Map([
  ['parseImageReference', 15],
  ['ToGVR', 18],
  ['toGVR', 18],
  ['identifierWithSeparator', 19],
]);

/** A library as it was; names in lower case and with a library's name before them came with 1.18, as did resources by GVR. */
function asOf(minor: number, library: Library): Library {
  const isKnown = ({ id }: Overload): boolean =>
    minor >= 18 || id.endsWith('_non_prefixed') || !/_(?:camel|prefixed)$|_gvr(?:_|$)/.test(id);
  const functions = library.functions
    .filter(({ name }) => (later.get(name) ?? 0) <= minor)
    .map(({ name, overloads }) => ({ name, overloads: overloads.filter(isKnown) }))
    .filter(({ overloads }) => overloads.length > 0);
  return { ...library, functions };
}

/** All libraries of a Kyverno's validating policies. */
export function validatingLibraries(minor: number, reach: Reach): readonly Library[] {
  return [...commonLibraries(minor), ...ownLibraries(minor, reach)];
}

/** All libraries of a Kyverno's mutating policies, which until 1.17 were the API server's and Kyverno's own. */
export function mutatingLibraries(minor: number, reach: Reach): readonly Library[] {
  const common = minor >= 18 ? commonLibraries(minor) : serverLibraries(minor);
  return [...common, ...ownLibraries(minor, reach)];
}
