/** Versions of kinds that people write, by the minor of Kubernetes that deprecated them. */
export interface Deprecated {
  /** Null where it was before every minor that is known here. */
  readonly since: number | null;
  readonly apiVersion: string;
  readonly kinds: readonly string[];
}

/**
 * Whose end is planned or past, and which have a successor. From the deprecated API migration guide of Kubernetes,
 * and the lifecycles that its types state.
 */
export const deprecatedApiVersions: readonly Deprecated[] = [
  gone('extensions/v1beta1', [
    'Deployment',
    'DaemonSet',
    'ReplicaSet',
    'NetworkPolicy',
    'Ingress',
    'PodSecurityPolicy',
  ]),
  gone('apps/v1beta1', ['Deployment', 'StatefulSet']),
  gone('apps/v1beta2', ['Deployment', 'DaemonSet', 'StatefulSet', 'ReplicaSet']),
  gone('batch/v2alpha1', ['CronJob']),
  gone('batch/v1beta1', ['CronJob']),
  gone('autoscaling/v2beta1', ['HorizontalPodAutoscaler']),
  gone('autoscaling/v2beta2', ['HorizontalPodAutoscaler']),
  gone('policy/v1beta1', ['PodDisruptionBudget', 'PodSecurityPolicy']),
  gone('networking.k8s.io/v1beta1', ['Ingress', 'IngressClass']),
  gone('rbac.authorization.k8s.io/v1beta1', ['Role', 'RoleBinding', 'ClusterRole', 'ClusterRoleBinding']),
  gone('admissionregistration.k8s.io/v1beta1', [
    'ValidatingWebhookConfiguration',
    'MutatingWebhookConfiguration',
  ]),
  gone('apiextensions.k8s.io/v1beta1', ['CustomResourceDefinition']),
  gone('apiregistration.k8s.io/v1beta1', ['APIService']),
  gone('certificates.k8s.io/v1beta1', ['CertificateSigningRequest']),
  gone('coordination.k8s.io/v1beta1', ['Lease']),
  gone('discovery.k8s.io/v1beta1', ['EndpointSlice']),
  gone('node.k8s.io/v1beta1', ['RuntimeClass']),
  gone('scheduling.k8s.io/v1beta1', ['PriorityClass']),
  gone('storage.k8s.io/v1beta1', [
    'StorageClass',
    'CSIDriver',
    'CSINode',
    'CSIStorageCapacity',
    'VolumeAttachment',
  ]),
  gone('flowcontrol.apiserver.k8s.io/v1beta1', ['FlowSchema', 'PriorityLevelConfiguration']),
  since(26, 'flowcontrol.apiserver.k8s.io/v1beta2', ['FlowSchema', 'PriorityLevelConfiguration']),
  since(29, 'flowcontrol.apiserver.k8s.io/v1beta3', ['FlowSchema', 'PriorityLevelConfiguration']),
  since(29, 'admissionregistration.k8s.io/v1alpha1', [
    'ValidatingAdmissionPolicy',
    'ValidatingAdmissionPolicyBinding',
  ]),
  since(31, 'admissionregistration.k8s.io/v1beta1', [
    'ValidatingAdmissionPolicy',
    'ValidatingAdmissionPolicyBinding',
  ]),
  since(32, 'storage.k8s.io/v1alpha1', ['VolumeAttributesClass']),
  since(34, 'storage.k8s.io/v1beta1', ['VolumeAttributesClass']),
  since(34, 'networking.k8s.io/v1beta1', ['IPAddress', 'ServiceCIDR']),
  since(35, 'admissionregistration.k8s.io/v1alpha1', [
    'MutatingAdmissionPolicy',
    'MutatingAdmissionPolicyBinding',
  ]),
  since(35, 'resource.k8s.io/v1beta1', [
    'DeviceClass',
    'ResourceClaim',
    'ResourceClaimTemplate',
    'ResourceSlice',
  ]),
  since(36, 'resource.k8s.io/v1beta2', [
    'DeviceClass',
    'ResourceClaim',
    'ResourceClaimTemplate',
    'ResourceSlice',
  ]),
];

function gone(apiVersion: string, kinds: readonly string[]): Deprecated {
  return { since: null, apiVersion, kinds };
}

function since(minor: number, apiVersion: string, kinds: readonly string[]): Deprecated {
  return { since: minor, apiVersion, kinds };
}
