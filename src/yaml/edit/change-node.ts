import { isAlias, isMap, isNode, isSeq, type Pair, type YAMLMap, type YAMLSeq } from 'yaml';
import { keyText } from '../expand.ts';
import type { YamlValue } from '../value.ts';
import { addElements, removeElement } from './block-list.ts';
import { addEntries, removeEntries } from './block-map.ts';
import { EditRefusal, rangeOf, type Editing, type Entry, type Place, type Placed } from './editing.ts';
import { addToFlow, removeFromFlow } from './flow.ts';
import { isSame } from './is-same.ts';
import type { Quote } from './layout.ts';
import { replaceValue } from './replace-value.ts';
import { flowEntry, isBlock, itemText, scalarText } from './write-value.ts';

type Fields = Readonly<Record<string, YamlValue>>;

/** Makes a node that means `from` mean `wanted`. */
export function changeNode(editing: Editing, placed: Placed, from: YamlValue, wanted: YamlValue): void {
  if (isSame(from, wanted)) return;
  const { node } = placed;
  refuseShared(editing, node);
  // A collection that becomes empty, or was, is written anew.
  if (!isBlock(from) || !isBlock(wanted)) replaceValue(editing, placed, wanted);
  else if (isMap(node) && isFields(wanted)) changeMap(editing, { ...placed, node }, from as Fields, wanted);
  else if (isSeq(node) && isList(wanted)) changeList(editing, node, from as readonly YamlValue[], wanted);
  else replaceValue(editing, placed, wanted);
}

function refuseShared({ shared }: Editing, node: unknown): void {
  if (isAlias(node))
    throw new EditRefusal(
      'an alias stands there, and what it means is used elsewhere, too',
      rangeOf(node)[0],
    );
  if (isNode(node) && shared.has(node))
    throw new EditRefusal('aliases use it elsewhere, too', rangeOf(node)[0]);
}

function changeMap(
  editing: Editing,
  placed: Placed & { readonly node: YAMLMap },
  from: Fields,
  wanted: Fields,
): void {
  const { node } = placed;
  const pairs = new Map(node.items.map((pair) => [keyText(pair.key, editing.targets) ?? '', pair]));
  const gone = new Set(Object.keys(from).filter((key) => !Object.hasOwn(wanted, key)));
  const fresh: Entry[] = [];
  for (const [key, value] of Object.entries(wanted)) {
    const before = Object.hasOwn(from, key) ? from[key] : undefined;
    if (isSame(before, value)) continue;
    const pair = pairs.get(key);
    // What a merge key brings in is overridden by an entry of its own.
    if (pair === undefined || before === undefined) fresh.push([key, value]);
    else changeNode(editing, { node: pair.value, place: placeOf(node, pair) }, before, value);
  }
  const added = fresh.filter((entry) => !renames(editing, { pairs, from, gone }, entry));
  if (gone.size === node.items.length) {
    replaceValue(editing, placed, wanted);
    return;
  }
  const indexes = new Set([...gone].map((key) => indexOf(node, pairs, key)));
  if (node.flow === true) {
    removeFromFlow(editing, node, indexes);
    const items = added.map(([key, value]) => flowEntry(key, value, editing.layout));
    addToFlow(editing, node, items);
  } else {
    removeEntries(editing, node, indexes);
    addEntries(editing, node, added);
  }
}

function placeOf(map: YAMLMap, pair: Pair): Place {
  return map.flow === true ? { kind: 'flow' } : { kind: 'entry', pair };
}

interface Known {
  readonly pairs: ReadonlyMap<string, Pair>;
  readonly from: Fields;
  readonly gone: Set<string>;
}

/** Gives an entry that goes the name of one that comes with the same value. */
function renames(editing: Editing, { pairs, from, gone }: Known, [key, value]: Entry): boolean {
  const name = [...gone].find((one) => pairs.has(one) && isSame(from[one], value));
  const pair = name === undefined ? undefined : pairs.get(name);
  if (name === undefined || pair === undefined) return false;
  const [start, end] = rangeOf(pair.key);
  editing.edits.push({ start, end, text: scalarText(key, quoteAt(editing, start), editing.layout) });
  gone.delete(name);
  return true;
}

/** What the text at an offset is put in. */
function quoteAt({ layout }: Editing, offset: number): Quote {
  const sign = layout.text[offset];
  return sign === '"' || sign === "'" ? sign : '';
}

function indexOf(node: YAMLMap, pairs: ReadonlyMap<string, Pair>, key: string): number {
  const pair = pairs.get(key);
  if (pair !== undefined) return node.items.indexOf(pair);
  throw new EditRefusal(`\`${key}\` comes from a merge key and is used elsewhere, too`, rangeOf(node)[0]);
}

function changeList(
  editing: Editing,
  node: YAMLSeq,
  from: readonly YamlValue[],
  wanted: readonly YamlValue[],
): void {
  const [head, tail] = kept(from, wanted);
  const at = Math.min(from.length, wanted.length) - tail;
  const place = { kind: node.flow === true ? 'flow' : 'element' } as const;
  for (let index = head; index < at; index++)
    changeNode(editing, { node: node.items[index], place }, from[index] ?? null, wanted[index] ?? null);
  const gone = new Set(Array.from({ length: from.length - tail - at }, (_, index) => at + index));
  const fresh = wanted.slice(at, wanted.length - tail);
  if (node.flow === true) {
    removeFromFlow(editing, node, gone);
    const items = fresh.map((value) => itemText(value, editing.layout));
    addToFlow(editing, node, items, at);
  } else {
    for (const index of gone) removeElement(editing, node, index);
    addElements(editing, node, fresh, at);
  }
}

/** How many elements at the beginning and at the end stay as they are. */
function kept(from: readonly YamlValue[], wanted: readonly YamlValue[]): readonly [number, number] {
  const most = Math.min(from.length, wanted.length);
  let head = 0;
  while (head < most && isSame(from[head], wanted[head])) head++;
  let tail = 0;
  while (tail < most - head && isSame(from.at(-1 - tail), wanted.at(-1 - tail))) tail++;
  return [head, tail];
}

function isFields(value: YamlValue): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isList(value: YamlValue): value is readonly YamlValue[] {
  return Array.isArray(value);
}
