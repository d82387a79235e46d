import { at, isJsonObject, type JsonObject, type JsonPointer } from '../core/json.ts';
import type { LabelSelector } from '../core/policy.ts';
import { groupVersionOf, type Resource } from '../core/resource.ts';
import { readPlainSelector, readSelector } from './selector.ts';

/** The labels by which an object is selected: of what makes pods those of its pods, else its own. */
export function labelsOf(resource: Resource): JsonObject {
  if (resource.kind === 'CronJob') return mapAt(resource, '/spec/jobTemplate/spec/template/metadata/labels');
  const template = at(resource, '/spec/template');
  return mapAt(resource, isJsonObject(template) ? '/spec/template/metadata/labels' : '/metadata/labels');
}

/** What an object selects; null where that is nothing. */
export function selectorOf(resource: Resource): LabelSelector | null {
  const { kind } = resource;
  // A policy that states no selector is for every pod (networking.k8s.io/v1).
  if (kind === 'NetworkPolicy') return readSelector(at(resource, '/spec/podSelector') ?? {});
  const selector = at(resource, '/spec/selector');
  if (plain.has(kind) && groupVersionOf(resource.apiVersion).group !== 'serving.knative.dev')
    return readPlainSelector(selector);
  return readSelector(selector);
}

/** Kinds whose selector is a map of labels and nothing more. */
const plain: ReadonlySet<string> = new Set(['Service', 'ReplicationController', 'DeploymentConfig']);

function mapAt(resource: Resource, pointer: JsonPointer): JsonObject {
  const value = at(resource, pointer);
  return isJsonObject(value) ? value : {};
}
