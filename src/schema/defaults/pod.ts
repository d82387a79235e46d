import {
  copyMissing,
  ensureObject,
  get,
  isEmpty,
  objectIn,
  objectsIn,
  put,
  whenAbsent,
  type Draft,
} from './draft.ts';
import { fillPodResources } from './pod-resources.ts';

/** `SetDefaults_Pod`: what Pods are given and pod templates are not. */
export function fillPod(pod: Draft): void {
  const spec = ensureObject(pod, 'spec');
  const containers = [...objectsIn(spec, 'containers'), ...objectsIn(spec, 'initContainers')];
  for (const container of containers) fillRequests(container);
  fillPodResources(spec);
  whenAbsent(spec, 'enableServiceLinks', true);
  if (get(spec, 'hostNetwork') !== true) return;
  for (const port of containers.flatMap((container) => objectsIn(container, 'ports')))
    if (isEmpty(get(port, 'hostPort'))) put(port, 'hostPort', get(port, 'containerPort') ?? 0);
}

/** Requests follow limits. */
function fillRequests(container: Draft): void {
  const resources = objectIn(container, 'resources');
  const limits = objectIn(resources, 'limits');
  if (resources !== undefined && limits !== undefined)
    copyMissing(limits, ensureObject(resources, 'requests'));
}
