import { expressionSizeLimit } from '../../cel/admission/limits.ts';
import type { Named, Policy } from '../../core/policy.ts';
import { guardName } from '../../dialects/bundle-members.ts';
import { inlineVariables, replaceNodes } from '../../dialects/replace-nodes.ts';
import { variablesRead } from '../../dialects/variables-read.ts';

/** From how many checks on a variable is evaluated once for all of them. */
const many = 4;
const prefix = 'shared_';

/**
 * The match condition by which a bundle is at work only where a check of it fails. Conditions may not read variables, so
 * that these are written out. Null where that would be longer than an expression may be.
 */
export function guardOf({ variables, validations }: Policy): Named | null {
  const names = new Set(validations.flatMap(({ expression }) => variablesRead(expression)));
  const checks = variables.filter(({ name }) => names.has(name)).map(({ expression }) => expression);
  const others = variables.filter(({ name }) => !names.has(name));
  const plain = allOf(checks, others);
  const quick = quickly(checks, others);
  // What is bound is evaluated though no check may come to read it: where that fails, the plain form decides.
  const forms = [...(quick === null ? [] : [`!(${quick} || ${plain})`]), `!(${plain})`];
  const expression = forms.find(({ length }) => length <= expressionSizeLimit);
  return expression === undefined ? null : { name: guardName, expression };
}

function allOf(checks: readonly string[], variables: readonly Named[]): string {
  return checks.map((check) => `(${inlineVariables(check, variables)})`).join(' && ');
}

/** The same with what many checks read bound once; null where nothing is. */
function quickly(checks: readonly string[], variables: readonly Named[]): string | null {
  const readers = (name: string): number =>
    checks.filter((check) => variablesRead(check).includes(name)).length;
  const bound = variables.filter(({ name }) => readers(name) >= many);
  if (bound.length === 0) return null;
  const rest = variables.filter((variable) => !bound.includes(variable));
  const nested = bound.reduceRight(
    (inner, { name, expression }) => `[${inlineVariables(expression, rest)}].all(${prefix}${name}, ${inner})`,
    allOf(checks, rest),
  );
  return underOwnNames(nested, new Set(bound.map(({ name }) => name)));
}

/** Reads what is bound by the name under which it is. */
function underOwnNames(text: string, names: ReadonlySet<string>): string {
  return replaceNodes(text, (node) =>
    node.kind === 'select' &&
    node.operand.kind === 'ident' &&
    node.operand.name === 'variables' &&
    names.has(node.field)
      ? `${prefix}${node.field}`
      : null,
  );
}
