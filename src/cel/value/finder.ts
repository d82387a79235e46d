import { MatcherInput } from 're2js';
import type { RE2JS } from 're2js';
import { CelError } from './cel-error.ts';
import { spendElements } from './effort.ts';
import { re2 } from './re2.ts';
import { remember } from './remember.ts';

/** Where a pattern matched: start and end of the whole, then of each group, in code units; -1 where a group did not. */
export type RegexMatch = readonly (readonly [start: number, end: number])[];

/** A compiled RE2 pattern that tells where it matches. */
export interface Finder {
  /** How many groups it captures. */
  readonly groups: number;
  /** The first match of a text; undefined where it does not match. */
  first(text: string): RegexMatch | undefined;
  /** At most so many matches of a text, as Go finds them: none is empty right after another. */
  all(text: string, limit?: number): readonly RegexMatch[];
}

/** Compiles an RE2 pattern, remembering the last few hundred; an error where it is not one. */
export const finder = remember(compile);

function compile(pattern: string): Finder | CelError {
  const regex = re2(pattern);
  if (regex instanceof CelError) return regex;
  return {
    groups: regex.groupCount(),
    first: (text) => findAll(regex, text, 1)[0],
    all: (text, limit = Infinity) => findAll(regex, text, limit),
  };
}

/** The matches after which it is counted what looking for more of them reads. */
const uncounted = 16;

function findAll(regex: RE2JS, text: string, limit: number): readonly RegexMatch[] {
  const found = findFrom(regex.matcher(text), text, { at: 0, end: -1, limit: Math.min(limit, uncounted) });
  const end = found.at(-1)?.[0]?.[1] ?? 0;
  if (found.length < uncounted || found.length >= limit) return found;
  const more = { at: end, end, limit: limit - found.length };
  return [...found, ...findFrom(regex.matcher(MatcherInput.utf16(new CountedText(text))), text, more)];
}

interface Search {
  readonly at: number;
  /** Where the last match ended. */
  readonly end: number;
  readonly limit: number;
}

function findFrom(matcher: ReturnType<RE2JS['matcher']>, text: string, search: Search): RegexMatch[] {
  const groups = Array.from({ length: matcher.groupCount() + 1 }, (_, group) => group);
  const found: RegexMatch[] = [];
  let { at, end } = search;
  while (found.length < search.limit && at <= text.length && spendElements(0) && matcher.find(at)) {
    const match = groups.map((group) => [matcher.start(group), matcher.end(group)] as const);
    const isEmpty = matcher.end() === at;
    if (!isEmpty || matcher.start() !== end) found.push(match);
    end = matcher.end();
    at = isEmpty ? at + ((text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1) : end;
  }
  return found;
}

// A pattern such as `a.*z|b` reads the rest of the text for each of its matches, which RE2 cannot help.
class CountedText extends String {
  override charCodeAt(index: number): number {
    return spendElements(1) ? super.charCodeAt(index) : Number.NaN;
  }
}
