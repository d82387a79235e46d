import type { FunctionDeclaration, Library } from '../../library.ts';
import { dyn, int, list, string } from '../../type.ts';
import type { Type } from '../../type.ts';
import { traverseFirst } from '../standard/cost.ts';
import { global, member } from '../standard/overload.ts';
import { make, rewrite, seek } from './cost.ts';
import { format } from './format.ts';
import { formatLocalized } from './format-localized.ts';
import { quote } from './quote.ts';
import {
  charAt,
  indexOf,
  join,
  lastIndexOf,
  lowerAscii,
  replace,
  reverse,
  split,
  substring,
  trim,
  upperAscii,
} from './text.ts';

const listOfString = list(string);

function signature(result: Type, ...params: readonly Type[]): { params: readonly Type[]; result: Type } {
  return { params, result };
}

const searching: readonly FunctionDeclaration[] = [
  {
    name: 'charAt',
    overloads: [member('string_char_at_int', { ...signature(string, string, int), run: charAt })],
  },
  {
    name: 'indexOf',
    overloads: [
      member('string_index_of_string', { ...signature(int, string, string), run: indexOf, cost: seek }),
      member('string_index_of_string_int', {
        ...signature(int, string, string, int),
        run: indexOf,
        cost: seek,
      }),
    ],
  },
  {
    name: 'lastIndexOf',
    overloads: [
      member('string_last_index_of_string', {
        ...signature(int, string, string),
        run: lastIndexOf,
        cost: seek,
      }),
      member('string_last_index_of_string_int', {
        ...signature(int, string, string, int),
        run: lastIndexOf,
        cost: seek,
      }),
    ],
  },
  {
    name: 'substring',
    overloads: [
      member('string_substring_int', {
        ...signature(string, string, int),
        run: substring,
        cost: traverseFirst,
      }),
      member('string_substring_int_int', {
        ...signature(string, string, int, int),
        run: substring,
        cost: traverseFirst,
      }),
    ],
  },
];

const changing: readonly FunctionDeclaration[] = [
  {
    name: 'lowerAscii',
    overloads: [
      member('string_lower_ascii', { ...signature(string, string), run: lowerAscii, cost: traverseFirst }),
    ],
  },
  {
    name: 'upperAscii',
    overloads: [
      member('string_upper_ascii', { ...signature(string, string), run: upperAscii, cost: traverseFirst }),
    ],
  },
  {
    name: 'trim',
    overloads: [member('string_trim', { ...signature(string, string), run: trim, cost: traverseFirst })],
  },
  {
    name: 'replace',
    overloads: [
      member('string_replace_string_string', {
        ...signature(string, string, string, string),
        run: replace,
        cost: rewrite,
      }),
      member('string_replace_string_string_int', {
        ...signature(string, string, string, string, int),
        run: replace,
        cost: rewrite,
      }),
    ],
  },
  {
    name: 'split',
    overloads: [
      member('string_split_string', {
        ...signature(listOfString, string, string),
        run: split,
        cost: rewrite,
      }),
      member('string_split_string_int', {
        ...signature(listOfString, string, string, int),
        run: split,
        cost: rewrite,
      }),
    ],
  },
  {
    name: 'join',
    overloads: [
      member('list_join', { ...signature(string, listOfString), run: join, cost: make }),
      member('list_join_string', { ...signature(string, listOfString, string), run: join, cost: make }),
    ],
  },
];

const quoting: FunctionDeclaration = {
  name: 'strings.quote',
  overloads: [global('strings_quote', { ...signature(string, string), run: quote, cost: traverseFirst })],
};

const reversing: FunctionDeclaration = {
  name: 'reverse',
  overloads: [member('string_reverse', { ...signature(string, string), run: reverse })],
};

/** `format`, which before version 4 writes floating point as people of a locale do. */
function formatting(version: number): FunctionDeclaration {
  return {
    name: 'format',
    overloads: [
      member('string_format', {
        ...signature(string, string, list(dyn)),
        run: version >= 4 ? format : formatLocalized,
        cost: traverseFirst,
      }),
    ],
  };
}

/**
 * cel-go's library of strings in a version: 1 added `format` and `strings.quote`, 3 `reverse`, and 4
 * formats as the CEL specification says. Kubernetes has version 2.
 */
export function strings(version = 4): Library {
  return {
    name: 'strings',
    functions: [
      ...searching,
      ...changing,
      ...(version >= 1 ? [formatting(version), quoting] : []),
      ...(version >= 3 ? [reversing] : []),
    ],
  };
}
