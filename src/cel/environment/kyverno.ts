import { jsonpatch } from '../libraries/kubernetes/jsonpatch.ts';
import { dyn } from '../type.ts';
import type { Type } from '../type.ts';
import { admissionNamespace, admissionRequest } from './admission-types.ts';
import { buildEnvironment } from './build.ts';
import type { Demands, Environment } from './environment.ts';
import {
  knownMinor,
  newestMinor,
  mutatingLibraries,
  serverLibraries,
  validatingLibraries,
  type Reach,
} from './kyverno-libraries.ts';
import { exceptionsType, kyvernoMutationTypes, kyvernoTypes } from './kyverno-types.ts';
import { admissionDemands, kubernetes } from './kubernetes.ts';

const variables: ReadonlyMap<string, Type> = new Map<string, Type>([
  ['object', dyn],
  ['oldObject', dyn],
  ['request', admissionRequest],
  ['namespaceObject', admissionNamespace],
  ['variables', dyn],
  ['exceptions', exceptionsType],
]);

/** What Kyverno asks of expressions beyond their types; since 1.19 its cel-go takes fields in backticks. */
function demandsOf(minor: number): Demands {
  return { ...admissionDemands, plainFields: minor < 19 };
}

const made = new Map<string, Environment>();

function once(name: string, make: () => Environment): Environment {
  const known = made.get(name) ?? make();
  made.set(name, known);
  return known;
}

function nameOf(kind: string, minor: number, reach: Reach): string {
  return `kyverno 1.${minor} ${kind}${reach === 'cluster' ? '' : ' namespaced'}`;
}

/**
 * What an expression of a ValidatingPolicy, or with `namespace` of a NamespacedValidatingPolicy, may use in Kyverno
 * 1.`minor`; of versions before 1.14 and after the newest that is known, what the nearest knows.
 */
export function kyverno(minor = newestMinor, reach: Reach = 'cluster'): Environment {
  const known = knownMinor(minor);
  const name = nameOf('validating', known, reach);
  return once(name, () =>
    buildEnvironment({
      name,
      libraries: () => validatingLibraries(known, reach),
      variables,
      types: kyvernoTypes,
      demands: demandsOf(known),
    }),
  );
}

/** What an expression of a MutatingPolicy, or with `namespace` of a NamespacedMutatingPolicy, may use in Kyverno 1.`minor`. */
export function kyvernoMutating(minor = newestMinor, reach: Reach = 'cluster'): Environment {
  const known = Math.max(knownMinor(minor), 15);
  const name = nameOf('mutating', known, reach);
  return once(name, () =>
    buildEnvironment({
      name,
      libraries: () => [...mutatingLibraries(known, reach), jsonpatch],
      variables,
      types: kyvernoMutationTypes,
      demands: demandsOf(known),
    }),
  );
}

/** What an expression of `validate.cel` in a ClusterPolicy or Policy may use in Kyverno 1.`minor`: what the API server knows. */
export function kyvernoClassic(minor = newestMinor): Environment {
  const known = Math.min(minor, knownMinor(minor));
  const name = `kyverno 1.${known} classic`;
  return once(name, () => {
    const { variables: declared, types } = kubernetes(36);
    return buildEnvironment({
      name,
      libraries: () => serverLibraries(known),
      variables: declared,
      types,
      demands: demandsOf(known),
    });
  });
}
