import { optional } from '../libraries/optional.ts';
import { standard } from '../libraries/standard/standard.ts';
import { dyn } from '../type.ts';
import { admissionNamespace, admissionRequest, admissionTypes } from './admission-types.ts';
import { buildEnvironment } from './build.ts';
import type { Environment } from './environment.ts';

const environments = new Map<number, Environment>();

/** What an expression of a ValidatingAdmissionPolicy may use in Kubernetes 1.`minor`. */
export function kubernetes(minor: number): Environment {
  const known = environments.get(minor) ?? build(minor);
  environments.set(minor, known);
  return known;
}

function build(minor: number): Environment {
  return buildEnvironment({
    name: `kubernetes 1.${minor}`,
    libraries: () => [standard, optional],
    macros: ['has', 'all', 'exists', 'exists_one', 'map', 'filter', 'optMap', 'optFlatMap'],
    variables: new Map([
      ['object', dyn],
      ['oldObject', dyn],
      ['request', admissionRequest],
      ['params', dyn],
      ['namespaceObject', admissionNamespace],
      ['authorizer', dyn],
      ['variables', dyn],
    ]),
    types: admissionTypes,
  });
}
