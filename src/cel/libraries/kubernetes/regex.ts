import { RE2JS, RE2JSSyntaxException } from 're2js';
import type { Library } from '../../library.ts';
import { int, list, string } from '../../type.ts';
import { CelError } from '../../value/cel-error.ts';
import type { Value } from '../../value/value.ts';
import { match } from '../standard/cost.ts';
import { member } from '../standard/overload.ts';

const cacheLimit = 256;
const cache = new Map<string, RE2JS | CelError>();

/** Compiles a pattern, remembering the last few hundred. */
function compile(pattern: string): RE2JS | CelError {
  const known = cache.get(pattern);
  if (known !== undefined) return known;
  const compiled = compileAnew(pattern);
  if (cache.size >= cacheLimit) cache.clear();
  cache.set(pattern, compiled);
  return compiled;
}

function compileAnew(pattern: string): RE2JS | CelError {
  try {
    return RE2JS.compile(pattern);
  } catch (error) {
    if (!(error instanceof RE2JSSyntaxException)) throw error;
    return new CelError(`Illegal regex: ${error.message}`);
  }
}

function findAll(text: string, pattern: string, limit: number | bigint = -1): Value {
  const compiled = compile(pattern);
  if (compiled instanceof CelError) return compiled;
  const most = limit < 0 ? Infinity : Number(limit);
  const matcher = compiled.matcher(text);
  const found: string[] = [];
  let lastEnd = -1;
  for (let from = 0; found.length < most && from <= text.length && matcher.find(from);) {
    const [start, end] = [matcher.start(), matcher.end()];
    // Nothing, right behind a match, is no match; as in Go.
    if (end !== from || start !== lastEnd) found.push(text.slice(start, end));
    from = end === from ? from + widthAt(text, from) : end;
    lastEnd = end;
  }
  return found;
}

/** How many code units the character at an index takes. */
function widthAt(text: string, index: number): number {
  return (text.codePointAt(index) ?? 0) > 0xffff ? 2 : 1;
}

function find(text: string, pattern: string): Value {
  const compiled = compile(pattern);
  if (compiled instanceof CelError) return compiled;
  const matcher = compiled.matcher(text);
  return matcher.find() ? (matcher.group() ?? '') : '';
}

/** Kubernetes' library of regular expressions: what matches, not only whether. In all versions. */
export const regex: Library = {
  name: 'kubernetes.regex',
  functions: [
    {
      name: 'find',
      overloads: [
        member('string_find_string', { params: [string, string], result: string, run: find, cost: match }),
      ],
    },
    {
      name: 'findAll',
      overloads: [
        member('string_find_all_string', {
          params: [string, string],
          result: list(string),
          run: findAll,
          cost: match,
        }),
        member('string_find_all_string_int', {
          params: [string, string, int],
          result: list(string),
          run: findAll,
          cost: match,
        }),
      ],
    },
  ],
};
