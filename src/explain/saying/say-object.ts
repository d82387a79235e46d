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
import { valueText } from './value-text.ts';

const mostQuoted = 1500;

type Message = Extract<Node, { kind: 'message' }>;

/** What an object to be merged sets below a path: a sentence for each field that holds a value. */
export function sayObject({ fields }: Message, path: string, reading: Reading): readonly Block[] {
  return fields.flatMap(({ name, value, optional }) => {
    const longer = path === '' ? name : `${path}.${name}`;
    return optional ? [sets(value, longer, reading, ', if that is there')] : sayField(value, longer, reading);
  });
}

type Sayers = {
  readonly [K in Node['kind']]?: (
    node: Extract<Node, { kind: K }>,
    path: string,
    reading: Reading,
  ) => readonly Block[] | null;
};

const sayers: Sayers = {
  message: sayObject,
  map: ({ entries }, path, reading) =>
    entries.length === 0
      ? null
      : entries.flatMap(({ key, value }) => sayField(value, `${path}[${print(key)}]`, reading)),
  list: ({ elements }, path, reading) => elements.map(({ value }) => sayEntry(value, path, reading)),
  conditional: sayChoice,
  call: sayMerged,
  binary: saySum,
};

function sayField(value: Node, path: string, reading: Reading): readonly Block[] {
  const say = sayers[value.kind] as
    | ((node: Node, path: string, reading: Reading) => readonly Block[] | null)
    | undefined;
  return say?.(value, path, reading) ?? [sets(value, path, reading)];
}

function sets(value: Node, path: string, reading: Reading, tail = ''): Block {
  return plain(`sets ${code(path)} to ${shortened(valueText(value, reading), mostQuoted)}${tail}`);
}

function sayEntry(entry: Node, path: string, reading: Reading): Block {
  if (entry.kind !== 'message') return plain(`puts ${valueText(entry, reading)} into ${code(path)}`);
  return { text: `adds or completes an entry of ${code(path)}:`, items: sayObject(entry, '', reading) };
}

type Conditional = Extract<Node, { kind: 'conditional' }>;

function sayChoice({ test, then, otherwise }: Conditional, path: string, reading: Reading): readonly Block[] {
  const claim = tidy(reading.claimOf(test, reading));
  const [yes, no] = [then, otherwise].map((branch) =>
    isKept(branch, path, reading) ? [] : sayField(branch, path, reading),
  );
  return [
    ...sayConditioned(sayTest(claim), yes ?? []),
    ...sayConditioned(sayTest(tidy(negated(claim))), no ?? []),
  ];
}

/** Whether a value is what is there already, or nothing to be merged. */
function isKept(node: Node, path: string, reading: Reading): boolean {
  if (node.kind === 'list') return node.elements.length === 0;
  return reading.nounOf(node, reading).place?.path === path;
}

/** `list + [entry]`: what is there is kept, and the entries are added. */
function saySum(
  { left, right }: Extract<Node, { kind: 'binary' }>,
  path: string,
  reading: Reading,
): readonly Block[] | null {
  return right.kind === 'list' && isKept(left, path, reading) ? sayField(right, path, reading) : null;
}

/** `object.spec.containers.map(c, Object.spec.containers{name: c.name, …})`: the named entries are completed. */
function sayMerged(
  { target, name, args }: Extract<Node, { kind: 'call' }>,
  path: string,
  reading: Reading,
): readonly Block[] | null {
  const [variable, each] = args;
  if (name !== 'map' || target === null || variable?.kind !== 'ident' || each?.kind !== 'message')
    return null;
  const over = listingOf(reading.nounOf(target, reading));
  const fields = each.fields.filter((field) => !isKey(field.name, field.value, variable.name));
  const changes = sayObject({ ...each, fields }, `${path}[]`, naming(reading, variable.name, entryOf(over)));
  return [
    { text: `in every ${over.entry} of ${listed(over.parts.map(({ text }) => text))}:`, items: changes },
  ];
}

/** `name: c.name` says which entry is meant, and changes nothing. */
function isKey(name: string, value: Node, variable: string): boolean {
  if (value.kind !== 'select' || value.field !== name) return false;
  return value.operand.kind === 'ident' && value.operand.name === variable;
}
