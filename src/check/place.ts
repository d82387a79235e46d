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

/** Says of one resource's findings where they stand, and what names them whatever moves around them. */
export function placer(placed: Placed): (found: Unplaced) => Finding {
  const spots = new Map<JsonPointer, Spot>();
  // Many findings stand at few places.
  const spotOf = (path: JsonPointer): Spot => {
    const known = spots.get(path);
    if (known !== undefined) return known;
    const { line, column } = placed.locate(path);
    const spot = {
      location: { file: placed.file, line, column },
      anchor: () => `${nameIn(placed)}\n${keyedPath(placed.resource, path)}`,
    };
    spots.set(path, spot);
    return spot;
  };
  return (found) => {
    const { location, anchor } = spotOf(found.path);
    return { ...found, location, anchor };
  };
}

interface Spot {
  readonly location: Finding['location'];
  readonly anchor: Finding['anchor'];
}

function nameIn({ named, file, document }: Placed): string {
  const { apiVersion, kind, namespace, name } = named;
  const { group } = groupVersionOf(apiVersion);
  return [group, kind, namespace ?? '', name === '' ? `${file}#${document}` : name].join('\n');
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
