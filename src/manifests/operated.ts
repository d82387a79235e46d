import { isJsonObject, own, type JsonValue } from '../core/json.ts';
import { groupVersionOf, type Resource } from '../core/resource.ts';

/** Fields by which an object of a custom kind says how many pods are made for it, or of what. */
const signs: ReadonlySet<string> = new Set([
  'replicas',
  'replicaCount',
  'instances',
  'numberOfInstances',
  'nodeSets',
  'image',
  'imageName',
  'containers',
  'podTemplate',
  'serviceAccountName',
]);

/** How deep in its spec they stand: `spec.kafka.replicas`, `spec.template.spec.containers`. */
const deepest = 3;

/** Whether an object is of a custom kind, for which an operator seems to make pods that stand nowhere in a manifest. */
export function isOperated(resource: Resource): boolean {
  const { group } = groupVersionOf(resource.apiVersion);
  return group.includes('.') && !group.endsWith('.k8s.io') && hasSign(own(resource, 'spec'), deepest);
}

function hasSign(value: JsonValue | undefined, depth: number): boolean {
  if (depth === 0 || !isJsonObject(value)) return false;
  return Object.entries(value).some(([key, inner]) => signs.has(key) || hasSign(inner, depth - 1));
}
