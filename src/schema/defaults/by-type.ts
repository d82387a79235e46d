import type { JsonValue } from '../../core/json.ts';
import { appsFunctions } from './apps.ts';
import { autoscalingFunctions } from './autoscaling.ts';
import { batchFunctions } from './batch.ts';
import { coreFunctions } from './core.ts';
import type { Draft } from './draft.ts';
import { otherFunctions } from './other.ts';

/** What Kubernetes' defaulting functions do to an object of each type beyond filling in constants, by the type's name. */
export const functions: ReadonlyMap<string, (draft: Draft) => void> = new Map([
  ...coreFunctions,
  ...appsFunctions,
  ...batchFunctions,
  ...autoscalingFunctions,
  ...otherFunctions,
]);

const core = 'io.k8s.api.core.v1.';
const container = { terminationMessagePath: '/dev/termination-log', terminationMessagePolicy: 'File' };
const mode = { defaultMode: 420 };
const servicePort = { port: 443 };
const webhook = {
  failurePolicy: 'Fail',
  matchPolicy: 'Equivalent',
  namespaceSelector: {},
  objectSelector: {},
  timeoutSeconds: 10,
};
const matchResources = { matchPolicy: 'Equivalent', namespaceSelector: {}, objectSelector: {} };
const queues = { handSize: 8, queues: 64, queueLengthLimit: 50 };

/** Constants that Kubernetes' defaulting functions fill in, by type and field; those of OpenAPI come on top. */
export const constants: ReadonlyMap<string, Readonly<Record<string, JsonValue>>> = new Map<
  string,
  Readonly<Record<string, JsonValue>>
>([
  [`${core}Container`, container],
  [`${core}EphemeralContainer`, container],
  [
    `${core}PodSpec`,
    {
      dnsPolicy: 'ClusterFirst',
      restartPolicy: 'Always',
      securityContext: {},
      terminationGracePeriodSeconds: 30,
      schedulerName: 'default-scheduler',
    },
  ],
  [`${core}Probe`, { timeoutSeconds: 1, periodSeconds: 10, successThreshold: 1, failureThreshold: 3 }],
  [`${core}HTTPGetAction`, { path: '/', scheme: 'HTTP' }],
  [`${core}SecretVolumeSource`, mode],
  [`${core}ConfigMapVolumeSource`, mode],
  [`${core}DownwardAPIVolumeSource`, mode],
  [`${core}ProjectedVolumeSource`, mode],
  [`${core}ServiceAccountTokenProjection`, { expirationSeconds: 3600 }],
  [`${core}HostPathVolumeSource`, { type: '' }],
  [`${core}ObjectFieldSelector`, { apiVersion: 'v1' }],
  [`${core}Secret`, { type: 'Opaque' }],
  [`${core}PersistentVolumeClaimSpec`, { volumeMode: 'Filesystem' }],
  [`${core}NamespaceStatus`, { phase: 'Active' }],
  [`${core}EndpointPort`, { protocol: 'TCP' }],
  [
    'io.k8s.api.apps.v1.DeploymentSpec',
    { replicas: 1, revisionHistoryLimit: 10, progressDeadlineSeconds: 600 },
  ],
  ['io.k8s.api.apps.v1.DaemonSetSpec', { revisionHistoryLimit: 10 }],
  ['io.k8s.api.apps.v1.ReplicaSetSpec', { replicas: 1 }],
  [
    'io.k8s.api.apps.v1.StatefulSetSpec',
    {
      podManagementPolicy: 'OrderedReady',
      persistentVolumeClaimRetentionPolicy: {},
      replicas: 1,
      revisionHistoryLimit: 10,
    },
  ],
  [
    'io.k8s.api.apps.v1.StatefulSetPersistentVolumeClaimRetentionPolicy',
    {
      whenDeleted: 'Retain',
      whenScaled: 'Retain',
    },
  ],
  [
    'io.k8s.api.batch.v1.CronJobSpec',
    {
      concurrencyPolicy: 'Allow',
      suspend: false,
      successfulJobsHistoryLimit: 3,
      failedJobsHistoryLimit: 1,
    },
  ],
  ['io.k8s.api.batch.v1.PodFailurePolicyOnPodConditionsPattern', { status: 'True' }],
  ['io.k8s.api.autoscaling.v1.HorizontalPodAutoscalerSpec', { minReplicas: 1 }],
  ['io.k8s.api.autoscaling.v2.HorizontalPodAutoscalerSpec', { minReplicas: 1 }],
  ['io.k8s.api.admissionregistration.v1.ValidatingWebhook', webhook],
  ['io.k8s.api.admissionregistration.v1.MutatingWebhook', { ...webhook, reinvocationPolicy: 'Never' }],
  ['io.k8s.api.admissionregistration.v1.ServiceReference', servicePort],
  ['io.k8s.api.admissionregistration.v1.MatchResources', matchResources],
  ['io.k8s.api.admissionregistration.v1.RuleWithOperations', { scope: '*' }],
  ['io.k8s.api.admissionregistration.v1.NamedRuleWithOperations', { scope: '*' }],
  ['io.k8s.api.admissionregistration.v1.ValidatingAdmissionPolicySpec', { failurePolicy: 'Fail' }],
  ['io.k8s.api.admissionregistration.v1.MutatingAdmissionPolicySpec', { failurePolicy: 'Fail' }],
  ['io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.ServiceReference', servicePort],
  [
    'io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceDefinitionSpec',
    {
      conversion: { strategy: 'None' },
    },
  ],
  ['io.k8s.kube-aggregator.pkg.apis.apiregistration.v1.ServiceReference', servicePort],
  ['io.k8s.api.discovery.v1.EndpointPort', { name: '', protocol: 'TCP' }],
  ['io.k8s.api.flowcontrol.v1.FlowSchemaSpec', { matchingPrecedence: 1000 }],
  [
    'io.k8s.api.flowcontrol.v1.ExemptPriorityLevelConfiguration',
    { nominalConcurrencyShares: 0, lendablePercent: 0 },
  ],
  [
    'io.k8s.api.flowcontrol.v1.LimitedPriorityLevelConfiguration',
    { nominalConcurrencyShares: 30, lendablePercent: 0 },
  ],
  ['io.k8s.api.flowcontrol.v1.QueuingConfiguration', queues],
  ['io.k8s.api.networking.v1.NetworkPolicyPort', { protocol: 'TCP' }],
  ['io.k8s.api.networking.v1.IngressClassParametersReference', { scope: 'Cluster' }],
  ['io.k8s.api.scheduling.v1.PriorityClass', { preemptionPolicy: 'PreemptLowerPriority' }],
  ['io.k8s.api.storage.v1.StorageClass', { reclaimPolicy: 'Delete', volumeBindingMode: 'Immediate' }],
  [
    'io.k8s.api.storage.v1.CSIDriverSpec',
    {
      attachRequired: true,
      podInfoOnMount: false,
      storageCapacity: false,
      fsGroupPolicy: 'ReadWriteOnceWithFSType',
      volumeLifecycleModes: ['Persistent'],
      requiresRepublish: false,
      seLinuxMount: false,
    },
  ],
]);
