import { print } from '../../cel/index.ts';
import { isMap } from './entry-names.ts';
import { listingNoun } from './listing.ts';
import { keyNoun } from './key-noun.ts';
import { phrase, type Listing, type Noun } from './noun.ts';
import { atom, type Atom, type Claim } from './claim.ts';

type Quantifier = Extract<Claim, { kind: 'every' | 'some' | 'one' }>;

/** That an entry equals something is that the list contains it; that something equals an entry, that it is one of them. */
export function foldContainment(claim: Quantifier): Claim {
  const body = claim.claim;
  if (body.kind !== 'atom' || body.subjects.length > 1 || claim.over.where !== null) return claim;
  if (claim.kind === 'one') return asOnce(claim, body) ?? claim;
  const isSome = claim.kind === 'some';
  if (body.positive !== isSome) return claim;
  return asContained(claim, body, isSome) ?? asAlternative(claim, body) ?? claim;
}

function asContained({ over, entry }: Quantifier, body: Atom, positive: boolean): Claim | null {
  if (body.relation === 'among' && body.subjects[0] === entry) return asHaving(over, body, positive);
  if (body.relation !== 'is' || body.subjects[0] !== entry || body.whenAbsent !== null) return null;
  const written = writtenValues(over);
  if (written !== null) return asWritten(body, written, positive);
  if (body.values.some(({ literal }) => literal === null) && body.values.length > 1) return null;
  return (
    keyClaim(over, body, positive) ?? { ...atom(listOf(over), 'has', body.values, positive), join: body.join }
  );
}

/** That one of some written values is among the entries of a list is that it has one of them. */
function asHaving(over: Listing, { values }: Atom, positive: boolean): Claim | null {
  const [written, [list]] = [writtenValues(over), values];
  return written === null || list === undefined ? null : atom(list, 'has', written, positive);
}

/** A value that is an entry of a list that is written out is one of its values. */
function asWritten({ values }: Atom, written: readonly Noun[], positive: boolean): Claim | null {
  const [value] = values;
  return value === undefined || values.length > 1 ? null : atom(value, 'is', written, positive);
}

/** That a map has a key is that the field of that name is set. */
function keyClaim({ parts }: Listing, { values }: Atom, positive: boolean): Claim | null {
  const [map, key] = [parts[0]?.place, values[0]?.literal];
  if (!map || !key || values.length > 1 || !isMap(map.path)) return null;
  return atom(keyNoun(map, key), 'set', [], positive);
}

function asAlternative({ over, entry }: Quantifier, body: Atom): Claim | null {
  const at = body.values.findIndex((value) => value === entry || value.text.includes(entry.text));
  const value = body.values[at];
  if (body.values.length !== 1 || value === undefined || body.subjects[0] === entry) return null;
  const written = writtenValues(over);
  if (value === entry && written !== null) return { ...body, values: written };
  if (entry.text !== 'the entry' || body.subjects[0]?.text.includes(entry.text) === true) return null;
  const which = body.positive ? 'an entry' : 'any entry';
  return { ...body, values: [phrase(value.text.replace('the entry', `${which} of ${listOf(over).text}`))] };
}

function asOnce(claim: Extract<Quantifier, { kind: 'one' }>, body: Atom): Claim | null {
  const { over, entry } = claim;
  if (!body.positive || !claim.positive) return null;
  if (body.relation !== 'is' || body.subjects[0] !== entry || body.values.length !== 1) return null;
  return atom(listOf(over), 'hasOnce', body.values, true);
}

function listOf(over: Listing): Noun {
  return listingNoun(over);
}

/** The values of a list that is written out in the expression. */
function writtenValues({ parts, singles }: Listing): readonly Noun[] | null {
  const [only] = parts;
  if (parts.length !== 1 || singles.length > 0 || only?.literal?.kind !== 'list') return null;
  const texts = only.literal.elements.map(({ value }) => value);
  return texts.every(({ kind }) => kind === 'literal')
    ? texts.map((node) => ({ ...phrase(print(node)), literal: node }))
    : null;
}
