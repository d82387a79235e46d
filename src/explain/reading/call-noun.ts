import { print, type CallNode, type Node } from '../../cel/index.ts';
import { lastField } from './entry-names.ts';
import { entryOf, listingNoun, listingOf, narrowed } from './listing.ts';
import { lookupNoun } from './lookup-noun.ts';
import { optMapNoun } from './opt-map.ts';
import { phrase, placeNoun, type Listing, type Noun, type Place } from './noun.ts';
import { naming, type Reading } from './reading.ts';
import { spoken } from './stand-in.ts';
import { tidy } from './tidy.ts';

type Call = (node: CallNode, reading: Reading) => Noun | null;

/** Conversions that change nothing a reader cares about. */
const transparent: ReadonlySet<string> = new Set([
  'dyn',
  'string',
  'quantity',
  'duration',
  'timestamp',
  'url',
  'ip',
  'cidr',
  'semver',
  'int',
  'double',
  'image',
  'parseImageReference',
]);

/** What a method gives, said with what it is called on. */
const properties: Readonly<Record<string, string>> = {
  lowerAscii: 'in lower case',
  upperAscii: 'in upper case',
  trim: 'without spaces around it',
  reverse: 'in reverse order',
  distinct: 'without duplicates',
  sort: 'in order',
  flatten: 'flattened',
};

const parts: Readonly<Record<string, string>> = {
  registry: 'the registry',
  repository: 'the repository',
  tag: 'the tag',
  digest: 'the digest',
  identifier: 'the tag or digest',
  getHostname: 'the host name',
  getHost: 'the host',
  getPort: 'the port',
  getScheme: 'the scheme',
  getEscapedPath: 'the path',
  getQuery: 'the query',
  family: 'the IP family',
  prefixLength: 'the prefix length',
  asInteger: 'the whole number',
  asApproximateFloat: 'the number',
  sum: 'the sum',
  min: 'the least',
  max: 'the greatest',
  size: 'the size',
  major: 'the major version',
  minor: 'the minor version',
  patch: 'the patch version',
  first: 'the first entry',
  last: 'the last entry',
};

const calls: Readonly<Record<string, Call>> = {
  orValue: orValueNoun,
  value: ({ target }, reading) => (target === null ? null : reading.nounOf(target, reading)),
  of: optionalNoun,
  ofNonZeroValue: optionalNoun,
  or: ({ target, args }, reading) => between(target, args, reading, 'or else'),
  size: sizeNoun,
  split: ({ target, args }, reading) => between(target, args, reading, 'split at'),
  filter: filterNoun,
  map: mapNoun,
  join: ({ target, args }, reading) =>
    args.length === 0
      ? reading.nounOf(target ?? nothing, reading)
      : between(target, args, reading, 'joined with'),
  replace: replaceNoun,
  substring: afterNoun,
  find: ({ target, args }, reading) =>
    args[0] === undefined || target === null
      ? null
      : phrase(
          `what matches ${reading.nounOf(args[0], reading).text} in ${spoken(reading.nounOf(target, reading))}`,
        ),
  add: ({ target, args }, reading) => between(target, args, reading, 'plus'),
  sub: ({ target, args }, reading) => between(target, args, reading, 'minus'),
  md5: ({ args }, reading) => ofFirst(args, reading, 'the MD5 of'),
  sha1: ({ args }, reading) => ofFirst(args, reading, 'the SHA-1 of'),
  sha256: ({ args }, reading) => ofFirst(args, reading, 'the SHA-256 of'),
  parseServiceAccount: ({ args }, reading) => ofFirst(args, reading, 'the service account'),
};

const nothing: Node = { kind: 'literal', value: null, start: 0, end: 0 };

/** What a call gives, in words; null where there are none. */
export function callNoun(node: CallNode, reading: Reading): Noun | null {
  return lookupNoun(node, reading) ?? optMapNoun(node, reading) ?? knownNoun(node, reading);
}

function knownNoun(node: CallNode, reading: Reading): Noun | null {
  const { target, name, args } = node;
  const [first] = args;
  if (target === null && first !== undefined && transparent.has(name)) return reading.nounOf(first, reading);
  if (Object.hasOwn(calls, name)) return calls[name]?.(node, reading) ?? null;
  return target === null || args.length > 0 ? null : propertyNoun(target, name, reading);
}

function propertyNoun(target: Node, name: string, reading: Reading): Noun | null {
  const on = reading.nounOf(target, reading);
  if (Object.hasOwn(properties, name))
    return { ...phrase(`${spoken(on)} ${properties[name]}`), isPlural: on.isPlural };
  return Object.hasOwn(parts, name) ? phrase(`${parts[name]} of ${spoken(on)}`) : null;
}

/** What is optional, with what it counts as where it is absent. */
function orValueNoun({ target, args }: CallNode, reading: Reading): Noun | null {
  const [orElse] = args;
  if (target === null || orElse === undefined) return null;
  const noun = reading.nounOf(target, reading);
  if (noun.place !== null) return withStandIn(noun, noun.place, orElse, reading);
  return isEmpty(orElse) ? noun : phrase(`${noun.text}, or else ${reading.nounOf(orElse, reading).text}`);
}

/** A place for which something else counts where it is absent. */
export function withStandIn(noun: Noun, place: Place, orElse: Node, reading: Reading): Noun {
  const orElseText = spoken(reading.nounOf(orElse, reading));
  return { ...placeNoun({ ...place, orElse, orElseText }), text: noun.text };
}

function isEmpty(node: Node): boolean {
  if (node.kind === 'list') return node.elements.length === 0;
  if (node.kind === 'map') return node.entries.length === 0;
  return node.kind === 'literal' && (node.value === '' || node.value === null);
}

function optionalNoun({ target, args }: CallNode, reading: Reading): Noun | null {
  const [only] = args;
  const isOptional = target?.kind === 'ident' && target.name === 'optional';
  return isOptional && only !== undefined ? reading.nounOf(only, reading) : null;
}

function sizeNoun({ target, args }: CallNode, reading: Reading): Noun | null {
  const measured = target ?? args[0];
  if (measured === undefined) return null;
  const noun = reading.nounOf(measured, reading);
  const counted = noun.listing !== null || noun.isPlural || isListNamed(noun.place?.path ?? '');
  return phrase(`${counted ? 'the number of entries of' : 'the size of'} ${noun.text}`);
}

/** Whether a field is a list by its name, as far as one can tell without types. */
function isListNamed(path: string): boolean {
  return /s$|^(?:add|drop|env|command)$/.test(lastField(path));
}

function between(target: Node | null, args: readonly Node[], reading: Reading, word: string): Noun | null {
  const [only] = args;
  if (target === null || only === undefined || args.length > 1) return null;
  const on = reading.nounOf(target, reading);
  return phrase(`${spoken(on)} ${word} ${spoken(reading.nounOf(only, reading))}`, on.isPlural);
}

function replaceNoun({ target, args }: CallNode, reading: Reading): Noun | null {
  const [from, to] = args.map((arg) => reading.nounOf(arg, reading).text);
  if (target === null || from === undefined || to === undefined || args.length > 2) return null;
  return phrase(`${reading.nounOf(target, reading).text} with ${to} in place of ${from}`);
}

/** `x.substring(x.indexOf(s) + 1)` is what is after s. */
function afterNoun({ target, args }: CallNode, reading: Reading): Noun | null {
  const [from, ...more] = args;
  if (target === null || from?.kind !== 'binary' || more.length > 0) return null;
  const separator = from.left.kind === 'call' && from.left.name === 'indexOf' ? from.left.args[0] : undefined;
  if (separator === undefined || print(from) !== `${print(target)}.indexOf(${print(separator)}) + 1`)
    return null;
  return phrase(
    `what is after the first ${reading.nounOf(separator, reading).text} in ${reading.nounOf(target, reading).text}`,
  );
}

function ofFirst(args: readonly Node[], reading: Reading, words: string): Noun | null {
  const [first] = args;
  return first === undefined ? null : phrase(`${words} ${reading.nounOf(first, reading).text}`);
}

function filterNoun({ target, args }: CallNode, reading: Reading): Noun | null {
  const [name, condition] = args;
  if (target === null || name?.kind !== 'ident' || condition === undefined) return null;
  const listing = listingOf(reading.nounOf(target, reading));
  const claim = reading.claimOf(condition, naming(reading, name.name, entryOf(listing)));
  return listingNoun(narrowed(listing, tidy(claim)));
}

/** What every entry becomes: its field, where that is all. */
function mapNoun({ target, args }: CallNode, reading: Reading): Noun | null {
  const [name, each] = args;
  if (target === null || name?.kind !== 'ident' || each === undefined || args.length > 2) return null;
  const listing = listingOf(reading.nounOf(target, reading));
  if (isIndexOf(each, target, name.name))
    return { ...listingNoun(listing), listing: { ...listing, isNumbered: true } };
  return mapped(listing, reading.nounOf(each, naming(reading, name.name, entryOf(listing))));
}

/** `list.map(x, list.indexOf(x))`: the list by number. */
function isIndexOf(each: Node, list: Node, name: string): boolean {
  if (each.kind !== 'call' || each.name !== 'indexOf' || each.target === null) return false;
  const [only] = each.args;
  return only?.kind === 'ident' && only.name === name && print(each.target) === print(list);
}

function mapped(listing: Listing, given: Noun): Noun {
  if (isOne(listing) && (given.place?.path ?? '') !== '') {
    return listingNoun({ ...listing, parts: [given], isSpread: true });
  }
  const { text } = listingNoun(listing);
  return phrase(
    `${given.text} of ${listing.where === null ? `every ${listing.entry} of ${text}` : text}`,
    true,
  );
}

/** Whether a listing goes through one list, all of it. */
function isOne({ parts, singles, where }: Listing): boolean {
  return parts.length === 1 && singles.length === 0 && where === null;
}
