import { CelError } from '../cel/value/cel-error.ts';
import type { Outcome, Violation } from '../core/policy.ts';
import type { CompiledPolicy, CompiledValidation } from './compile-policy.ts';
import { matchScope } from './match-scope.ts';
import type { Session } from './session.ts';

const pass: Outcome = { result: 'pass' };

/**
 * One policy's verdict on the session's request, in the order of an API server (KEP-3488):
 * scope, match conditions, validations; null where the policy does not concern the request.
 */
export function evaluatePolicy(compiled: CompiledPolicy, session: Session): Outcome | null {
  if (!compiled.scopeIsStatic) {
    const match = matchScope(compiled.policy.scope, session.request, session.facts);
    if (!match.known) return { result: 'skip', reason: match.why };
    if (!match.value) return null;
  }
  const unknown = session.unknownName(compiled);
  if (unknown !== null) return { result: 'skip', reason: unknown };
  const conditions = evaluateConditions(compiled, session);
  if (conditions !== 'met') return conditions;
  return evaluateValidations(compiled, session);
}

/** What is left of an outcome: a violation from which another object releases is none. */
export function released({ releases }: CompiledPolicy, outcome: Outcome, session: Session): Outcome {
  const isReleased =
    outcome.result === 'fail' &&
    releases.some(({ expression, variables }) => session.evaluate(expression, variables) === true);
  return isReleased ? pass : outcome;
}

/** Any false condition wins over an error in another. */
function evaluateConditions(
  { policy, conditions, variables }: CompiledPolicy,
  session: Session,
): Outcome | null | 'met' {
  let failed: Outcome | null = null;
  for (const { condition, expression } of conditions) {
    const value = session.evaluate(expression, variables);
    if (value === false) return null;
    if (value !== true) failed ??= error(condition.expression, value);
  }
  if (failed === null) return 'met';
  return policy.onError === 'Ignore' ? null : failed;
}

/** A violation outweighs an error: either would be refused, and the violation says what to do. */
function evaluateValidations({ policy, validations, variables }: CompiledPolicy, session: Session): Outcome {
  let violations: Violation[] | null = null;
  let failed: Outcome | null = null;
  for (const compiled of validations) {
    const value = session.evaluate(compiled.expression, variables);
    if (value === false) (violations ??= []).push(violation(compiled, session, variables));
    else if (value !== true) failed ??= error(compiled.validation.expression, value);
  }
  const [first, ...rest] = violations ?? [];
  if (first !== undefined) return { result: 'fail', violations: [first, ...rest] };
  return failed === null || policy.onError === 'Ignore' ? pass : orSkip(failed, session.unknownIn(variables));
}

/** What fails because nobody knows an answer is skipped, never passed. */
function orSkip(failed: Outcome, unknown: string | null): Outcome {
  return unknown === null ? failed : { result: 'skip', reason: unknown };
}

function violation(
  { validation, expression, message }: CompiledValidation,
  session: Session,
  variables: CompiledPolicy['variables'],
): Violation {
  const own = message === null ? null : session.evaluate(message, variables);
  return {
    validation,
    message: usable(own) ? own.trim() : (validation.message ?? `failed expression: ${validation.expression}`),
    places: session.places(expression, variables),
  };
}

/** What the API server takes of a messageExpression: one line of text that is not blank, at most 5 KiB. */
function usable(text: unknown): text is string {
  return typeof text === 'string' && text.trim() !== '' && !text.includes('\n') && text.length <= 5120;
}

function error(expression: string, value: unknown): Outcome {
  const message = value instanceof CelError ? value.message : 'the expression did not give true or false';
  return { result: 'error', expression, message };
}
