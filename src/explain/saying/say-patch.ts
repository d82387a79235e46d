import { print, type Node } from '../../cel/index.ts';
import { negated } from '../reading/claim.ts';
import { entryOf, listingOf } from '../reading/listing.ts';
import { code } from '../reading/noun.ts';
import { naming, type Reading } from '../reading/reading.ts';
import { tidy } from '../reading/tidy.ts';
import { listed, shortened } from '../reading/words.ts';
import { plain, type Block } from './block.ts';
import { sayTest } from './say-claim.ts';
import { sayConditioned } from './say-conditioned.ts';
import { sayObject } from './say-object.ts';
import { sayOperation } from './say-operation.ts';

const mostQuoted = 1500;

type Sayers = {
  readonly [K in Node['kind']]?: (
    node: Extract<Node, { kind: K }>,
    reading: Reading,
  ) => readonly Block[] | null;
};

const sayers: Sayers = {
  list: ({ elements }, reading) => elements.flatMap(({ value }) => sayPatch(value, reading)),
  conditional: sayChoice,
  message: (node, reading) =>
    node.type === 'JSONPatch' ? sayOperation(node, reading) : sayObject(node, '', reading),
  call: sayEach,
  binary: ({ operator, left, right }, reading) =>
    operator === '+' ? [...sayPatch(left, reading), ...sayPatch(right, reading)] : null,
  literal: ({ value }) => (value === null ? [] : null),
};

/** What an expression of JSON patches, or of an object to be merged, changes: a sentence for each change. */
export function sayPatch(node: Node, reading: Reading): readonly Block[] {
  const say = sayers[node.kind] as ((node: Node, reading: Reading) => readonly Block[] | null) | undefined;
  const quoted = plain(`applies what ${code(shortened(print(node), mostQuoted))} gives`);
  return say?.(node, reading) ?? [quoted];
}

type Conditional = Extract<Node, { kind: 'conditional' }>;

function sayChoice({ test, then, otherwise }: Conditional, reading: Reading): readonly Block[] {
  const claim = tidy(reading.claimOf(test, reading));
  const [yes, no] = [sayPatch(then, reading), sayPatch(otherwise, reading)];
  if (yes.length === 0) return sayConditioned(sayTest(tidy(negated(claim))), no);
  const [only] = no;
  const short = no.length === 1 && only !== undefined ? { ...only, text: `otherwise ${only.text}` } : null;
  const last = no.length === 0 ? [] : [short ?? { text: 'otherwise:', items: no }];
  return [...sayConditioned(sayTest(claim), yes), ...last];
}

type Call = Extract<Node, { kind: 'call' }>;

/** A change for each entry of a list. */
function sayEach({ target, name, args }: Call, reading: Reading): readonly Block[] | null {
  const [variable, each] = args;
  if (target === null || variable?.kind !== 'ident' || each === undefined || args.length > 2) return null;
  if (name === 'filter') return isNotNull(variable.name, each) ? sayPatch(target, reading) : null;
  if (name !== 'map') return null;
  const over = listingOf(reading.nounOf(target, reading));
  const changes = sayPatch(each, naming(reading, variable.name, entryOf(over)));
  if (changes.length === 0) return [];
  return [
    { text: `for every ${over.entry} of ${listed(over.parts.map(({ text }) => text))}:`, items: changes },
  ];
}

/** `filter(p, p != null)` only drops what changes nothing. */
function isNotNull(variable: string, condition: Node): boolean {
  if (condition.kind !== 'binary' || condition.operator !== '!=') return false;
  const { left, right } = condition;
  return left.kind === 'ident' && left.name === variable && right.kind === 'literal' && right.value === null;
}
