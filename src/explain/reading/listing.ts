import type { Claim } from './claim.ts';
import { entryName, isMap, lastField } from './entry-names.ts';
import { phrase, placeNoun, type Listing, type Noun } from './noun.ts';
import { listed } from './words.ts';
import { flatText } from '../saying/block.ts';
import { sayClaim } from '../saying/say-claim.ts';

/** What a noun is made of when it is gone through. */
export function listingOf(noun: Noun): Listing {
  if (noun.listing !== null) return noun.listing;
  const entry = noun.place === null ? 'entry' : entryName(noun.place.path);
  return { parts: [noun], singles: [], where: null, entry, isSpread: false };
}

/** The noun of a list that is put together or filtered. */
export function listingNoun(listing: Listing): Noun {
  const [only] = listing.parts;
  const parts = [...listing.singles, ...listing.parts].map(({ text }) => text);
  const isPart = listing.where === null && parts.length === 1 && only !== undefined;
  if (isPart && !listing.isSpread) return { ...only, listing };
  const where = listing.where === null ? '' : ` where ${flatText(sayClaim(listing.where, 'is'))}`;
  const text = where === '' ? listed(parts) : `those of ${listed(parts)}${where}`;
  return { text, isPlural: true, place: null, literal: null, listing };
}

/** The index of an entry, where a list is gone through by number. */
const indexNoun: Noun = phrase('its index');

/** Whether something is the index of the entry at hand. */
export function isIndex({ text }: Noun): boolean {
  return text === indexNoun.text;
}

/** One entry of what is gone through, as the name of an iteration variable. */
export function entryOf(listing: Listing): Noun {
  if (listing.isNumbered === true) return indexNoun;
  const [only] = listing.parts;
  const isOne = listing.parts.length === 1 && listing.singles.length === 0;
  if (isOne && only?.place) return entryOfPlace(only, listing);
  const text = `the ${listing.entry}`;
  const isContainer = /container/.test(listing.entry);
  return { ...placeNoun({ path: '', of: isContainer ? null : text, orElse: undefined }), text };
}

function entryOfPlace({ place }: Noun, { entry, isSpread }: Listing): Noun {
  const path = place?.path ?? '';
  const of = place?.of ?? null;
  if (isMap(path) && !isSpread) {
    return { ...placeNoun({ path: '', of: 'the key', orElse: undefined }), text: 'the key' };
  }
  const noun = placeNoun({ path: isSpread ? path : `${path}[]`, of, orElse: undefined });
  return { ...noun, text: entry === 'entry' ? noun.text : `the ${entry}` };
}

/** The listing narrowed to the entries for which a claim is true. */
export function narrowed(listing: Listing, claim: Claim): Listing {
  const where: Claim = listing.where === null ? claim : { kind: 'all', claims: [listing.where, claim] };
  return { ...listing, where };
}

/** The listing of several lists, one after the other. */
export function joined(lists: readonly Listing[]): Listing {
  const names = new Set(lists.flatMap(({ parts, entry }) => (parts.length > 0 ? [entry] : [])));
  const isContainers = [...names].every((name) => name.endsWith('container'));
  const entry =
    isContainers && names.size > 0 ? 'container' : names.size === 1 ? [...names].join('') : 'entry';
  return {
    // What is narrowed stays together with what narrows it.
    parts: lists
      .flatMap((list) => (list.where === null ? list.parts : [listingNoun(list)]))
      .toSorted((a, b) => rank(a) - rank(b)),
    singles: lists.flatMap(({ singles, where }) => (where === null ? singles : [])),
    where: null,
    entry,
    isSpread: false,
  };
}

/** Containers come in the order in which people name them; other lists as they are written. */
function rank({ place }: Noun): number {
  return ['containers', 'initContainers', 'ephemeralContainers'].indexOf(lastField(place?.path ?? ''));
}

/** An entry of a list whose entries are gone through already, told from the one that is meant there. */
export function distinctFrom(names: readonly Noun[], entry: Noun, { entry: word }: Listing): Noun {
  const isKnown = names.some((name) => name.text === entry.text && name.place?.path === entry.place?.path);
  if (!isKnown) return entry;
  const text = `the other ${word}`;
  return { ...placeNoun({ path: '', of: text, orElse: undefined }), text };
}
