import { hash } from 'node:crypto';
import {
  isJsonObject,
  own,
  tokens,
  type JsonObject,
  type JsonPointer,
  type JsonValue,
} from '../core/json.ts';
import { groupVersionOf, type Resource } from '../core/resource.ts';

/** What makes two findings the same fault, wherever the file went and whatever moved around it. */
export interface Fault {
  readonly policy: string;
  readonly validation: string;
  readonly resource: Resource;
  readonly namespace: string | null;
  /** The resource's name, or file and document number where it has none. */
  readonly name: string;
  readonly path: JsonPointer;
}

// The list-map keys of the pod-bearing and networking APIs, most telling first.
const keys = ['name', 'mountPath', 'containerPort', 'key', 'port', 'ip', 'host', 'topologyKey'] as const;

/** First 32 hex digits of SHA-256 over policy, validation, resource and path; no line, version or message in it. */
export function fingerprint({ policy, validation, resource, namespace, name, path }: Fault): string {
  const { group } = groupVersionOf(resource.apiVersion);
  const identity = [
    policy,
    validation,
    group,
    resource.kind,
    namespace ?? '',
    name,
    keyedPath(resource, path),
  ];
  return hash('sha256', identity.join('\n')).slice(0, 32);
}

/** A path with list-map keys instead of indexes: `spec.containers[name=app].image`. */
export function keyedPath(resource: JsonObject, path: JsonPointer): string {
  let node: JsonValue | undefined = resource;
  let text = '';
  for (const token of tokens(path)) {
    if (Array.isArray(node)) {
      node = (node as readonly JsonValue[])[Number(token)];
      text += `[${elementKey(node, token)}]`;
    } else {
      node = isJsonObject(node) ? own(node, token) : undefined;
      text += `${text === '' ? '' : '.'}${token}`;
    }
  }
  return text;
}

function elementKey(element: JsonValue | undefined, index: string): string {
  if (!isJsonObject(element)) return index;
  for (const key of keys) {
    const value = own(element, key);
    if (typeof value === 'string' || typeof value === 'number') return `${key}=${value}`;
  }
  return index;
}
