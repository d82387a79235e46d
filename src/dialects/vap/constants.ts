/** Where ValidatingAdmissionPolicy lives since Kubernetes 1.30 (KEP-3488). */
export const apiVersion = 'admissionregistration.k8s.io/v1';

export const policyKind = 'ValidatingAdmissionPolicy';

export const bindingKind = 'ValidatingAdmissionPolicyBinding';

/** The oldest minor of Kubernetes that serves them as they are written here. */
export const oldestMinor = 30;
