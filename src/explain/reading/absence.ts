import { plainValue } from './fold-constant.ts';
import type { Atom } from './claim.ts';
import type { Node } from '../../cel/index.ts';

/** What a statement comes to where its subject is absent; null where nobody says, which is an error of evaluation. */
export function whenAbsent(atom: Atom): boolean | null {
  if (atom.whenAbsent !== null) return atom.whenAbsent;
  if (atom.relation === 'set') return !atom.positive;
  const outcomes = new Set(atom.subjects.map(({ place }) => outcomeOf(atom, place?.orElse)));
  const [only] = outcomes;
  return outcomes.size === 1 && only !== undefined ? only : null;
}

function outcomeOf(atom: Atom, orElse: Node | 'none' | undefined): boolean | null {
  if (orElse === undefined) return null;
  const holds = orElse === 'none' ? false : test(atom, orElse);
  return holds === null ? null : holds === atom.positive;
}

function test(atom: Atom, orElse: Node): boolean | null {
  const ofNothing = testNothing(atom.relation, orElse);
  if (ofNothing !== null) return ofNothing;
  const value = plainValue(orElse);
  if (value === undefined) return null;
  if (atom.relation === 'true') return typeof value === 'boolean' ? value : null;
  return testPlain(atom, value);
}

/** Statements that are settled by there being nothing. */
function testNothing(relation: Atom['relation'], orElse: Node): boolean | null {
  if (relation === 'empty') return isEmpty(orElse);
  if (relation === 'null') return orElse.kind === 'literal' && orElse.value === null;
  const isList = orElse.kind === 'list' || orElse.kind === 'map';
  return isList && isEmpty(orElse) && ['has', 'hasOnce', 'is'].includes(relation) ? false : null;
}

function testPlain({ relation, values, join }: Atom, value: Plain): boolean | null {
  const outcomes = values.map(({ literal }) =>
    literal === null ? null : compare(relation, value, plainValue(literal)),
  );
  if (outcomes.includes(null)) return null;
  return join === 'any' ? outcomes.some(Boolean) : outcomes.every(Boolean);
}

/** Whether nothing is in it. */
export function isEmpty(node: Node): boolean {
  if (node.kind === 'list') return node.elements.length === 0;
  if (node.kind === 'map') return node.entries.length === 0;
  return node.kind === 'literal' && node.value === '';
}

type Plain = NonNullable<ReturnType<typeof plainValue>>;

const texts: Readonly<Partial<Record<Atom['relation'], (text: string, part: string) => boolean>>> = {
  starts: (text, part) => text.startsWith(part),
  ends: (text, part) => text.endsWith(part),
  contains: (text, part) => text.includes(part),
};

const orders: Readonly<Partial<Record<Atom['relation'], (one: Plain, other: Plain) => boolean>>> = {
  is: (one, other) => one === other,
  less: (one, other) => one < other,
  atMost: (one, other) => one <= other,
  more: (one, other) => one > other,
  atLeast: (one, other) => one >= other,
};

function compare(relation: Atom['relation'], one: Plain, other: Plain | undefined): boolean | null {
  if (other === undefined) return null;
  if (typeof one === 'string' && typeof other === 'string' && texts[relation] !== undefined) {
    return texts[relation](one, other);
  }
  return typeof one === typeof other
    ? (orders[relation]?.(one, other) ?? null)
    : relation === 'is'
      ? false
      : null;
}
