import { check } from '../../src/cel/check/check.ts';
import { formatDeclaredType } from '../../src/cel/check/format-type.ts';
import { compile } from '../../src/cel/compile/compile.ts';
import { Frame } from '../../src/cel/compile/frame.ts';
import { buildEnvironment } from '../../src/cel/environment/build.ts';
import type { Environment } from '../../src/cel/environment/environment.ts';
import { strings } from '../../src/cel/libraries/extensions/strings.ts';
import { parse } from '../../src/cel/parse/parse.ts';
import { libraries } from './environment.ts';
import { describeValue } from './values.ts';

/** What cel-go makes of an expression: its value, type and cost; or null, and why it is refused. */
export type Recorded =
  | readonly [expression: string, value: string, type: string, cost: number]
  | readonly [expression: string, value: null, refusal: string];

/**
 * What is recorded, each with a version of cel-go's strings: the language itself, and calls of extensions
 * with the strings that Kubernetes has and those of the specification.
 */
export const versions = { language: 2, kubernetes: 2, specification: 4 } as const;

/** An environment with every extension, and the strings of a version. */
export function extended(version: number): Environment {
  return buildEnvironment({
    name: `strings ${version}`,
    libraries: () => libraries.map((library) => (library.name === 'strings' ? strings(version) : library)),
    demands: { literals: version === 2, folding: version === 2 },
  });
}

/** Why an expression is refused: everything that is wrong with it, in order of place. */
export function refusals(expression: string, environment: Environment): readonly string[] {
  const { tree, problems } = parse(expression);
  const checked = check(tree, environment);
  const errors = [...problems, ...checked.problems].filter(({ severity }) => severity === 'error');
  if (errors.length > 0) return errors.map(({ message }) => message.replace(unlike, ''));
  const { failure } = compile(tree, environment, { form: 'cost', types: checked.types });
  return failure === null ? [] : [failure.message];
}

// What the API server says around a message, and what only Writ says after it.
const unlike = /^program instantiation failed: |; did you mean .*/g;

/** What the engine makes of an expression, in the form of a recording. */
export function record(expression: string, environment: Environment): Recorded {
  const [refusal] = refusals(expression, environment);
  if (refusal !== undefined) return [expression, null, refusal];
  const { tree } = parse(expression);
  const checked = check(tree, environment);
  const program = compile(tree, environment, { form: 'cost', types: checked.types });
  const frame = new Frame(environment, {});
  const value = describeValue(program.evaluate(frame));
  return [expression, value, formatDeclaredType(checked.type), frame.spent];
}

/** The value of an expression in the form that counts iterations only. */
export function uncounted(expression: string, environment: Environment): string {
  const program = compile(parse(expression).tree, environment, { form: 'budget' });
  return describeValue(program.evaluate(new Frame(environment, {})));
}
