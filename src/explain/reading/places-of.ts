import type { Listing, Noun, Place } from './noun.ts';

/** The nouns that a listing goes through. */
export function placesOf({ parts, singles }: Listing): readonly Noun[] {
  return [...singles, ...parts];
}

/** Whether a noun is a place, or something below it. */
export function mentions({ place }: Noun, above: Place): boolean {
  if (place === null || place.of !== above.of) return false;
  if (above.path === '' || !place.path.startsWith(above.path)) return false;
  return /^(?:$|[.[])/.test(place.path.slice(above.path.length));
}
