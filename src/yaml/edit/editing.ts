import { isCollection, isPair, type Node, type Pair, type YAMLMap, type YAMLSeq } from 'yaml';
import type { Targets } from '../expand.ts';
import type { YamlValue } from '../value.ts';
import type { Layout } from './layout.ts';
import type { TextEdit } from './text-edit.ts';

/** A document that is being edited. */
export interface Editing {
  readonly layout: Layout;
  readonly targets: Targets;
  /** The nodes that aliases mean, too. */
  readonly shared: ReadonlySet<Node>;
  readonly edits: TextEdit[];
}

/** A node, and where it stands: what takes its place must fit there. */
export interface Placed {
  readonly node: unknown;
  readonly place: Place;
}

export type Place =
  | { readonly kind: 'root' }
  | { readonly kind: 'flow' }
  /** The value of an entry of a block mapping. */
  | { readonly kind: 'entry'; readonly pair: Pair }
  /** An element of a block sequence. */
  | { readonly kind: 'element' };

/** What cannot be edited; never leaves `editDocument`. */
export class EditRefusal extends Error {
  readonly offset: number;

  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}

/** An entry that is to be written. */
export type Entry = readonly [string, YamlValue];

/** Where a node begins, and where what it holds ends: comments and blank lines that follow are not part of it. */
export function rangeOf(node: unknown): readonly [number, number] {
  const [start, end] = ownRange(node);
  return [start, isBlockCollection(node) ? endOf(node, end) : end];
}

/** Where an entry's value ends, or its key where there is no value. */
export function endOfEntry({ key, value }: Pair): number {
  const [, end] = rangeOf(key);
  return value === null ? end : Math.max(end, rangeOf(value)[1]);
}

type BlockCollection = YAMLMap | YAMLSeq;

function isBlockCollection(node: unknown): node is BlockCollection {
  return isCollection(node) && node.flow !== true;
}

/** The library lets a block reach to the next thing, comments included. */
function endOf(node: BlockCollection, otherwise: number): number {
  const last: unknown = node.items.at(-1);
  if (isPair(last)) return endOfEntry(last);
  return last === undefined || last === null ? otherwise : rangeOf(last)[1];
}

function ownRange(node: unknown): readonly [number, number] {
  const range = (node as Partial<Node> | null)?.range;
  if (range === null || range === undefined) throw new EditRefusal('it stands nowhere', 0);
  return [range[0], range[1]];
}
