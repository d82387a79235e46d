import type { Claim } from './claim.ts';
import type { Listing, Noun } from './noun.ts';

/** The claim with every noun in it, and every list that it goes through, put through a function. */
export function mapNouns(claim: Claim, map: (noun: Noun) => Noun): Claim {
  switch (claim.kind) {
    case 'constant':
      return claim;
    case 'all':
    case 'any':
      return { ...claim, claims: claim.claims.map((one) => mapNouns(one, map)) };
    case 'if':
      return {
        ...claim,
        test: mapNouns(claim.test, map),
        then: mapNouns(claim.then, map),
        otherwise: mapNouns(claim.otherwise, map),
      };
    case 'atom':
      return { ...claim, subjects: claim.subjects.map(map), values: claim.values.map(map) };
    default: {
      const { over, entry, claim: inner } = claim;
      return { ...claim, over: mapListing(over, map), entry: map(entry), claim: mapNouns(inner, map) };
    }
  }
}

function mapListing(over: Listing, map: (noun: Noun) => Noun): Listing {
  const { parts, singles, where } = over;
  const narrowed = where === null ? null : mapNouns(where, map);
  return { ...over, parts: parts.map(map), singles: singles.map(map), where: narrowed };
}
