import type { Node } from '../../cel/index.ts';
import type { Claim } from './claim.ts';

/** What a value of an expression is called in a sentence. */
export interface Noun {
  /** A path in backticks, a value as it is written, or words. */
  readonly text: string;
  readonly isPlural: boolean;
  /** Where it stands, so that fields can be added; null for what is no place. */
  readonly place: Place | null;
  /** The value, where it is written out. */
  readonly literal: Node | null;
  /** What it is put together from, where it is a list of several, or of some. */
  readonly listing: Listing | null;
}

/** A field of something, perhaps with what counts where it is absent. */
export interface Place {
  /** As users write it, `spec.containers[].image`; empty for the thing itself. */
  readonly path: string;
  /** Of what, where that is not the object under review: `the namespace`. */
  readonly of: string | null;
  /** What an absent field counts as; `none` where it equals nothing; undefined where absence is an error. */
  readonly orElse: Node | 'none' | undefined;
  /** What that is called, where it is more than a value. */
  readonly orElseText?: string;
}

/** A list that is gone through: where its entries are, which of them, and what one of them is called. */
export interface Listing {
  /** The lists it consists of. */
  readonly parts: readonly Noun[];
  /** Single things that are gone through with them. */
  readonly singles: readonly Noun[];
  /** What is true of the entries that count; null for all. */
  readonly where: Claim | null;
  /** What one entry is called: `container`. */
  readonly entry: string;
  /** Whether the only part already names its entries, as `spec.containers[].name` does. */
  readonly isSpread: boolean;
  /** Whether it is gone through by number: an entry is its index. */
  readonly isNumbered?: true;
}

/** A noun of words alone. */
export function phrase(text: string, isPlural = false): Noun {
  return { text, isPlural, place: null, literal: null, listing: null };
}

/** The noun of a place. */
export function placeNoun(place: Place): Noun {
  return { text: placeText(place), isPlural: false, place, literal: null, listing: null };
}

function placeText({ path, of }: Place): string {
  if (path === '') return of ?? 'the object';
  return of === null ? code(path) : `${code(path)} of ${of}`;
}

/** Text that stands for itself: backticks around it, or more of them where it holds some. */
export function code(text: string): string {
  return text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``;
}
