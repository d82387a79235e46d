/** Where ValidatingAdmissionPolicy lives since Kubernetes 1.30 (KEP-3488). */
export const apiVersion = 'admissionregistration.k8s.io/v1';

export const policyKind = 'ValidatingAdmissionPolicy';

export const bindingKind = 'ValidatingAdmissionPolicyBinding';

/** Annotations that keep what is shown of a policy and never evaluated. */
export const annotations = {
  rule: 'writ.dev/rule',
  code: 'writ.dev/code',
  title: 'writ.dev/title',
  severity: 'writ.dev/severity',
  category: 'writ.dev/category',
  remediation: 'writ.dev/remediation',
  variantOf: 'writ.dev/variant-of',
  checks: 'writ.dev/checks',
} as const;
