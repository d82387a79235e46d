import { RE2JS, RE2JSSyntaxException } from 're2js';
import { CelError } from '../../value/cel-error.ts';

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

const cacheLimit = 256;
const cache = new Map<string, Finder | CelError>();

/** Compiles an RE2 pattern, remembering the last few hundred; an error where it is not one. */
export function finder(pattern: string): Finder | CelError {
  const known = cache.get(pattern);
  if (known !== undefined) return known;
  const compiled = compile(pattern);
  if (cache.size >= cacheLimit) cache.clear();
  cache.set(pattern, compiled);
  return compiled;
}

function compile(pattern: string): Finder | CelError {
  try {
    const regex = RE2JS.compile(pattern);
    return {
      groups: regex.groupCount(),
      first: (text) => findAll(regex, text, 1)[0],
      all: (text, limit = Infinity) => findAll(regex, text, limit),
    };
  } catch (error) {
    if (!(error instanceof RE2JSSyntaxException)) throw error;
    return new CelError(error.message);
  }
}

function findAll(regex: RE2JS, text: string, limit: number): readonly RegexMatch[] {
  const matcher = regex.matcher(text);
  const groups = Array.from({ length: regex.groupCount() + 1 }, (_, group) => group);
  const found: RegexMatch[] = [];
  let at = 0;
  let end = -1;
  while (found.length < limit && at <= text.length && matcher.find(at)) {
    const match = groups.map((group) => [matcher.start(group), matcher.end(group)] as const);
    const isEmpty = matcher.end() === at;
    if (!isEmpty || matcher.start() !== end) found.push(match);
    end = matcher.end();
    at = isEmpty ? at + ((text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1) : end;
  }
  return found;
}
