import { check } from '../../../src/cel/check/check.ts';
import { formatDeclaredType } from '../../../src/cel/check/format-type.ts';
import { compile } from '../../../src/cel/compile/compile.ts';
import { Frame } from '../../../src/cel/compile/frame.ts';
import { kubernetes } from '../../../src/cel/environment/kubernetes.ts';
import { parse } from '../../../src/cel/parse/parse.ts';
import { Double, Uint } from '../../../src/cel/value/boxes.ts';
import { CelError } from '../../../src/cel/value/cel-error.ts';
import { kindOf, typeName } from '../../../src/cel/value/kind.ts';
import type { Value } from '../../../src/cel/value/value.ts';

/** What becomes of an expression: refused, an error, or a value with its type; and what it costs. */
export interface Judged {
  readonly refused?: true;
  readonly error?: string;
  readonly type?: string;
  readonly value?: string;
  readonly cost?: number;
}

/** Recorded answers of the API server's own code. */
export interface FrozenAnswers {
  readonly source: string;
  readonly seed: number;
  readonly minor: number;
  readonly cases: readonly (Judged & { readonly expression: string })[];
}

/** The version of Kubernetes that is asked. */
export const minor = 36;

const environment = kubernetes(minor);

/** What the engine makes of an expression. */
export function judge(expression: string): Judged {
  const { tree, problems } = parse(expression);
  const checked = check(tree, environment);
  if ([...problems, ...checked.problems].some(({ severity }) => severity === 'error'))
    return { refused: true };
  const { types } = checked;
  const frame = new Frame(environment, {}, { limit: Infinity });
  const value = compile(tree, environment, { form: 'cost', types }).evaluate(frame);
  const { cost } = frame;
  return {
    type: formatDeclaredType(checked.type),
    ...(cost > 0 && { cost }),
    ...(value instanceof CelError ? { error: value.message } : { value: describe(value) }),
  };
}

function describe(value: Value): string {
  if (value instanceof Uint) return `uint ${value.value}`;
  if (value instanceof Double) return `double ${value.value}`;
  const kind = kindOf(value);
  return typeof value === 'object' ? typeName(value) : `${kind} ${value}`;
}

/** Whether two outcomes are the same; doubles are compared as numbers, whatever their notation. */
export function agree(a: Judged, b: Judged): boolean {
  if (a.value === undefined || b.value === undefined) {
    return a.refused === b.refused && a.error === b.error && a.type === b.type && a.cost === b.cost;
  }
  return a.type === b.type && a.cost === b.cost && (a.value === b.value || sameDouble(a.value, b.value));
}

function sameDouble(a: string, b: string): boolean {
  const number = (text: string): number =>
    Number(text.slice('double '.length).replace('+Inf', 'Infinity').replace('-Inf', '-Infinity'));
  return a.startsWith('double ') && b.startsWith('double ') && Object.is(number(a), number(b));
}
