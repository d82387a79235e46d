import type { Library } from '../../library.ts';

/** cel-go's comprehensions with two names, over indexes and elements, or keys and values. */
export const comprehensions: Library = {
  name: 'comprehensions',
  functions: [],
  macros: ['transformList', 'transformMap', 'transformMapEntry'],
};
