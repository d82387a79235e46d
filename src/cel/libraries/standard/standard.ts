import type { Library } from '../../library.ts';
import { typeValues } from '../../value/type-value.ts';
import { arithmetic } from './arithmetic.ts';
import { collections } from './collections.ts';
import { comparison } from './comparison.ts';
import { conversions } from './conversions.ts';
import { logic } from './logic.ts';
import { strings } from './strings.ts';
import { times } from './times.ts';

const typeNames = [
  'bool',
  'bytes',
  'double',
  'duration',
  'int',
  'list',
  'map',
  'null',
  'string',
  'timestamp',
  'type',
  'uint',
] as const;

/** CEL's standard library: operators, conversions, strings, times, and the names of types. */
export const standard: Library = {
  name: 'standard',
  functions: [...logic, ...arithmetic, ...comparison, ...collections, ...conversions, ...strings, ...times],
  macros: ['has', 'all', 'exists', 'exists_one', 'map', 'filter'],
  constants: Object.fromEntries(
    typeNames.map((name) => {
      const value = typeValues[name];
      return [value.name, { type: { kind: 'type', of: value.type }, value }];
    }),
  ),
};
