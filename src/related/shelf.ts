import { selects } from '../check/selects.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../core/json.ts';
import type { LabelSelector, Lookup } from '../core/policy.ts';
import { nameOf, type Resource } from '../core/resource.ts';
import { hostPathsOf, ownersOf, referencesOf } from './references-of.ts';
import { readAnySelector } from './selector.ts';

/** What is kept of one object: what rules read of it, and what decides whether it is found. */
export interface Filed {
  /** As look-ups name it. */
  readonly kind: string;
  readonly object: JsonObject;
  readonly labels: JsonObject | null;
  readonly selector: LabelSelector | null;
  /** Whether the object is there no more: it is not found, though it stays filed. */
  isGone: boolean;
}

/** Objects of one scope by terms; one of the six ways to find them. */
export class Shelf {
  readonly #by: Lookup['by'];
  readonly #all: Filed[] = [];
  readonly #byTerm = new Map<string, Filed[]>();
  readonly #byKind = new Map<string, Filed[]>();
  /** Selectors that no single label must match. */
  readonly #open: Filed[] = [];
  #indexed = 0;

  constructor(by: Lookup['by']) {
    this.#by = by;
  }

  add(filed: Filed, terms: readonly string[]): void {
    this.#all.push(filed);
    put(this.#byKind, filed.kind, filed);
    for (const text of terms) put(this.#byTerm, text, filed);
  }

  /** What a key finds of some kinds. */
  find(key: JsonValue, { kinds, most = Infinity }: Pick<Lookup, 'kinds' | 'most'>): readonly JsonObject[] {
    this.#index();
    const isAny = kinds.includes('*');
    const isMeant = ({ kind, isGone }: Filed): boolean => !isGone && (isAny || kinds.includes(kind));
    const found: JsonObject[] = [];
    for (const list of this.#lists(key, kinds)) addObjects(found, list, isMeant, most);
    return found.length < 2 ? found : [...new Set(found)];
  }

  /** Files what was added since, by what is kept of it: where nobody asks, nothing is filed. */
  #index(): void {
    for (; this.#indexed < this.#all.length; this.#indexed++) {
      const filed = this.#all[this.#indexed];
      if (filed === undefined) return;
      const terms = keptTerms(this.#by, filed);
      if (this.#by === 'selector' && terms.length === 0 && filed.selector !== null) this.#open.push(filed);
      for (const text of terms) put(this.#byTerm, text, filed);
    }
  }

  /** What is found, a list for each text of the key. */
  #lists(key: JsonValue, kinds: readonly string[]): readonly (readonly Filed[])[] {
    if (this.#by === 'labels') return [this.#selected(readAnySelector(key), kinds)];
    if (this.#by === 'selector') return isJsonObject(key) ? [this.#selecting(key)] : [];
    const lists: (readonly Filed[])[] = [];
    for (const text of textsOf(key)) {
      const list = this.#byTerm.get(`=${text}`);
      if (list !== undefined) lists.push(list);
    }
    return lists;
  }

  #selected(selector: LabelSelector | null, kinds: readonly string[]): readonly Filed[] {
    if (selector === null) return [];
    const lists = Object.entries(selector.matchLabels).map(([key, value]) =>
      this.#byTerm.get(term(key, value)),
    );
    const fewest = lists.reduce(
      (one, other) => ((other?.length ?? 0) < (one?.length ?? 0) ? other : one),
      lists[0],
    );
    const candidates = lists.length === 0 ? this.#ofKinds(kinds) : (fewest ?? []);
    return candidates.filter(({ labels }) => labels !== null && selects(selector, labels));
  }

  /** Where no label narrows: all there are, unless one kind is meant, of which there may be few or none. */
  #ofKinds(kinds: readonly string[]): readonly Filed[] {
    const [only] = kinds;
    if (only === undefined || only === '*' || kinds.length > 1) return this.#all;
    return this.#byKind.get(only) ?? [];
  }

  #selecting(labels: JsonObject): readonly Filed[] {
    const candidates = Object.entries(labels).flatMap(([key, value]) =>
      typeof value === 'string' ? (this.#byTerm.get(term(key, value)) ?? []) : [],
    );
    return [...this.#open, ...candidates].filter(
      ({ selector }) => selector !== null && selects(selector, labels),
    );
  }
}

function put(lists: Map<string, Filed[]>, text: string, filed: Filed): void {
  const same = lists.get(text);
  if (same === undefined) lists.set(text, [filed]);
  else same.push(filed);
}

/** Adds the first so many of a list. */
function addObjects(
  found: JsonObject[],
  list: readonly Filed[],
  isMeant: (filed: Filed) => boolean,
  most: number,
): void {
  const end = found.length + most;
  for (const filed of list) {
    if (found.length >= end) return;
    if (isMeant(filed)) found.push(filed.object);
  }
}

/** By which terms an object is found that cannot be told from what is kept of it, each in memory of its own. */
export function termsOf(by: Lookup['by'], resource: Resource): readonly string[] {
  // Joining texts copies them, once the result is a key of a map.
  return textsFor(by, resource).map((text) => `=${text}`);
}

function textsFor(by: Lookup['by'], resource: Resource): readonly string[] {
  switch (by) {
    case 'owner':
      return ownersOf(resource);
    case 'references':
      return referencesOf(resource);
    case 'host-path':
      return hostPathsOf(resource);
    default:
      return [];
  }
}

/** The other terms; a selector is filed under one label that it asks for. */
function keptTerms(by: Lookup['by'], { object, labels, selector }: Filed): readonly string[] {
  switch (by) {
    case 'name':
      return [`=${nameOf(object)}`];
    case 'labels':
      return pairs(labels ?? {});
    case 'selector':
      return pairs(selector?.matchLabels ?? {}).slice(0, 1);
    default:
      return [];
  }
}

function pairs(labels: JsonObject): readonly string[] {
  return Object.entries(labels).flatMap(([key, value]) =>
    typeof value === 'string' ? [term(key, value)] : [],
  );
}

function term(key: string, value: string): string {
  return `${key}=${value}`;
}

/** The texts of a key, however deep in lists. */
function textsOf(key: JsonValue): readonly string[] {
  if (typeof key === 'string') return [key];
  return Array.isArray(key) ? (key as readonly JsonValue[]).flatMap(textsOf) : [];
}
