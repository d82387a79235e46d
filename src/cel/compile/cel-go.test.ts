import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { check } from '../check/check.ts';
import { buildEnvironment } from '../environment/build.ts';
import { optional } from '../libraries/optional.ts';
import { standard } from '../libraries/standard/standard.ts';
import { parse } from '../parse/parse.ts';
import { dyn, int, list, string } from '../type.ts';
import { Bytes, Optional, TypeValue, Uint } from '../value/boxes.ts';
import { CelError } from '../value/cel-error.ts';
import { formatValue } from '../value/format.ts';
import { isList, kindOf, typeName } from '../value/kind.ts';
import { find, isMap, keysOf } from '../value/map.ts';
import type { Value } from '../value/value.ts';
import { compile } from './compile.ts';
import { Frame } from './frame.ts';

type Outcome = unknown;

/** Expressions over objects, with what the API server 1.36.3 gives, errors and costs among it. */
interface Recorded {
  readonly objects: readonly Value[];
  readonly rows: readonly (readonly [string, ...(readonly (readonly [Outcome, number])[])])[];
}

const recorded = JSON.parse(readFileSync(new URL('cel-go.json', import.meta.url), 'utf8')) as Recorded;

const environment = buildEnvironment({
  name: 'test',
  libraries: () => [standard, optional],
  macros: ['transformList', 'transformMap', 'transformMapEntry', 'sortBy'],
  variables: new Map([
    ['object', dyn],
    ['names', list(string)],
    ['name', string],
    ['n', int],
  ]),
});

/** A value as the recording writes it. */
function record(value: Value): unknown {
  if (value === null) return 'null';
  if (value instanceof CelError) return { error: value.message };
  if (isList(value)) return ['list', ...value.map(record)];
  if (isMap(value)) {
    const entries = keysOf(value).map((key) =>
      JSON.stringify([record(key), record(find(value, key) ?? null)]),
    );
    return `map:${entries.toSorted().join(',')}`;
  }
  if (value instanceof Optional)
    return value.value === undefined ? 'none' : ['optional', record(value.value)];
  if (value instanceof Bytes) return `bytes:${new TextDecoder().decode(value.value)}`;
  if (value instanceof TypeValue) return `type:${value.name}`;
  if (value instanceof Uint) return `uint:${value.value}`;
  return `${typeName(value)}:${formatValue(value)}`;
}

describe.each(recorded.rows.map(([expression, ...outcomes]) => ({ expression, outcomes })))(
  '$expression',
  ({ expression, outcomes }) => {
    const { tree } = parse(expression);
    const budget = compile(tree, environment, { form: 'budget' });
    const cost = compile(tree, environment, { form: 'cost', types: check(tree, environment).types });

    it.each(outcomes.map(([outcome, price], index) => [index, outcome, price] as const))(
      'gives on object %i what the API server gives, at its cost',
      (index, expected, price) => {
        const object = recorded.objects[index] as Value;
        const bindings = { object, names: ['a', 'bc', 'def'], name: 'hello world, this is a name', n: 7 };
        const frame = new Frame(environment, bindings);
        const value = cost.evaluate(frame);
        expect(record(value)).toEqual(expected);
        expect(frame.cost).toBe(price);
        // Of several errors in a loop the budget form gives the first, and looks no further.
        const other = budget.evaluate(frame);
        expect(value instanceof CelError ? kindOf(other) : record(other)).toEqual(
          value instanceof CelError ? 'error' : expected,
        );
      },
    );
  },
);
