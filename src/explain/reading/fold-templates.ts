import { listingNoun } from './listing.ts';
import { placeNoun, type Listing, type Noun } from './noun.ts';

const templates: readonly (readonly [RegExp, string])[] = [
  [/^spec\.jobTemplate\.spec\.template\.(spec|metadata)\b/, '$1'],
  [/^spec\.template\.(spec|metadata)\b/, '$1'],
];

/** The path within a pod of a path within what makes pods. */
export function withoutTemplate(path: string): string {
  return templates.reduce((cut, [template, pod]) => cut.replace(template, pod), path);
}

/** One noun for what stands at the same place in a pod and in the template of one; null where they differ. */
export function foldTemplates(one: Noun, other: Noun): Noun | null {
  if (one.listing !== null && other.listing !== null) return foldListings(one.listing, other.listing);
  const [first, second] = [one.place, other.place];
  if (first === null || second === null || first.of !== null || second.of !== null) return null;
  const path = withoutTemplate(first.path);
  if (path !== withoutTemplate(second.path)) return null;
  return placeNoun({ ...first, path, orElse: first.orElse ?? second.orElse });
}

/** Which templates the paths of some nouns lead through. */
export function templatesOf(...nouns: readonly Noun[]): readonly ('pod template' | 'job template')[] {
  const texts = nouns.map(({ text }) => text).join(' ');
  return [
    ...(/`spec\.template\./.test(texts) ? (['pod template'] as const) : []),
    ...(/`spec\.jobTemplate\./.test(texts) ? (['job template'] as const) : []),
  ];
}

function foldListings(one: Listing, other: Listing): Noun | null {
  if (one.where !== null || other.where !== null || one.parts.length !== other.parts.length) return null;
  if (one.singles.length + other.singles.length > 0) return null;
  const parts = one.parts.map((part, index) => {
    const twin = other.parts[index];
    return twin === undefined ? null : foldTemplates(part, twin);
  });
  const folded = parts.filter((part) => part !== null);
  return folded.length === parts.length ? listingNoun({ ...one, parts: folded }) : null;
}
