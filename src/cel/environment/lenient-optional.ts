import { optional } from '../libraries/optional.ts';
import { member } from '../libraries/standard/overload.ts';
import type { Library } from '../library.ts';
import { dyn } from '../type.ts';
import { Optional } from '../value/boxes.ts';
import type { Value } from '../value/value.ts';

function orValue(value: Value, otherwise: Value): Value {
  if (!(value instanceof Optional)) return value;
  return value.value ?? otherwise;
}

/** Optionals as Kyverno has them since 1.19: `orValue` takes what is no optional for a value that is there. */
export const lenientOptional: Library = {
  ...optional,
  functions: optional.functions.map((declared) =>
    declared.name === 'orValue'
      ? {
          name: 'orValue',
          overloads: [member('__orValueCompat___dyn_dyn', { params: [dyn, dyn], result: dyn, run: orValue })],
        }
      : declared,
  ),
};
