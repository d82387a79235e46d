import type { FunctionDeclaration } from '../../library.ts';
import { bool, string } from '../../type.ts';
import { CelError } from '../../value/cel-error.ts';
import { regex } from '../../value/regex.ts';
import type { Value } from '../../value/value.ts';
import { match, search, traverseFirst } from './cost.ts';
import { global, member } from './overload.ts';

const signature = { params: [string, string], result: bool };

/** Whether a text matches an RE2 pattern anywhere. */
export function matches(text: string, pattern: string): Value {
  const compiled = regex(pattern);
  return compiled instanceof CelError ? compiled : compiled.test(text);
}

/** Functions over strings. */
export const strings: readonly FunctionDeclaration[] = [
  {
    name: 'contains',
    overloads: [
      member('contains_string', {
        ...signature,
        run: (text: string, part: string) => text.includes(part),
        cost: search,
      }),
    ],
  },
  {
    name: 'endsWith',
    overloads: [
      member('ends_with_string', {
        ...signature,
        run: (text: string, end: string) => text.endsWith(end),
        cost: traverseFirst,
      }),
    ],
  },
  {
    name: 'startsWith',
    overloads: [
      member('starts_with_string', {
        ...signature,
        run: (text: string, start: string) => text.startsWith(start),
        cost: traverseFirst,
      }),
    ],
  },
  {
    name: 'matches',
    overloads: [
      // INVARIANT: only the method's overload id has a cost of its own in cel-go; the function costs 1.
      global('matches', { ...signature, run: matches }),
      member('matches_string', { ...signature, run: matches, cost: match }),
    ],
  },
];
