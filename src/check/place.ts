import type { Finding, Unplaced } from '../core/finding.ts';
import {
  isJsonObject,
  own,
  tokens,
  type JsonObject,
  type JsonPointer,
  type JsonValue,
} from '../core/json.ts';
import { listKeys } from '../core/parts.ts';
import { groupVersionOf } from '../core/resource.ts';
import type { Placed } from './findings.ts';

/** Says where a finding stands, and what names it whatever moves around it. */
export function place(found: Unplaced, placed: Placed): Finding {
  return {
    ...found,
    location: { file: placed.file, ...placed.locate(found.path) },
    identity: identify(found, placed),
  };
}

function identify({ policy, validation, resource, path }: Unplaced, placed: Placed): string {
  const { apiVersion, kind, namespace } = resource;
  const name = resource.name === '' ? `${placed.file}#${placed.document}` : resource.name;
  const { group } = groupVersionOf(apiVersion);
  return [policy, validation, group, kind, namespace ?? '', name, keyedPath(placed.resource, path)].join(
    '\n',
  );
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
  for (const key of listKeys) {
    const value = own(element, key);
    if (typeof value === 'string' || typeof value === 'number') return `${key}=${value}`;
  }
  return index;
}
