import type { CallContext } from '../../compile/call-context.ts';
import { CelError, NotEvaluable } from '../../value/cel-error.ts';
import { spendElements } from '../../value/effort.ts';
import { cancelled } from '../../value/faults.ts';
import { toJson } from '../../value/to-json.ts';
import type { Json } from '../../value/to-json.ts';
import type { Value } from '../../value/value.ts';

/** What is asked of the outside. */
export interface Question {
  /** Such as `resource.Get`. */
  readonly library: string;
  readonly args: readonly Value[];
  /** Why nobody knows where nobody can be asked. */
  readonly otherwise: string;
}

/** Elements that are compared in the time in which a question is asked. */
const perQuestion = 100;

/** The outside's answer; an error where it has none, or where an argument is no JSON. */
export function ask(
  { external }: CallContext,
  { library, args, otherwise }: Question,
): { readonly value: Json } | CelError {
  if (!spendElements(perQuestion)) return cancelled;
  if (external === null) return new NotEvaluable(otherwise);
  const given: Json[] = [];
  for (const arg of args) {
    const json = toJson(arg);
    if (json instanceof CelError) return json;
    given.push(json);
  }
  const answer = external(library, given);
  return answer.known ? { value: answer.value } : new NotEvaluable(answer.why);
}
