import type { ServedKind } from '../cluster-port.ts';

const enforcing: Readonly<Record<string, readonly string[]>> = {
  'admissionregistration.k8s.io': [
    'ValidatingAdmissionPolicy',
    'ValidatingAdmissionPolicyBinding',
    'MutatingAdmissionPolicy',
    'MutatingAdmissionPolicyBinding',
  ],
  'policies.kyverno.io': [
    'ValidatingPolicy',
    'NamespacedValidatingPolicy',
    'MutatingPolicy',
    'NamespacedMutatingPolicy',
    'PolicyException',
  ],
  'kyverno.io': ['ClusterPolicy', 'Policy', 'PolicyException'],
};

/** The kinds of a cluster whose objects enforce something, or lift it. */
export function policyKinds(kinds: readonly ServedKind[]): readonly ServedKind[] {
  return kinds.filter(
    ({ group, kind, verbs }) => enforcing[group]?.includes(kind) === true && verbs.includes('list'),
  );
}
