import { buildEnvironment, derive } from '../../src/cel/environment/build.ts';
import type { Environment } from '../../src/cel/environment/environment.ts';
import { bindings } from '../../src/cel/libraries/extensions/bindings.ts';
import { block } from '../../src/cel/libraries/extensions/block.ts';
import { comprehensions } from '../../src/cel/libraries/extensions/comprehensions.ts';
import { encoders } from '../../src/cel/libraries/extensions/encoders.ts';
import { lists } from '../../src/cel/libraries/extensions/lists.ts';
import { math } from '../../src/cel/libraries/extensions/math.ts';
import { regex } from '../../src/cel/libraries/extensions/regex.ts';
import { sets } from '../../src/cel/libraries/extensions/sets.ts';
import { strings } from '../../src/cel/libraries/extensions/strings.ts';
import { optional } from '../../src/cel/libraries/optional.ts';
import { standard } from '../../src/cel/libraries/standard/standard.ts';
import type { Library } from '../../src/cel/library.ts';
import type { Declaration, Test } from './cases.ts';
import { messageTypes } from './messages.ts';
import { readType } from './types.ts';

/** The standard library and every extension, in their last versions. */
export const libraries: readonly Library[] = [
  standard,
  optional,
  strings(),
  math(),
  lists(),
  sets,
  encoders,
  bindings,
  block,
  comprehensions,
  regex,
];

/** Plain CEL with every extension. */
export const everything = buildEnvironment({
  name: 'conformance',
  libraries: () => libraries,
  types: messageTypes,
});

/** An environment with every library, and what a test declares. */
export function environmentOf({ container = '', typeEnv = [], bindings: bound = {} }: Test): Environment {
  const variables = new Map(Object.keys(bound).map((name) => [name, readType(undefined)]));
  for (const { name, ident } of typeEnv) {
    if (ident !== undefined) variables.set(name, readType(ident.type));
  }
  const declared = typeEnv.filter((declaration) => declaration.function !== undefined);
  const base = declared.length === 0 ? everything : withFunctions(declared);
  return derive(base, { variables, container });
}

function withFunctions(declared: readonly Declaration[]): Environment {
  const functions = declared.map(({ name, function: { overloads } = { overloads: [] } }) => ({
    name,
    overloads: overloads.map(({ overloadId, params, resultType }) => ({
      id: overloadId,
      member: false,
      params: params.map(readType),
      result: readType(resultType),
      run: () => null,
    })),
  }));
  return buildEnvironment({
    name: 'conformance',
    libraries: () => [...libraries, { name: 'declared', functions }],
    types: messageTypes,
  });
}
