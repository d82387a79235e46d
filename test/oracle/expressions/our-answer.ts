import type { Admission } from '../../../src/cel/admission/admit-expression.ts';
import { admitExpression } from '../../../src/cel/admission/admit-expression.ts';
import { check } from '../../../src/cel/check/check.ts';
import { formatDeclaredType } from '../../../src/cel/check/format-type.ts';
import { compile, type Program } from '../../../src/cel/compile/compile.ts';
import { Frame } from '../../../src/cel/compile/frame.ts';
import { withoutVariables } from '../../../src/cel/environment/derive.ts';
import { kubernetes } from '../../../src/cel/environment/kubernetes.ts';
import { parse } from '../../../src/cel/parse/parse.ts';
import { CelError } from '../../../src/cel/value/cel-error.ts';
import type { JsonValue } from '../../../src/core/json.ts';
import { describeOurs } from './describe.ts';

/** What we make of a question, its value in words. */
export interface OurAnswer {
  readonly refused?: string;
  readonly error?: string;
  readonly type?: string;
  readonly value?: string;
  readonly cost: number;
}

// The API server's side declares no policy's variables, params or authorizer.
const environment = withoutVariables(kubernetes(36), [
  'params',
  'authorizer',
  'authorizer.requestResource',
  'variables',
]);

type Compiled = { readonly refused: string } | { readonly type: string; readonly program: Program };

const compiled = new Map<string, Compiled>();

/** Admits, compiles and evaluates as a ValidatingAdmissionPolicy. */
export function ourAnswer(expression: string, object: JsonValue): OurAnswer {
  const known = compiled.get(expression) ?? compiledOf(expression);
  compiled.set(expression, known);
  if ('refused' in known) return { refused: known.refused, cost: 0 };
  const frame = new Frame(environment, { object, oldObject: null });
  const value = known.program.evaluate(frame);
  const { type } = known;
  if (value instanceof CelError) return { error: value.message, type, cost: frame.cost };
  return { type, value: describeOurs(value), cost: frame.cost };
}

function compiledOf(expression: string): Compiled {
  const admission: Admission = { environment, problems: [] };
  const type = admitExpression(expression, 'expression', 'any', admission);
  const [problem] = admission.problems;
  if (type === undefined || problem !== undefined) return { refused: problem?.message ?? 'refused' };
  const { tree } = parse(expression);
  const { types } = check(tree, environment);
  const program = compile(tree, environment, { form: 'cost', types });
  if (program.failure !== null) return { refused: program.failure.message };
  return { type: formatDeclaredType(type), program };
}
