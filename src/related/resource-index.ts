import type { JsonObject, JsonValue } from '../core/json.ts';
import { ownCopy } from '../core/own-copy.ts';
import { bothParts, noParts, partOf, type Parts } from '../core/parts.ts';
import type { GroupVersionKind, LabelSelector, Lookup, Request } from '../core/policy.ts';
import type { Resource } from '../core/resource.ts';
import { labelsOf, selectorOf } from './labels-of.ts';
import { Shelf, termsOf, type Filed } from './shelf.ts';

/** A look-up that will be asked for, and what is read of each object that it finds. */
export interface Wanted {
  readonly lookup: Lookup;
  readonly parts: Parts;
}

/** The objects of a run, as far as look-ups need them: what is kept is copied out of their documents. */
export interface ResourceIndex {
  add(resource: Resource, request: Request): void;
  /** What a look-up finds for a key; the request says in which namespace. */
  find(lookup: Lookup, key: JsonValue, request: Request): readonly JsonObject[];
}

/** What every found object has: who it is. */
const identity: Parts = {
  fields: {
    apiVersion: noParts,
    kind: noParts,
    metadata: { fields: { name: noParts, generateName: noParts, namespace: noParts }, each: null },
  },
  each: null,
};

/** One of the ways to find, for some kinds, in each namespace or in all of them. */
interface Catalogue {
  readonly lookup: Lookup;
  readonly shelves: Map<string, Shelf>;
}

/** What concerns objects of one kind. */
interface OfKind {
  readonly catalogues: readonly Catalogue[];
  readonly parts: Parts;
}

/** An empty index for the look-ups that a run may ask for. */
export function createResourceIndex(wanted: readonly Wanted[]): ResourceIndex {
  const catalogues = new Map<string, Catalogue>();
  for (const { lookup } of wanted) catalogues.set(keyOf(lookup), { lookup, shelves: new Map() });
  const ofKinds = new Map<string, OfKind>();

  function ofKind(kind: string): OfKind {
    const known = ofKinds.get(kind);
    if (known !== undefined) return known;
    const concerned = wanted.filter(({ lookup }) => isOf(lookup, kind));
    const fresh = {
      catalogues: [...catalogues.values()].filter(({ lookup }) => isOf(lookup, kind)),
      parts: concerned.map(({ parts }) => parts).reduce(bothParts, identity),
    };
    ofKinds.set(kind, fresh);
    return fresh;
  }

  return {
    add(resource, request) {
      const { catalogues: concerned, parts } = ofKind(kindOf(request.kind));
      if (concerned.length === 0) return;
      const filed = fileOf(resource, concerned, parts);
      for (const { lookup, shelves } of concerned) {
        const place = ownCopy(placeOf(lookup, request));
        const shelf = shelves.get(place) ?? new Shelf(lookup.by);
        shelves.set(place, shelf);
        shelf.add(filed, termsOf(lookup.by, resource).map(ownCopy));
      }
    },
    find(lookup, key, request) {
      const shelf = catalogues.get(keyOf(lookup))?.shelves.get(placeOf(lookup, request));
      return shelf?.find(key) ?? [];
    },
  };
}

/** The namespace in which an object is: a Namespace is in itself, what has none is where nothing has one. */
export function namespaceWithin({ kind, namespace, name }: Request): string | null {
  return kind.group === '' && kind.kind === 'Namespace' ? name : namespace;
}

function fileOf(resource: Resource, concerned: readonly Catalogue[], parts: Parts): Filed {
  const isBy = (by: Lookup['by']): boolean => concerned.some(({ lookup }) => lookup.by === by);
  return {
    object: partOf(resource, parts, ownCopy) as JsonObject,
    labels: isBy('labels') ? (partOf(labelsOf(resource), 'all', ownCopy) as JsonObject) : null,
    selector: isBy('selector') ? copyOf(selectorOf(resource)) : null,
  };
}

function copyOf(selector: LabelSelector | null): LabelSelector | null {
  // A selector is JSON of the same shape.
  return selector === null
    ? null
    : (partOf(selector as unknown as JsonObject, 'all', ownCopy) as unknown as LabelSelector);
}

function placeOf({ within }: Lookup, request: Request): string {
  return within === 'cluster' ? '' : `/${namespaceWithin(request) ?? ''}`;
}

function keyOf({ by, within, kinds }: Lookup): string {
  return `${by} ${within} ${kinds.join(' ')}`;
}

/** A kind as look-ups name it. */
function kindOf({ group, kind }: GroupVersionKind): string {
  return group === '' ? kind : `${group}/${kind}`;
}

function isOf({ kinds }: Lookup, kind: string): boolean {
  return kinds.includes(kind) || kinds.includes('*');
}
