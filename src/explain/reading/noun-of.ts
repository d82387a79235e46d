import { print, type BinaryNode, type Node } from '../../cel/index.ts';
import { callNoun, withStandIn } from './call-noun.ts';
import { plainValue } from './fold-constant.ts';
import { foldTemplates, templatesOf } from './fold-templates.ts';
import { flatText } from '../saying/block.ts';
import { sayClaim } from '../saying/say-claim.ts';
import { tidy } from './tidy.ts';
import { isIndex, joined, listingNoun, listingOf, narrowed } from './listing.ts';
import { negated, type Claim } from './claim.ts';
import { code, phrase, placeNoun, type Noun, type Place } from './noun.ts';
import type { Reading } from './reading.ts';
import { spoken } from './stand-in.ts';
import { listed, shortened, someOf } from './words.ts';

type Readers = {
  readonly [K in Node['kind']]?: (node: Extract<Node, { kind: K }>, reading: Reading) => Noun;
};

const mostQuoted = 1500;
const mostEntries = 250;

const readers: Readers = {
  literal: literalNoun,
  list: listNoun,
  map: mapNoun,
  message: quoted,
  ident: identNoun,
  select: selectNoun,
  index: indexNoun,
  conditional: conditionalNoun,
  binary: binaryNoun,
  unary: ({ operator, operand }, reading) =>
    operator === '-'
      ? phrase(`minus ${reading.nounOf(operand, reading).text}`)
      : booleanNoun(operand, reading),
  call: (node, reading) => callNoun(node, reading) ?? quoted(node),
};

/** What the value of an expression is called; what there are no words for is quoted as CEL. */
export function nounOf(node: Node, reading: Reading): Noun {
  const read = readers[node.kind] as ((node: Node, reading: Reading) => Noun) | undefined;
  return read === undefined ? quoted(node) : read(node, reading);
}

/** An expression quoted as it is, cut where it is endless. */
export function quoted(node: Node): Noun {
  return phrase(code(shortened(print(node), mostQuoted)));
}

function booleanNoun(operand: Node, reading: Reading): Noun {
  return phrase(`the opposite of ${reading.nounOf(operand, reading).text}`);
}

function literalNoun(node: Node): Noun {
  return { ...phrase(shortened(print(node), mostQuoted)), literal: node };
}

function listNoun(node: Extract<Node, { kind: 'list' }>, reading: Reading): Noun {
  const entries = node.elements.map(({ value }) => reading.nounOf(value, reading));
  const isLiteral = entries.every(({ literal }) => literal !== null);
  const texts = someOf(
    entries.map(({ text }) => text),
    mostEntries,
  );
  if (isLiteral) return { ...phrase(texts.length === 0 ? 'nothing' : listed(texts), true), literal: node };
  const listing = { parts: [], singles: entries, where: null, entry: 'entry', isSpread: false };
  return { ...phrase(listed(texts), true), listing };
}

function mapNoun(node: Extract<Node, { kind: 'map' }>, reading: Reading): Noun {
  const entries = node.entries.map(({ key, value }) => `${print(key)}: ${entryText(value, reading)}`);
  return { ...phrase(`{${someOf(entries, mostEntries).join(', ')}}`), literal: node };
}

/** A value within a map: a list keeps its brackets there. */
function entryText(value: Node, reading: Reading): string {
  const { text } = reading.nounOf(value, reading);
  if (value.kind !== 'list') return text;
  return `[${value.elements.length === 0 ? '' : text}]`;
}

/** What the object was before it is updated or deleted. */
export const oldObject = 'the old object';

const roots: Readonly<Record<string, Place>> = {
  object: { path: '', of: null, orElse: undefined },
  oldObject: { path: '', of: oldObject, orElse: undefined },
  namespaceObject: { path: '', of: 'the namespace', orElse: undefined },
  request: { path: 'request', of: null, orElse: undefined },
};

function identNoun({ name }: Extract<Node, { kind: 'ident' }>, reading: Reading): Noun {
  const named = reading.names.get(name);
  if (named !== undefined) return named;
  if (name === 'params') return placeNoun({ path: '', of: reading.parameters, orElse: undefined });
  const root = Object.hasOwn(roots, name) ? roots[name] : undefined;
  return root === undefined ? phrase(code(name)) : placeNoun(root);
}

function selectNoun(node: Extract<Node, { kind: 'select' }>, reading: Reading): Noun {
  if (node.operand.kind === 'ident' && node.operand.name === 'variables' && !reading.names.has('variables')) {
    return phrase(`the variable ${code(node.field)}`);
  }
  return fieldOf(reading.nounOf(node.operand, reading), node.field, node);
}

/** The field of a thing, by its path where it has one. */
function fieldOf(base: Noun, step: string, node: Node): Noun {
  if (base.place !== null && (base.listing === null || base.listing.where === null)) {
    const { path, of } = base.place;
    const longer = step.startsWith('[') || path === '' ? `${path}${step}` : `${path}.${step}`;
    return placeNoun({ path: longer, of, orElse: undefined });
  }
  if (base.literal !== null || base.listing !== null) return quoted(node);
  return placeNoun({ path: step, of: base.text, orElse: undefined });
}

function indexNoun(node: Extract<Node, { kind: 'index' }>, reading: Reading): Noun {
  const part = partNoun(node, reading);
  if (part !== null) return part;
  const index = reading.nounOf(node.index, reading);
  return fieldOf(reading.nounOf(node.operand, reading), `[${indexText(index, node.index)}]`, node);
}

/** `x.split(s)[0]` is what is before s, and so on. */
function partNoun({ operand, index }: Extract<Node, { kind: 'index' }>, reading: Reading): Noun | null {
  if (operand.kind !== 'call' || operand.name !== 'split' || operand.target === null) return null;
  const [separator] = operand.args;
  const at = plainValue(index);
  if (separator === undefined || typeof at !== 'number') return null;
  const [by, of] = [reading.nounOf(separator, reading).text, spoken(reading.nounOf(operand.target, reading))];
  return phrase(
    at === 0 ? `what is before the first ${by} in ${of}` : `part ${at + 1} of ${of} split at ${by}`,
  );
}

function indexText(index: Noun, node: Node): string {
  if (isIndex(index)) return '';
  if (index.place?.path === '' && index.text.startsWith('the ')) return index.text.slice(4);
  return index.literal === null ? print(node) : index.text;
}

function conditionalNoun(node: Extract<Node, { kind: 'conditional' }>, reading: Reading): Noun {
  const test = tidy(reading.claimOf(node.test, reading));
  const then = reading.nounOf(node.then, reading);
  const otherwise = reading.nounOf(node.otherwise, reading);
  if (test.kind === 'constant') return test.value ? then : otherwise;
  const guarded =
    guardedNoun(test, then, node.otherwise, reading) ??
    guardedNoun(negated(test), otherwise, node.then, reading);
  if (guarded !== null) return guarded;
  const folded = foldTemplates(then, otherwise);
  if (folded !== null) {
    for (const mark of templatesOf(then, otherwise)) reading.marks.add(mark);
    return folded;
  }
  if (isEmptyList(node.otherwise)) return onlyIf(then, test);
  if (isEmptyList(node.then)) return onlyIf(otherwise, tidy(negated(test)));
  return phrase(`${spoken(then)} if ${flatText(sayClaim(test, 'is'))}, otherwise ${spoken(otherwise)}`);
}

/** A list that is empty unless something is so. */
function onlyIf(noun: Noun, claim: Claim): Noun {
  const listing = narrowed(listingOf(noun), claim);
  const text = `${noun.text} (nothing unless ${flatText(sayClaim(claim, 'is'))})`;
  return { ...listingNoun(listing), text };
}

/** `has(x) ? x : d` is x, which counts as d where it is absent. */
function guardedNoun(claim: Claim, noun: Noun, otherwise: Node, reading: Reading): Noun | null {
  if (noun.place === null || claim.kind !== 'atom' || claim.subjects.length !== 1) return null;
  const isSet = claim.relation === 'set' && claim.positive;
  const isNotNull = claim.relation === 'null' && !claim.positive;
  if ((!isSet && !isNotNull) || claim.subjects[0]?.text !== noun.text) return null;
  return withStandIn(noun, noun.place, otherwise, reading);
}

function isEmptyList(node: Node): boolean {
  return node.kind === 'list' && node.elements.length === 0;
}

const arithmetic: Readonly<Record<string, string>> = {
  '+': 'plus',
  '-': 'minus',
  '*': 'times',
  '/': 'divided by',
  '%': 'modulo',
};

function binaryNoun(node: BinaryNode, reading: Reading): Noun {
  const word = arithmetic[node.operator];
  if (word === undefined) return quoted(node);
  const left = reading.nounOf(node.left, reading);
  const right = reading.nounOf(node.right, reading);
  if (node.operator === '+' && (isList(left) || isList(right))) {
    return listingNoun(joined([listingOf(left), listingOf(right)]));
  }
  const isText = node.operator === '+' && (isString(node.left) || isString(node.right));
  const [one, other] = [aside(left, node.left), aside(right, node.right)];
  return phrase(`${one} ${isText ? 'followed by' : word} ${other}`);
}

/** A choice within a sum, in parentheses so that it ends where it ends. */
function aside(noun: Noun, node: Node): string {
  return node.kind === 'conditional' && noun.place === null ? `(${noun.text})` : spoken(noun);
}

function isString(node: Node): boolean {
  if (node.kind === 'literal') return typeof node.value === 'string';
  return node.kind === 'binary' && node.operator === '+' && (isString(node.left) || isString(node.right));
}

/** Whether a noun is that of a list, as far as one can tell without types. */
function isList({ listing, place, literal }: Noun): boolean {
  if (listing !== null || literal?.kind === 'list') return true;
  const orElse = place?.orElse;
  return typeof orElse === 'object' && orElse.kind === 'list';
}
