import { claimKey } from './claim-key.ts';
import { print } from '../../cel/index.ts';
import type { Claim, Quantified } from './claim.ts';
import { lastField } from './entry-names.ts';
import { entryOf, joined } from './listing.ts';
import { mapNouns } from './map-nouns.ts';
import { placeNoun, type Listing, type Noun } from './noun.ts';

/**
 * Two claims about every entry, or about at least one, as one: several things said of the same entries, or the same
 * said of the entries of several lists of containers; null where they are of neither kind.
 */
export function mergeQuantified(
  one: Quantified,
  other: Quantified,
  merge: (claims: readonly Claim[]) => readonly Claim[],
): Claim | null {
  if (one.kind !== other.kind || one.over.where !== null || other.over.where !== null) return null;
  const isSame = keyOf(one.over) === keyOf(other.over) && one.entry.text === other.entry.text;
  if (isSame)
    return one.kind === 'every'
      ? asClaim({ ...one, claim: together(merge([...partsOf(one), ...partsOf(other)])) })
      : null;
  return overBoth(one, other);
}

function partsOf({ claim }: Quantified): readonly Claim[] {
  return claim.kind === 'all' ? claim.claims : [claim];
}

function together(claims: readonly Claim[]): Claim {
  const [only] = claims;
  return claims.length === 1 && only !== undefined ? only : { kind: 'all', claims };
}

function overBoth(one: Quantified, other: Quantified): Claim | null {
  if (!isOfContainers(one.over) || !isOfContainers(other.over)) return null;
  const [first, second] = [relative(one), relative(other)];
  if (claimKey(first) !== claimKey(second)) return null;
  const over = joined([one.over, other.over]);
  return asClaim({ ...one, over, entry: entryOf(over), claim: first });
}

function isOfContainers({ parts, singles }: Listing): boolean {
  return singles.length === 0 && parts.every(({ place }) => containers.has(lastField(place?.path ?? '')));
}

const containers: ReadonlySet<string> = new Set(['containers', 'initContainers', 'ephemeralContainers']);

function asClaim(claim: Quantified): Claim {
  return claim.kind === 'every' ? { ...claim, kind: 'every' } : { ...claim, kind: 'some' };
}

/** What is said of an entry, with paths that begin at it. */
function relative({ entry, claim }: Quantified): Claim {
  const above = entry.place?.path ?? '';
  if (above === '') return claim;
  return mapNouns(claim, (noun) => {
    const { place } = noun;
    if (place === null || place.of !== null) return noun;
    if (place.path === above) return { ...placeNoun({ ...place, path: '' }), text: 'the container' };
    if (!place.path.startsWith(`${above}.`)) return noun;
    const path = place.path.slice(above.length + 1);
    const isPlain = noun.text === placeNoun(place).text;
    const named = placeNoun({ ...place, path });
    return { ...noun, place: named.place, text: isPlain ? named.text : noun.text };
  });
}

function keyOf({ parts, singles }: Listing): string {
  return [...singles, ...parts].map(({ text, place }) => `${text} ${orElseKey(place)}`).join('\n');
}

/** What counts where something is absent, as a text to be compared. */
export function orElseKey(place: Noun['place']): string {
  const orElse = place?.orElse;
  return orElse === undefined || orElse === 'none' ? (orElse ?? '') : print(orElse);
}
