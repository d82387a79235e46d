import type { JsonObject, JsonValue } from '../core/json.ts';
import { ownCopy } from '../core/own-copy.ts';
import { partCopy, type PartCopy } from '../core/part-copy.ts';
import { allParts, noParts, type Parts } from '../core/parts.ts';
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
  /** What is given back forgets the object again. */
  add(resource: Resource, request: Request): () => void;
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

const copyAll = partCopy('all');

/** One of the ways to find, in each namespace or in all of them. */
interface Way {
  readonly by: Lookup['by'];
  readonly within: Lookup['within'];
  readonly shelves: Map<string, Shelf>;
}

/** What concerns objects of one kind. */
interface OfKind {
  readonly kind: string;
  readonly ways: readonly Way[];
  readonly copy: PartCopy;
}

/** An empty index for the look-ups that a run may ask for. */
export function createResourceIndex(wanted: readonly Wanted[]): ResourceIndex {
  const ways = new Map<string, Way>();
  for (const { lookup } of wanted) {
    const { by, within } = lookup;
    if (!ways.has(keyOf(lookup))) ways.set(keyOf(lookup), { by, within, shelves: new Map() });
  }
  const ofKinds = new Map<string, OfKind>();
  const copy = sharingCopies();

  function ofKind({ group, kind: name }: GroupVersionKind): OfKind {
    const kind = group === '' ? name : `${group}/${name}`;
    const known = ofKinds.get(kind);
    if (known !== undefined) return known;
    const concerned = wanted.filter(({ lookup }) => isOf(lookup, kind));
    const keys = new Set(concerned.map(({ lookup }) => keyOf(lookup)));
    const fresh = {
      kind: ownCopy(kind),
      ways: [...ways].flatMap(([key, way]) => (keys.has(key) ? [way] : [])),
      copy: partCopy(allParts([identity, ...concerned.map(({ parts }) => parts)])),
    };
    ofKinds.set(fresh.kind, fresh);
    return fresh;
  }

  return {
    add(resource, request) {
      const known = ofKind(request.kind);
      if (known.ways.length === 0) return nothing;
      const filed = fileOf(resource, known, copy);
      for (const { by, within, shelves } of known.ways)
        shelfAt(shelves, placeOf(within, request), by).add(filed, termsOf(by, resource));
      return () => {
        filed.isGone = true;
      };
    },
    find(lookup, key, request) {
      const shelf = ways.get(keyOf(lookup))?.shelves.get(placeOf(lookup.within, request));
      return shelf?.find(key, lookup) ?? [];
    },
  };
}

const nothing = (): void => undefined;

function shelfAt(shelves: Map<string, Shelf>, place: string, by: Lookup['by']): Shelf {
  const known = shelves.get(place);
  if (known !== undefined) return known;
  const fresh = new Shelf(by);
  shelves.set(ownCopy(place), fresh);
  return fresh;
}

/** The namespace in which an object is: a Namespace is in itself, what has none is where nothing has one. */
export function namespaceWithin({ kind, namespace, name }: Request): string | null {
  return kind.group === '' && kind.kind === 'Namespace' ? name : namespace;
}

function fileOf(resource: Resource, { kind, ways, copy }: OfKind, text: (text: string) => string): Filed {
  const isBy = (wanted: Lookup['by']): boolean => ways.some(({ by }) => by === wanted);
  const selector = isBy('selector') ? selectorOf(resource) : null;
  return {
    kind,
    object: copy(resource, text) as JsonObject,
    isGone: false,
    labels: isBy('labels') ? (copyAll(labelsOf(resource), text) as JsonObject) : null,
    // A selector is JSON of the same shape.
    selector:
      selector === null
        ? null
        : (copyAll(selector as unknown as JsonObject, text) as unknown as LabelSelector),
  };
}

/** Copies of texts; one for all that are alike, as long as these are few: kinds, namespaces, keys of labels. */
function sharingCopies(): (text: string) => string {
  const copies = new Map<string, string>();
  return (text) => {
    const known = copies.get(text);
    if (known !== undefined) return known;
    const copy = ownCopy(text);
    if (copies.size < 1000) copies.set(copy, copy);
    return copy;
  };
}

function placeOf(within: Lookup['within'], request: Request): string {
  return within === 'cluster' ? '' : `/${namespaceWithin(request) ?? ''}`;
}

function keyOf({ by, within }: Lookup): string {
  return `${by} ${within}`;
}

function isOf({ kinds }: Lookup, kind: string): boolean {
  return kinds.includes(kind) || kinds.includes('*');
}
