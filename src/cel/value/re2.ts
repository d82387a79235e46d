import { createRequire } from 'node:module';
import type * as Re2 from 're2js';
import { CelError } from './cel-error.ts';

type Library = typeof Re2;

let loaded: Library | undefined;

/** RE2, loaded for the first pattern that needs it: it is large, and no rule of the catalogue does. */
export function re2Library(): Library {
  return (loaded ??= createRequire(import.meta.url)('re2js') as Library);
}

/** Compiles a pattern with RE2's syntax; an error where it has another. */
export function re2(pattern: string): Re2.RE2JS | CelError {
  const { RE2JS, RE2JSSyntaxException } = re2Library();
  try {
    return RE2JS.compile(pattern);
  } catch (error) {
    if (!(error instanceof RE2JSSyntaxException)) throw error;
    return new CelError(error.message);
  }
}
