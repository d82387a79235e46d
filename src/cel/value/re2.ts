import { createRequire } from 'node:module';
import type { RE2JS } from 're2js';
import { CelError } from './cel-error.ts';

type Library = typeof import('re2js');

let loaded: Library | undefined;

/** RE2, loaded for the first pattern that needs it: it is large, and no rule of the catalogue does. */
export function re2Library(): Library {
  return (loaded ??= createRequire(import.meta.url)('re2js') as Library);
}

/** Compiles a pattern with RE2's syntax; an error where it has another. */
export function re2(pattern: string): RE2JS | CelError {
  const { RE2JS: Compiler, RE2JSSyntaxException: SyntaxFault } = re2Library();
  try {
    return Compiler.compile(pattern);
  } catch (error) {
    if (!(error instanceof SyntaxFault)) throw error;
    return new CelError(error.message);
  }
}
