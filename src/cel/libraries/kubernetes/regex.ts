import type { Library } from '../../library.ts';
import { int, list, string } from '../../type.ts';
import { CelError } from '../../value/cel-error.ts';
import { finder } from '../../value/finder.ts';
import type { Value } from '../../value/value.ts';
import { match } from '../standard/cost.ts';
import { member } from '../standard/overload.ts';

function find(text: string, pattern: string): Value {
  const compiled = finder(pattern);
  if (compiled instanceof CelError) return illegal(compiled);
  const [start, end] = compiled.first(text)?.[0] ?? [0, 0];
  return text.slice(start, end);
}

function findAll(text: string, pattern: string, limit: number | bigint = -1): Value {
  const compiled = finder(pattern);
  if (compiled instanceof CelError) return illegal(compiled);
  const matches = compiled.all(text, limit < 0 ? Infinity : Number(limit));
  return matches.map(([[start, end] = [0, 0]]) => text.slice(start, end));
}

function illegal({ message }: CelError): CelError {
  return new CelError(`Illegal regex: ${message}`);
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
