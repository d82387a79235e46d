import { check } from '../../src/cel/check/check.ts';
import { compile } from '../../src/cel/compile/compile.ts';
import { Frame } from '../../src/cel/compile/frame.ts';
import type { Environment } from '../../src/cel/environment/environment.ts';
import { macroProblems } from '../../src/cel/parse/macro.ts';
import { parse } from '../../src/cel/parse/parse.ts';
import { Double } from '../../src/cel/value/boxes.ts';
import { CelError } from '../../src/cel/value/cel-error.ts';
import type { Value } from '../../src/cel/value/value.ts';

/** Evaluates expressions of an environment, type-checked first, and counts what they cost. */
export function evaluator(environment: Environment, bindings: Readonly<Record<string, Value>> = {}) {
  const problems = (text: string): readonly string[] => {
    const { tree, problems: unread } = parse(text);
    const found = [
      ...unread,
      ...macroProblems(tree, environment.macros),
      ...check(tree, environment).problems,
    ];
    return found.filter(({ severity }) => severity === 'error').map(({ message }) => message);
  };
  const run = (text: string): { readonly result: Value; readonly cost: number } => {
    const [problem] = problems(text);
    if (problem !== undefined) throw new Error(`${text}: ${problem}`);
    const { tree } = parse(text);
    const frame = new Frame(environment, bindings);
    const { types } = check(tree, environment);
    const result = compile(tree, environment, { form: 'cost', types }).evaluate(frame);
    return { result, cost: frame.cost };
  };
  return {
    /** The value, a whole-numbered double as a number; throws where there is none. */
    value: (text: string): Value => {
      const { result } = run(text);
      if (result instanceof CelError) throw new Error(`${text}: ${result.message}`);
      return result instanceof Double ? result.value : result;
    },
    /** The message of the error that evaluation ends with. */
    error: (text: string): string => {
      const { result } = run(text);
      return result instanceof CelError ? result.message : 'no error';
    },
    /** Why the expression is refused before it is evaluated. */
    refusal: (text: string): string => problems(text).join('\n'),
    cost: (text: string): number => run(text).cost,
  };
}
