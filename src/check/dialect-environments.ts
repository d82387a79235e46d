import type { Environment } from '../cel/environment/environment.ts';
import { kubernetes, kubernetesMutation } from '../cel/environment/kubernetes.ts';
import { kyverno, kyvernoClassic, kyvernoMutating } from '../cel/environment/kyverno.ts';
import { readPolicyId } from '../core/policy-id.ts';
import type { Dialect, Policy } from '../core/policy.ts';

/** What tells in which environment a policy is evaluated. */
type Evaluated = Pick<Policy, 'id' | 'dialect'>;

const mutations = new Map<number, Environment>();

/** What the expressions of a dialect may use; the same environment for the same dialect, version and reach. */
export function environmentOf(
  { name, version }: Dialect,
  reach: 'cluster' | 'namespace' = 'cluster',
): Environment {
  const minor = Number(version.slice(2));
  switch (name) {
    case 'vap':
      return kubernetes(minor);
    case 'map':
      return mutationOf(minor);
    case 'kyverno-clusterpolicy':
      return kyvernoClassic(minor);
    case 'kyverno-validating':
      return kyverno(minor, reach);
    case 'kyverno-mutating':
      return kyvernoMutating(minor, reach);
  }
}

/** The environment of a policy. */
export function environmentFor(policy: Evaluated): Environment {
  return environmentOf(policy.dialect, confinedTo(policy) === null ? 'cluster' : 'namespace');
}

/** The namespace that a policy of Kyverno's own group lives in and may not look beyond; null for one of the cluster. */
export function confinedTo({ id, dialect: { name } }: Evaluated): string | null {
  return name === 'kyverno-validating' || name === 'kyverno-mutating' ? readPolicyId(id).namespace : null;
}

/** Names what is evaluated together: one environment, and one namespace that calls may reach. */
export function evaluationKey(policy: Evaluated): string {
  const { name, version } = policy.dialect;
  return `${name} ${version} ${confinedTo(policy) ?? ''}`;
}

function mutationOf(minor: number): Environment {
  const known = mutations.get(minor) ?? kubernetesMutation(minor);
  mutations.set(minor, known);
  return known;
}
