import { and, always, never, not, or, type Cel } from './cel-text.ts';

/** What a pattern says of a place. Where it is not skipped, it is met or broken. */
export interface Judged {
  /** True where the pattern is met; where it is skipped, too. */
  readonly met: Cel;
  readonly skipped: Cel;
  /** Skipped by a global anchor in maps below, which skips the map around it whatever else that asks. */
  readonly skipsAround: Cel;
  /** What meets the pattern is there. */
  readonly needsIt: boolean;
}

/** What is met or broken, and never skipped. */
export function unskipped(met: Cel, needsIt: boolean): Judged {
  return { met, skipped: never, skipsAround: never, needsIt };
}

/** Whether the pattern is met, and not for being skipped. */
export function passes({ met, skipped }: Judged): Cel {
  return and(met, not(skipped));
}

/** What the entries of a pattern's map say. */
export interface Parts {
  /** The conditional anchors hold. */
  readonly applies: Cel;
  readonly anchored: readonly Judged[];
  readonly fields: readonly Judged[];
  readonly isThere: Cel;
}

/** A map that is absent or no map is not skipped, it is broken. */
function there({ isThere: isHere }: Parts, skipped: Cel): Cel {
  return skipped.text === never.text ? never : and(isHere, skipped);
}

/** The first of several that is skipped, all before it being met. */
function firstOf(judged: readonly Judged[], how: 'skipped' | 'skipsAround'): Cel {
  return or(
    ...judged.map((each, at) =>
      each[how].text === never.text ? never : and(...judged.slice(0, at).map(passes), each[how]),
    ),
  );
}

/** The first equality anchor that a global one below skips: what comes after it is not asked. */
function skippedFromBelow({ anchored }: Parts): Cel {
  return or(
    ...anchored.map(({ skipsAround }, at) =>
      skipsAround.text === never.text
        ? never
        : and(...anchored.slice(0, at).map(({ met }) => met), skipsAround),
    ),
  );
}

/** Anchors that can be skipped skip the whole only if nothing else was applied. */
function skippedByAnchors(parts: Parts): Cel {
  const { applies, anchored } = parts;
  const below = skippedFromBelow(parts);
  if (applies.text !== always.text || anchored.length === 0) return or(not(applies), below);
  return or(below, and(...anchored.map(({ skipped }) => skipped)));
}

/** When a map is met, be it for being skipped; `isWhole` leaves out what is skipped. */
export function metMap(parts: Parts, isWhole: boolean): Cel {
  const { anchored, fields } = parts;
  const ofAnchors = and(...anchored.map(({ met }) => met));
  if (isWhole) return and(parts.isThere, ofAnchors, ...fields.map(({ met }) => met));
  const ofFields = fields.reduceRight<Cel>((rest, { met, skipped }) => and(met, or(skipped, rest)), always);
  const isSkipped = parts.applies.text === always.text ? skippedByAnchors(parts) : never;
  const asked = and(ofAnchors, or(isSkipped, ofFields));
  return and(parts.isThere, or(not(parts.applies), skippedFromBelow(parts), asked));
}

/** When a map is skipped. */
export function skippedMap(parts: Parts): Cel {
  const some = firstOf(parts.fields, 'skipped');
  const met = parts.anchored.map((anchor) => anchor.met);
  const byFields = some.text === never.text ? never : and(parts.applies, ...met, some);
  return there(parts, or(skippedByAnchors(parts), byFields));
}

/** When a map is skipped by a global anchor in the maps below. */
export function skippedAroundMap(parts: Parts): Cel {
  const met = parts.anchored.map((anchor) => anchor.met);
  return there(parts, and(firstOf(parts.fields, 'skipsAround'), parts.applies, ...met));
}
