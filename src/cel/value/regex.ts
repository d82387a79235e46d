import { RE2JS, RE2JSSyntaxException } from 're2js';
import { CelError } from './cel-error.ts';

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
  let linear: RE2JS;
  try {
    linear = RE2JS.compile(pattern);
  } catch (error) {
    if (!(error instanceof RE2JSSyntaxException)) throw error;
    return new CelError(error.message);
  }
  const native = nativeEquivalent(pattern);
  return native === undefined
    ? { pattern, test: (text) => linear.test(text) }
    : { pattern, test: (text) => native.test(text) };
}

/** A JavaScript pattern that means the same and cannot backtrack much; undefined where that is not proven. */
function nativeEquivalent(_pattern: string): RegExp | undefined {
  return undefined;
}
