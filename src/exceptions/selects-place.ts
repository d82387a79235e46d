import { selects } from '../check/selects.ts';
import { wildcard } from '../check/wildcard.ts';
import { at, isJsonObject, type JsonObject, type JsonPointer } from '../core/json.ts';
import { nameOf, namespaceOf, type Resource } from '../core/resource.ts';
import { containerAt } from '../manifests/container-at.ts';
import type { Selector } from './exception.ts';

/** A place in an object, as a selector looks at it. */
export interface Place {
  readonly resource: Resource;
  readonly file: string;
  readonly path: JsonPointer;
  /** The names of the vulnerability that was found; absent where something else was. */
  readonly vulnerability?: readonly string[];
}

/** Whether every part that a selector has matches; one without any part matches nothing. */
export function selectsPlace(selector: Selector, place: Place): boolean {
  const parts = Object.keys(matches).filter((part) => isStated(selector, part as keyof Selector));
  return parts.length > 0 && parts.every((part) => matches[part as keyof Selector](selector, place));
}

const matches: Readonly<Required<Record<keyof Selector, (selector: Selector, place: Place) => boolean>>> = {
  kinds: ({ kinds }, { resource }) => kinds.includes('*') || kinds.includes(resource.kind),
  namespaces({ namespaces }, { resource }) {
    const namespace = namespaceOf(resource);
    return namespace === null ? namespaces.includes('*') : any(namespaces, namespace);
  },
  names: ({ names }, { resource }) => any(names, nameOf(resource)),
  containers: ({ containers }, place) => isIn(containers, place),
  labels: ({ labels }, { resource }) => labels !== null && selects(labels, labelsOf(resource)),
  files: ({ files }, { file }) => any(files, file),
  vulnerabilities({ vulnerabilities = [] }, { vulnerability = [] }) {
    const wanted = new Set(vulnerabilities.map((id) => id.toLowerCase()));
    return vulnerability.some((id) => wanted.has(id.toLowerCase()));
  },
};

function isStated(selector: Selector, part: keyof Selector): boolean {
  const value = selector[part];
  return Array.isArray(value) ? value.length > 0 : value !== null && value !== undefined;
}

function any(patterns: readonly string[], text: string): boolean {
  return patterns.some((pattern) => wildcard(pattern, text));
}

function isIn(containers: readonly string[], { resource, path }: Place): boolean {
  const name = containerAt(resource, path);
  return name !== null && containers.includes(name);
}

function labelsOf(resource: Resource): JsonObject {
  const labels = at(resource, '/metadata/labels');
  return isJsonObject(labels) ? labels : {};
}
