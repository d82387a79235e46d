import { RE2JS, RE2JSSyntaxException } from 're2js';
import { CelError } from './cel-error.ts';
import { automaton } from './regex/automaton.ts';
import { readPattern } from './regex/pattern.ts';
import { programOf } from './regex/program.ts';

/** A compiled RE2 pattern; matching takes time linear in the text. */
export interface Regex {
  readonly pattern: string;
  /** Whether the pattern matches anywhere in the text. */
  test(text: string): boolean;
}

const cacheLimit = 256;
const cache = new Map<string, Regex | CelError>();

/** Compiles an RE2 pattern, remembering the last few hundred; an error where it is not one. */
export function regex(pattern: string): Regex | CelError {
  const known = cache.get(pattern);
  if (known !== undefined) return known;
  const compiled = compile(pattern);
  if (cache.size >= cacheLimit) cache.clear();
  cache.set(pattern, compiled);
  return compiled;
}

function compile(pattern: string): Regex | CelError {
  const simple = readPattern(pattern);
  const program = simple === undefined ? undefined : programOf(simple);
  const fast = program === undefined ? undefined : automaton(program);
  // Whatever the simple reader understands is valid, so that RE2 is only needed where the automaton gives up.
  let re2: RE2JS | CelError | undefined = fast === undefined ? compileRe2(pattern) : undefined;
  if (re2 instanceof CelError) return re2;
  return {
    pattern,
    test: (text) => {
      const result = fast?.(text);
      if (result !== undefined) return result;
      re2 ??= compileRe2(pattern);
      return re2 instanceof RE2JS && re2.test(text);
    },
  };
}

function compileRe2(pattern: string): RE2JS | CelError {
  try {
    return RE2JS.compile(pattern);
  } catch (error) {
    if (!(error instanceof RE2JSSyntaxException)) throw error;
    return new CelError(error.message);
  }
}
