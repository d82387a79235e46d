import type { Library } from '../../library.ts';

/** cel-go's library of bindings: `cel.bind(name, value, expression)`. */
export const bindings: Library = { name: 'bindings', functions: [], macros: ['cel.bind'] };
