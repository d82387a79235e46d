import { RE2JS, RE2JSSyntaxException } from 're2js';
import { CelError } from './cel-error.ts';

/** Compiles a pattern with RE2's syntax; an error where it has another. */
export function re2(pattern: string): RE2JS | CelError {
  try {
    return RE2JS.compile(pattern);
  } catch (error) {
    if (!(error instanceof RE2JSSyntaxException)) throw error;
    return new CelError(error.message);
  }
}
