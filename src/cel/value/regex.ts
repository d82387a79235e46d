import { CelError } from './cel-error.ts';
import { re2 } from './re2.ts';
import { automaton } from './regex/automaton.ts';
import { readPattern } from './regex/pattern.ts';
import { programOf } from './regex/program.ts';
import { remember } from './remember.ts';

/** A compiled RE2 pattern; matching takes time linear in the text. */
export interface Regex {
  readonly pattern: string;
  /** Whether the pattern matches anywhere in the text. */
  test(text: string): boolean;
}

/** Compiles an RE2 pattern, remembering the last few hundred; an error where it is not one. */
export const regex = remember(compile);

function compile(pattern: string): Regex | CelError {
  const simple = readPattern(pattern);
  const program = simple === undefined ? undefined : programOf(simple);
  const fast = program === undefined ? undefined : automaton(program);
  // Whatever the simple reader understands is valid, so that RE2 is only needed where the automaton gives up.
  let full = fast === undefined ? re2(pattern) : undefined;
  if (full instanceof CelError) return full;
  return {
    pattern,
    test: (text) => {
      const result = fast?.(text);
      if (result !== undefined) return result;
      full ??= re2(pattern);
      return !(full instanceof CelError) && full.test(text);
    },
  };
}
