import type { TypeProvider } from '../../src/cel/environment/environment.ts';
import { dyn, int, list } from '../../src/cel/type.ts';
import type { Type } from '../../src/cel/type.ts';

const all = 'cel.expr.conformance.proto3.TestAllTypes';
const nested: Type = { kind: 'object', name: `${all}.NestedMessage` };

const messages: ReadonlyMap<string, ReadonlyMap<string, Type>> = new Map([
  [
    all,
    new Map([
      ['single_int64', int],
      // Wrappers of primitives may be null, for which the engine has no type of its own.
      ['single_int64_wrapper', dyn],
      ['single_string_wrapper', dyn],
      ['repeated_nested_message', list(nested)],
    ]),
  ],
  [nested.name, new Map([['bb', int]])],
]);

/** Describes those fields of the specification's messages that tests of types alone ask for. */
export const messageTypes: TypeProvider = {
  field(type, field) {
    const known = messages.get(type)?.get(field);
    return known === undefined ? undefined : { type: known, optional: false };
  },
  fields: (type) => [...(messages.get(type)?.keys() ?? [])],
  has: () => false,
};
