import { compile } from '../../src/cel/compile/compile.ts';
import { Frame } from '../../src/cel/compile/frame.ts';
import { derive } from '../../src/cel/environment/build.ts';
import { parse } from '../../src/cel/parse/parse.ts';
import { dyn } from '../../src/cel/type.ts';
import type { Value } from '../../src/cel/value/value.ts';
import { everything } from './environment.ts';
import { describeValue } from './values.ts';

type Bindings = Readonly<Record<string, Value>>;

/** The value of an expression that may call every extension. */
export function evaluate(expression: string, bindings: Bindings = {}): Value {
  const variables = new Map(Object.keys(bindings).map((name) => [name, dyn] as const));
  const environment = derive(everything, { variables });
  const { tree, problems } = parse(expression);
  const [problem] = problems;
  if (problem !== undefined) throw new Error(problem.message);
  return compile(tree, environment, { form: 'budget' }).evaluate(new Frame(environment, bindings));
}

/** The value of an expression with its type, as text. */
export function shown(expression: string, bindings: Bindings = {}): string {
  return describeValue(evaluate(expression, bindings));
}
