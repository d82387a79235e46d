import { apiVersionOf, type KindSchema } from '../schema.ts';
import { ensureObject, get, objectIn, objectsIn, put, textIn, whenEmpty, type Draft } from './draft.ts';
import { admitPod, preparePod } from './create-pod.ts';
import { allocate } from './allocate.ts';

/** Kinds whose first version is numbered. */
const numbered = new Set([
  'admissionregistration.k8s.io/v1 MutatingAdmissionPolicy',
  'admissionregistration.k8s.io/v1 MutatingAdmissionPolicyBinding',
  'admissionregistration.k8s.io/v1 MutatingWebhookConfiguration',
  'admissionregistration.k8s.io/v1 ValidatingAdmissionPolicy',
  'admissionregistration.k8s.io/v1 ValidatingAdmissionPolicyBinding',
  'admissionregistration.k8s.io/v1 ValidatingWebhookConfiguration',
  'apiextensions.k8s.io/v1 CustomResourceDefinition',
  'apps/v1 DaemonSet',
  'apps/v1 Deployment',
  'apps/v1 ReplicaSet',
  'apps/v1 StatefulSet',
  'batch/v1 CronJob',
  'batch/v1 Job',
  'discovery.k8s.io/v1 EndpointSlice',
  'flowcontrol.apiserver.k8s.io/v1 FlowSchema',
  'flowcontrol.apiserver.k8s.io/v1 PriorityLevelConfiguration',
  'networking.k8s.io/v1 Ingress',
  'networking.k8s.io/v1 IngressClass',
  'networking.k8s.io/v1 NetworkPolicy',
  'policy/v1 PodDisruptionBudget',
  'resource.k8s.io/v1 DeviceClass',
  'resource.k8s.io/v1 ResourceSlice',
  'scheduling.k8s.io/v1 PriorityClass',
  'v1 Pod',
  'v1 PodTemplate',
  'v1 ReplicationController',
]);

const steps: ReadonlyMap<string, (draft: Draft) => void> = new Map([
  ['v1 Pod', createPod],
  ['v1 Service', allocate],
  ['v1 Node', taintNode],
  ['v1 Namespace', (namespace) => addOnce(ensureObject(namespace, 'spec'), 'finalizers', 'kubernetes')],
  ['v1 PersistentVolume', protect('kubernetes.io/pv-protection')],
  ['v1 PersistentVolumeClaim', protect('kubernetes.io/pvc-protection')],
  ['storage.k8s.io/v1 VolumeAttributesClass', protect('kubernetes.io/vac-protection')],
  ['apps/v1 DaemonSet', numberTemplate],
  ['batch/v1 Job', labelJob],
]);

/** What a client cannot write on creation: a server starts it anew. A node brings its own status. */
export function forgetStatus(kind: KindSchema, draft: Draft): void {
  if (kind.kind !== 'Node') delete draft['status'];
}

/**
 * What creation adds to a built-in kind after defaulting: its strategy and the default admission plugins,
 * as far as they depend on the object alone. Ids, times and allocated addresses and ports are not made up.
 */
export function create(kind: KindSchema, draft: Draft): void {
  const name = `${apiVersionOf(kind)} ${kind.kind}`;
  steps.get(name)?.(draft);
  if (numbered.has(name)) put(ensureObject(draft, 'metadata'), 'generation', 1);
}

function createPod(pod: Draft): void {
  admitPod(pod);
  preparePod(pod);
}

function addOnce(holder: Draft, key: string, value: string): void {
  const known = get(holder, key);
  const list = Array.isArray(known) ? (known as readonly string[]) : [];
  if (!list.includes(value)) put(holder, key, [...list, value]);
}

function protect(finalizer: string): (draft: Draft) => void {
  return (draft) => addOnce(ensureObject(draft, 'metadata'), 'finalizers', finalizer);
}

/** The plugin TaintNodesByCondition: no node is ready when it is created. */
function taintNode(node: Draft): void {
  const spec = ensureObject(node, 'spec');
  const taint = { key: 'node.kubernetes.io/not-ready', effect: 'NoSchedule' };
  const taints = objectsIn(spec, 'taints');
  if (!taints.some((known) => known['key'] === taint.key && known['effect'] === taint.effect))
    put(spec, 'taints', [...taints, taint]);
}

/** DaemonSets still carry the number of their template where an old field stood. */
function numberTemplate(set: Draft): void {
  put(
    ensureObject(ensureObject(set, 'metadata'), 'annotations'),
    'deprecated.daemonset.template.generation',
    '1',
  );
}

/** A Job labels its pods with its own name, unless someone has done so. */
function labelJob(job: Draft): void {
  const spec = ensureObject(job, 'spec');
  const name = textIn(objectIn(job, 'metadata'), 'name');
  if (get(spec, 'manualSelector') === true || name === '') return;
  const labels = ensureObject(ensureObject(ensureObject(spec, 'template'), 'metadata'), 'labels');
  if (get(labels, 'job-name') !== undefined) return;
  put(labels, 'job-name', name);
  put(labels, 'batch.kubernetes.io/job-name', name);
  // A server defaults once more when it reads the Job back, and then there are labels to copy.
  whenEmpty(ensureObject(job, 'metadata'), 'labels', labels);
}
