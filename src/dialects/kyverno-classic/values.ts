import type { JsonValue } from '../../core/json.ts';
import { atom } from './cel-text.ts';
import { asMany, isList, namesIn, type Many, type Term } from './term.ts';

/** An operator for lists. */
export type MembershipOperator = 'AnyIn' | 'AllIn' | 'AnyNotIn' | 'AllNotIn' | 'In' | 'NotIn';

/** Several values of the policy or the object. */
export type Values = Term | readonly Term[];

/** Whether an operator asks for what is in, not for what is not. */
export function isPositive(operator: MembershipOperator): boolean {
  return operator === 'AnyIn' || operator === 'AllIn' || operator === 'In';
}

/** The one value that the policy states, if it does. */
export function statedIn(values: Values): JsonValue | undefined {
  const term = Array.isArray(values) ? null : (values as Term);
  return term?.form === 'single' ? term.literal : undefined;
}

/** Whether values are a list. */
export function isSetOf(values: Values): boolean {
  const term = Array.isArray(values) ? null : (values as Term);
  return term === null || term.form === 'many' || isList(term);
}

/** The texts of a JSON list; `wrong` for other JSON, which Kyverno does not take. */
export function jsonTexts(text: string): readonly string[] | 'wrong' | null {
  try {
    const value: unknown = JSON.parse(text);
    if (value === null) return [];
    return Array.isArray(value) && value.every((each) => typeof each === 'string') ? value : 'wrong';
  } catch {
    return null;
  }
}

/** A value as a list whose loop takes no name that another value uses. */
export function manyBeside(term: Term, other: Values): Many {
  const others = Array.isArray(other) ? [] : [other as Term];
  const cels = others.flatMap((each) =>
    each.form === 'single' ? [each.cel] : each.loops.map(({ variable }) => atom(variable)),
  );
  return asMany(term, namesIn(...(term.form === 'single' ? [term.cel] : []), ...cels));
}
