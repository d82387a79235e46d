import { check } from '../../src/cel/check/check.ts';
import { formatType } from '../../src/cel/check/format-type.ts';
import { compile } from '../../src/cel/compile/compile.ts';
import { Frame } from '../../src/cel/compile/frame.ts';
import type { Environment } from '../../src/cel/environment/environment.ts';
import { parse } from '../../src/cel/parse/parse.ts';
import type { Problem } from '../../src/cel/problem.ts';
import type { Node } from '../../src/cel/tree.ts';
import type { Type } from '../../src/cel/type.ts';
import { CelError } from '../../src/cel/value/cel-error.ts';
import type { Value } from '../../src/cel/value/value.ts';
import type { Test } from './cases.ts';
import { environmentOf } from './environment.ts';
import { readType } from './types.ts';
import { describeValue, readValue } from './values.ts';

/** What is wrong with how the engine takes a test; undefined where it passes. */
export function judge(test: Test): string | undefined {
  const environment = environmentOf(test);
  const { tree, problems } = parse(test.expr);
  const checked = test.disableCheck === true ? undefined : check(tree, environment);
  const refused = firstError([...problems, ...(checked?.problems ?? [])]);
  if (refused !== undefined) return `refused: ${refused}`;
  const mistyped = checked && judgeType(test, checked.type);
  if (mistyped !== undefined || test.checkOnly === true) return mistyped;
  return judgeValues({ test, environment, tree, types: checked?.types });
}

function judgeType({ typedResult }: Test, type: Type): string | undefined {
  const deduced = typedResult?.deducedType;
  if (deduced === undefined) return undefined;
  return differ(formatType(readType(deduced)), formatType(type));
}

interface Checked {
  readonly test: Test;
  readonly environment: Environment;
  readonly tree: Node;
  readonly types: ((node: Node) => Type) | undefined;
}

/** Both compiled forms give the expected value. */
function judgeValues({ test, environment, tree, types }: Checked): string | undefined {
  for (const form of ['budget', 'cost'] as const) {
    const program = compile(tree, environment, { form, ...(types && { types }) });
    const bindings = Object.entries(test.bindings ?? {}).map(
      ([name, { value }]) => [name, readValue(value)] as const,
    );
    const value = program.evaluate(new Frame(environment, Object.fromEntries(bindings)));
    const wrong = judgeValue(test, value);
    if (wrong !== undefined) return `${form}: ${wrong}`;
  }
  return undefined;
}

function judgeValue(test: Test, value: Value): string | undefined {
  if (test.evalError !== undefined) {
    return value instanceof CelError ? undefined : `expected an error but got ${describeValue(value)}`;
  }
  if (value instanceof CelError) return `error: ${value.message}`;
  const expected = test.value ?? test.typedResult?.result;
  return differ(describeValue(expected === undefined ? true : readValue(expected)), describeValue(value));
}

function differ(expected: string, found: string): string | undefined {
  return expected === found ? undefined : `expected ${expected} but got ${found}`;
}

function firstError(problems: readonly Problem[]): string | undefined {
  return problems.find(({ severity }) => severity === 'error')?.message;
}
