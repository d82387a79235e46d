import { check } from '../check/check.ts';
import { formatDeclaredType } from '../check/format-type.ts';
import { typesEqual } from '../check/type-equal.ts';
import type { Environment } from '../environment/environment.ts';
import { macroProblems } from '../parse/macro.ts';
import { parse } from '../parse/parse.ts';
import type { Problem } from '../problem.ts';
import { codePoints } from '../value/text.ts';
import type { Type } from '../type.ts';
import { formatProblem } from './format-problem.ts';
import { expressionSizeLimit } from './limits.ts';

/** What an API server would refuse, and in which field of the policy. */
export interface FieldProblem {
  /** As the API server names it: `spec.validations[0].expression`. */
  readonly field: string;
  /** Stable: `required`, `invalid`, `duplicate`, `too-many`, `unsupported`, `too-long`, `compilation`, `result-type`, `instantiation`. */
  readonly code: string;
  /** In the API server's words. */
  readonly message: string;
  /** What is wrong within the expression, with places. */
  readonly problems?: readonly Problem[];
}

/** An admission under way: in which environment, and what was refused so far. */
export interface Admission {
  readonly environment: Environment;
  readonly problems: FieldProblem[];
}

/** Compiles one expression as on creation, and gives its type, or undefined where it is refused. */
export function admitExpression(
  text: string,
  field: string,
  results: readonly Type[] | 'any',
  admission: Admission,
): Type | undefined {
  const refuse = (code: string, message: string, problems?: readonly Problem[]): undefined => {
    admission.problems.push({ field, code, message, ...(problems && { problems }) });
  };
  if (text.trim() === '') {
    return refuse('required', 'Required value: expression is not specified');
  }
  const size = codePoints(text);
  if (size > expressionSizeLimit) {
    const message = `expression code point size exceeds limit: size: ${size}, limit ${expressionSizeLimit}`;
    return refuse('too-long', `compilation failed: ERROR: <input>:-1:0: ${message}`);
  }
  const { type, problems } = compileProblems(text, admission.environment);
  const faults = problems.filter(({ code }) => code !== 'constant-error');
  if (faults.length > 0) {
    return refuse('compilation', `compilation failed: ${formatProblems(text, faults)}`, faults);
  }
  if (results !== 'any' && !results.some((result) => typesEqual(result, type))) {
    return refuse('result-type', `${expectation(results)} but got ${formatDeclaredType(type)}`);
  }
  const [first] = problems;
  return first === undefined ? type : refuse('instantiation', first.message, problems);
}

/** Each shows its line of the expression, so that cel-go, too, shows a hundred at most. */
const mostShown = 100;

function formatProblems(text: string, problems: readonly Problem[]): string {
  const shown = problems.slice(0, mostShown).map((problem) => formatProblem(text, problem));
  const left = problems.length - shown.length;
  return [...shown, ...(left > 0 ? [`${left} more errors were truncated`] : [])].join('\n');
}

function compileProblems(
  text: string,
  environment: Environment,
): { readonly type: Type; readonly problems: readonly Problem[] } {
  const parsed = parse(text);
  const found = [...parsed.problems, ...macroProblems(parsed.tree, environment.macros)];
  const checked = check(parsed.tree, environment);
  // A part that could not be read makes the types around it meaningless.
  const all = found.length > 0 ? found : checked.problems;
  return { type: checked.type, problems: all.filter(({ severity }) => severity === 'error') };
}

function expectation(results: readonly Type[]): string {
  const names = results.map(formatDeclaredType);
  return names.length === 1 ? `must evaluate to ${names[0]}` : `must evaluate to one of [${names.join(' ')}]`;
}
