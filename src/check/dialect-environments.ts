import { derive } from '../cel/environment/build.ts';
import type { Environment } from '../cel/environment/environment.ts';
import { kubernetes, kubernetesMutation } from '../cel/environment/kubernetes.ts';
import { kyverno } from '../cel/environment/kyverno.ts';
import type { Dialect } from '../core/policy.ts';

/** The newest version of Kubernetes whose libraries a release of Kyverno is built with, by its minor version. */
const builtWith: Readonly<Record<number, number>> = {
  11: 28,
  12: 29,
  13: 31,
  14: 32,
  15: 33,
  16: 34,
  17: 35,
  18: 35,
};
const newestMinor = 37;
/** The release of Kyverno since which `orValue` takes what is no optional. */
const lenientSince = 19;

/** What the expressions of a policy may use; the same environment for the same dialect and version. */
export function environmentOf({ name, version }: Dialect): Environment {
  const key = `${name} ${version}`;
  const known = environments.get(key) ?? build(name, Number(version.slice(2)));
  environments.set(key, known);
  return known;
}

const environments = new Map<string, Environment>();

function build(name: Dialect['name'], minor: number): Environment {
  switch (name) {
    case 'vap':
      return kubernetes(minor);
    case 'map':
      return kubernetesMutation(minor);
    case 'kyverno-clusterpolicy':
      return clusterPolicy(minor);
    case 'kyverno-validating':
    case 'kyverno-mutating':
      return kyverno();
  }
}

/** An API server's environment with Kyverno's `orValue`. */
function clusterPolicy(minor: number): Environment {
  const base = kubernetes((minor >= lenientSince ? undefined : builtWith[minor]) ?? newestMinor);
  if (minor < lenientSince) return base;
  const named = derive(base, { name: `kyverno 1.${minor} validate.cel` });
  const { libraries, macros, constants, functions } = named;
  const orValue = kyverno().functions.get('orValue');
  return {
    ...named,
    libraries,
    macros,
    constants,
    functions: orValue === undefined ? functions : new Map([...functions, ['orValue', orValue]]),
  };
}
