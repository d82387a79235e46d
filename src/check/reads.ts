import type { BinaryNode, CallNode, IndexNode, Node, SelectNode } from '../cel/tree.ts';
import { children } from '../cel/children.ts';
import { allParts, elementParts, noParts, type Parts } from '../core/parts.ts';

/** The expressions of one policy, as trees. */
export interface Trees {
  /** Conditions, validations, keys: whatever is evaluated. */
  readonly roots: readonly Node[];
  readonly variables: ReadonlyMap<string, Node>;
  readonly lookups: ReadonlySet<string>;
}

/** Which parts of the object and of what was looked up the expressions may read: maybe too many, never too few. */
export interface Reads {
  readonly object: Parts;
  /** By look-up, of each object that was found. */
  readonly related: ReadonlyMap<string, Parts>;
}

/** Follows every expression from where it starts to what it takes. */
export function readsOf(trees: Trees): Reads {
  const reader = new Reader(trees);
  for (const root of trees.roots) take(reader.see(root, new Map()));
  return {
    object: reader.isLost ? 'all' : reader.object.parts(),
    related: new Map(
      Array.from(reader.related, ([name, list]) => [name, reader.isLost ? 'all' : foundParts(list)]),
    ),
  };
}

/** What is read of each object that was found. */
function foundParts(list: Reading): Parts {
  const parts = list.parts();
  return parts === 'all' ? 'all' : (elementParts(parts) ?? noParts);
}

/** A place within a root, and what is read below it. */
class Reading {
  readonly fields = new Map<string, Reading>();
  each: Reading | null = null;
  /** What loops go through: elements, or the keys of a map. */
  items: Reading | null = null;
  isTaken = false;

  field(name: string): Reading {
    const known = this.fields.get(name) ?? new Reading();
    this.fields.set(name, known);
    return known;
  }

  element(): Reading {
    this.each ??= new Reading();
    if (this.isTaken) this.each.isTaken = true;
    return this.each;
  }

  item(): Reading {
    this.items ??= new Reading();
    if (this.isTaken) this.items.isTaken = true;
    return this.items;
  }

  parts(): Parts {
    if (this.isTaken) return 'all';
    const items = this.items?.parts() ?? null;
    const each = this.each?.parts() ?? null;
    const fields = Array.from(this.fields, ([name, reading]): [string, Parts] => [
      name,
      each === null ? reading.parts() : allParts([each, reading.parts()]),
    ]);
    return { fields: Object.fromEntries(fields), each, items };
  }
}

/** What a value may be: one of some places, and of a list made by the expression, what its elements may be. */
interface Seen {
  readonly at: readonly Reading[];
  readonly items: Seen | null;
}

type Names = ReadonlyMap<string, Seen>;

const nothing: Seen = { at: [], items: null };
const loops: ReadonlySet<string> = new Set([
  'all',
  'exists',
  'exists_one',
  'existsOne',
  'filter',
  'map',
  'sortBy',
  'transformList',
  'transformMap',
  'transformMapEntry',
]);
/** Calls whose value is that of what they are given. */
const passing: ReadonlySet<string> = new Set(['or', 'orValue', 'value', 'dyn', 'of', 'none']);
const options: ReadonlySet<string> = new Set(['optMap', 'optFlatMap']);

class Reader {
  readonly object = new Reading();
  readonly related: ReadonlyMap<string, Reading>;
  /** Whether `variables` or the request is taken as a whole, so that nobody knows what is read. */
  isLost = false;
  readonly #trees: Trees;
  readonly #variables = new Map<string, Seen>();

  constructor(trees: Trees) {
    this.#trees = trees;
    this.related = new Map(Array.from(trees.lookups, (name) => [name, new Reading()]));
  }

  see(node: Node, names: Names): Seen {
    switch (node.kind) {
      case 'ident':
        return names.get(node.name) ?? this.#root(node.name);
      case 'select':
        return this.#select(node, names);
      case 'index':
        return this.#index(node, names);
      case 'call':
        return this.#call(node, names);
      case 'conditional':
        take(this.see(node.test, names));
        return both(this.see(node.then, names), this.see(node.otherwise, names));
      case 'list':
        return {
          at: [],
          items: node.elements.map(({ value }) => this.see(value, names)).reduce(both, nothing),
        };
      case 'binary':
        return this.#binary(node, names);
      default:
        return this.#takeParts(node, names);
    }
  }

  #root(name: string): Seen {
    if (name === 'object') return { at: [this.object], items: null };
    if (name === 'variables' || name === 'request') this.isLost = true;
    return nothing;
  }

  #select({ operand, field }: SelectNode, names: Names): Seen {
    const root = operand.kind === 'ident' && !names.has(operand.name) ? operand.name : null;
    if (root === 'variables') return this.#variable(field);
    if (root === 'request' && field !== 'object') return nothing;
    return fieldOf(this.see(operand, names), field);
  }

  #index({ operand, index }: IndexNode, names: Names): Seen {
    const seen = this.see(operand, names);
    if (index.kind === 'literal' && typeof index.value === 'string') return fieldOf(seen, index.value);
    take(this.see(index, names));
    return elementOf(seen);
  }

  #variable(name: string): Seen {
    const list = this.related.get(name);
    if (list !== undefined) return { at: [list], items: null };
    const known = this.#variables.get(name);
    if (known !== undefined) return known;
    this.#variables.set(name, nothing);
    const tree = this.#trees.variables.get(name);
    const seen = tree === undefined ? nothing : this.see(tree, new Map());
    this.#variables.set(name, seen);
    return seen;
  }

  #call(node: CallNode, names: Names): Seen {
    const { target, name, args } = node;
    if (target === null) return this.#function(name, args, names);
    if (loops.has(name)) return this.#loop(target, node, names);
    const [first, value, body] = args;
    if (options.has(name) && value !== undefined)
      return this.see(value, new Map([...names, [nameOf(first), this.see(target, names)]]));
    if (name === 'bind' && value !== undefined && body !== undefined && nameOf(target) === 'cel')
      return this.see(body, new Map([...names, [nameOf(first), this.see(value, names)]]));
    return this.#function(name, [target, ...args], names);
  }

  #function(name: string, given: readonly Node[], names: Names): Seen {
    const parts = given.map((part) => this.see(part, names));
    if (passing.has(name)) return parts.reduce(both, nothing);
    if (name === 'has' || name === 'hasValue') return nothing;
    if (name === 'size') parts.forEach(itemOf);
    else parts.forEach(take);
    return nothing;
  }

  /** A loop over a list or map: its first names, then a condition or what it makes of each element. */
  #loop(target: Node, { name, args }: CallNode, names: Names): Seen {
    const range = this.see(target, names);
    const isNamedTwice = name.startsWith('transform') || (args.length === 3 && name !== 'map');
    const bodies = args.slice(isNamedTwice ? 2 : 1);
    // Of two names the first is a key or an index, and which there are is known with the second.
    const bound = isNamedTwice ? [nothing, elementOf(range)] : [itemOf(range)];
    const inner: Names = new Map([
      ...names,
      ...bound.map((seen, index) => [nameOf(args[index]), seen] as const),
    ]);
    const made = bodies.map((body) => this.see(body, inner));
    if (name === 'filter' || name === 'sortBy') {
      made.forEach(take);
      return range;
    }
    if (name !== 'map' && name !== 'transformList') {
      made.forEach(take);
      return nothing;
    }
    made.slice(0, -1).forEach(take);
    return { at: [], items: made.at(-1) ?? null };
  }

  #binary({ operator, left, right }: BinaryNode, names: Names): Seen {
    const [one, other] = [this.see(left, names), this.see(right, names)];
    if (operator === '+') return both(one, other);
    take(one);
    take(operator === 'in' ? itemOf(other) : other);
    return nothing;
  }

  #takeParts(node: Node, names: Names): Seen {
    for (const part of children(node)) take(this.see(part, names));
    return nothing;
  }
}

function nameOf(node: Node | undefined): string {
  return node?.kind === 'ident' ? node.name : '';
}

function take({ at, items }: Seen): void {
  for (const reading of at) reading.isTaken = true;
  if (items !== null) take(items);
}

function fieldOf({ at }: Seen, field: string): Seen {
  return { at: at.map((reading) => reading.field(field)), items: null };
}

function elementOf({ at, items }: Seen): Seen {
  return both({ at: at.map((reading) => reading.element()), items: null }, items ?? nothing);
}

function itemOf({ at, items }: Seen): Seen {
  return both({ at: at.map((reading) => reading.item()), items: null }, items ?? nothing);
}

function both(one: Seen, other: Seen): Seen {
  return {
    at: [...new Set([...one.at, ...other.at])],
    items:
      one.items === null || other.items === null ? (one.items ?? other.items) : both(one.items, other.items),
  };
}
