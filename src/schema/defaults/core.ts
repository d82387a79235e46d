import { nameLabel } from '../../core/name-label.ts';
import {
  copyMissing,
  ensureObject,
  get,
  isEmpty,
  objectIn,
  objectsIn,
  put,
  textIn,
  whenAbsent,
  whenEmpty,
  type Draft,
} from './draft.ts';
import { isLatest } from './image.ts';
import { fillPod } from './pod.ts';

const core = 'io.k8s.api.core.v1.';

/** `pkg/apis/core/v1/defaults.go`, and what its conversions copy. */
export const coreFunctions: readonly (readonly [string, (draft: Draft) => void])[] = [
  [`${core}Pod`, fillPod],
  [`${core}PodSpec`, syncServiceAccount],
  [`${core}Container`, fillContainer],
  [`${core}EphemeralContainer`, fillContainer],
  [`${core}Volume`, fillVolume],
  [`${core}Service`, fillService],
  [`${core}Secret`, encodeStringData],
  [`${core}ReplicationController`, fillReplicationController],
  [`${core}PersistentVolume`, fillPersistentVolume],
  [`${core}PersistentVolumeClaimSpec`, fillDataSource],
  [`${core}PersistentVolumeClaim`, (claim) => whenEmpty(ensureObject(claim, 'status'), 'phase', 'Pending')],
  [`${core}Namespace`, fillNamespace],
  [`${core}NodeStatus`, fillNodeStatus],
  [`${core}LimitRangeItem`, fillLimitRangeItem],
];

/** The two names of the service account are one field inside the API server. */
function syncServiceAccount(spec: Draft): void {
  const name = textIn(spec, 'serviceAccountName') || textIn(spec, 'serviceAccount');
  if (name === '') return;
  put(spec, 'serviceAccountName', name);
  put(spec, 'serviceAccount', name);
}

function fillContainer(container: Draft): void {
  const lifecycle = objectIn(container, 'lifecycle');
  if (lifecycle !== undefined && get(lifecycle, 'stopSignal') !== undefined) {
    delete lifecycle['stopSignal'];
    if (isEmpty(lifecycle)) delete container['lifecycle'];
  }
  whenEmpty(container, 'imagePullPolicy', isLatest(textIn(container, 'image')) ? 'Always' : 'IfNotPresent');
}

function fillVolume(volume: Draft): void {
  if (Object.keys(volume).every((key) => key === 'name')) put(volume, 'emptyDir', {});
  const image = objectIn(volume, 'image');
  if (image !== undefined)
    whenEmpty(image, 'pullPolicy', isLatest(textIn(image, 'reference')) ? 'Always' : 'IfNotPresent');
}

function fillService(service: Draft): void {
  const spec = ensureObject(service, 'spec');
  whenEmpty(spec, 'type', 'ClusterIP');
  fillAffinity(spec);
  for (const port of objectsIn(spec, 'ports')) {
    whenEmpty(port, 'protocol', 'TCP');
    whenEmpty(port, 'targetPort', get(port, 'port') ?? 0);
  }
  fillTraffic(spec);
}

function fillAffinity(spec: Draft): void {
  whenEmpty(spec, 'sessionAffinity', 'None');
  if (get(spec, 'sessionAffinity') === 'None') delete spec['sessionAffinityConfig'];
  if (get(spec, 'sessionAffinity') !== 'ClientIP') return;
  const given = objectIn(objectIn(spec, 'sessionAffinityConfig'), 'clientIP');
  if (given === undefined || get(given, 'timeoutSeconds') === undefined)
    put(spec, 'sessionAffinityConfig', { clientIP: { timeoutSeconds: 10_800 } });
}

function fillTraffic(spec: Draft): void {
  const type = textIn(spec, 'type');
  const external =
    type === 'LoadBalancer' ||
    type === 'NodePort' ||
    (type === 'ClusterIP' && !isEmpty(get(spec, 'externalIPs')));
  if (external) whenEmpty(spec, 'externalTrafficPolicy', 'Cluster');
  if (['ClusterIP', 'NodePort', 'LoadBalancer'].includes(type))
    whenAbsent(spec, 'internalTrafficPolicy', 'Cluster');
  if (type === 'LoadBalancer') whenAbsent(spec, 'allocateLoadBalancerNodePorts', true);
}

/** `stringData` is for writing only: it goes into `data` and is gone. */
function encodeStringData(secret: Draft): void {
  const texts = objectIn(secret, 'stringData');
  if (texts === undefined) return;
  const data = ensureObject(secret, 'data');
  for (const [key, value] of Object.entries(texts))
    if (typeof value === 'string') put(data, key, Buffer.from(value, 'utf8').toString('base64'));
  delete secret['stringData'];
}

function fillReplicationController(controller: Draft): void {
  const spec = ensureObject(controller, 'spec');
  const labels = objectIn(objectIn(objectIn(spec, 'template'), 'metadata'), 'labels');
  if (labels === undefined) return;
  whenEmpty(spec, 'selector', { ...labels });
  whenEmpty(ensureObject(controller, 'metadata'), 'labels', { ...labels });
}

function fillPersistentVolume(volume: Draft): void {
  whenEmpty(ensureObject(volume, 'status'), 'phase', 'Pending');
  const spec = ensureObject(volume, 'spec');
  whenEmpty(spec, 'persistentVolumeReclaimPolicy', 'Retain');
  whenAbsent(spec, 'volumeMode', 'Filesystem');
}

/** The old and the new way to name a data source are kept alike; those of another namespace are dropped (alpha). */
function fillDataSource(spec: Draft): void {
  if (textIn(objectIn(spec, 'dataSourceRef'), 'namespace') !== '') delete spec['dataSourceRef'];
  const [local, reference] = [objectIn(spec, 'dataSource'), objectIn(spec, 'dataSourceRef')];
  if (local !== undefined) whenAbsent(spec, 'dataSourceRef', { ...local });
  else if (reference !== undefined) {
    const { namespace: _, ...copy } = reference;
    put(spec, 'dataSource', copy);
  }
}

function fillNamespace(namespace: Draft): void {
  const metadata = ensureObject(namespace, 'metadata');
  const name = textIn(metadata, 'name');
  if (name !== '') put(ensureObject(metadata, 'labels'), nameLabel, name);
}

function fillNodeStatus(status: Draft): void {
  const capacity = objectIn(status, 'capacity');
  if (capacity !== undefined) whenEmpty(status, 'allocatable', { ...capacity });
}

function fillLimitRangeItem(item: Draft): void {
  if (get(item, 'type') !== 'Container') return;
  const limits = ensureObject(item, 'default');
  const requests = ensureObject(item, 'defaultRequest');
  copyMissing(objectIn(item, 'max'), limits);
  copyMissing(limits, requests);
  copyMissing(objectIn(item, 'min'), requests);
}
