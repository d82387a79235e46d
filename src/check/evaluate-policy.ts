import { CelError, NotEvaluable } from '../cel/value/cel-error.ts';
import type { Named, Outcome, Validation, Violation } from '../core/policy.ts';
import type { CompiledPolicy, CompiledValidation } from './compile-policy.ts';
import type { DialectRules } from './dialect-rules.ts';
import { matchScope } from './match-scope.ts';
import type { MatchOptions } from './match-scope.ts';
import type { Session } from './session.ts';
import { violationMessage } from './violation-message.ts';

/** The one outcome of whatever holds. */
export const pass: Outcome = { result: 'pass' };

/**
 * One policy's verdict on the session's request, in the order of an API server (KEP-3488):
 * scope, match conditions, validations; null where the policy does not concern the request.
 */
export function evaluatePolicy(
  compiled: CompiledPolicy,
  session: Session,
  users: MatchOptions['users'] = 'unknown',
): Outcome | null {
  if (!compiled.scopeIsStatic) {
    const options = { ...compiled.rules.matching, users };
    const match = matchScope(compiled.policy.scope, session.request, session.facts, options);
    if (!match.known) return { result: 'skip', reason: match.why };
    if (!match.value) return null;
  }
  return evaluateMatched(compiled, session, users);
}

/** The same of a request that is in the policy's scope. */
export function evaluateMatched(
  compiled: CompiledPolicy,
  session: Session,
  users: MatchOptions['users'],
): Outcome {
  const unknown = session.unknownName(compiled, users);
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
export function evaluateConditions(compiled: CompiledPolicy, session: Session): Outcome | 'met' {
  const { rules, conditions, variables } = compiled;
  if (conditions.length === 0) return 'met';
  const spent = session.spent;
  let failed: Outcome | null = null;
  for (const { condition, expression } of conditions) {
    const value = session.evaluate(expression, variables);
    if (value === false) return unmet(condition);
    if (value !== true) failed ??= conditionFault(condition, value, rules);
  }
  if (rules.budget !== null && session.spent - spent > rules.budget / 4) failed ??= outOfBudget;
  return failed === null ? 'met' : forgiven(compiled, failed);
}

function forgiven({ policy, rules }: CompiledPolicy, failed: Outcome): Outcome {
  if (failed.result === 'skip' || policy.onError === 'Fail' || rules.forgives === 'none') return failed;
  return { result: 'skip', reason: 'a match condition failed, which its failurePolicy ignores', unmet: true };
}

function conditionFault(condition: Named, value: unknown, { faults }: DialectRules): Outcome {
  return faults === 'violation' ? broken(asValidation(condition), value) : error(condition.expression, value);
}

const unmetReasons = new WeakMap<Named, Outcome>();

/** The same for the same condition: most policies leave out most objects. */
function unmet(condition: Named): Outcome {
  const known = unmetReasons.get(condition);
  if (known !== undefined) return known;
  const reason = `its match condition${condition.name === '' ? '' : ` \`${condition.name}\``} is false`;
  const outcome: Outcome = { result: 'skip', reason, unmet: true };
  unmetReasons.set(condition, outcome);
  return outcome;
}

/** A violation outweighs an error: either would be refused, and the violation says what to do. */
function evaluateValidations(compiled: CompiledPolicy, session: Session): Outcome {
  const { rules, variables } = compiled;
  const spent = session.spent;
  const { violated, failed } = evaluateEach(compiled, session);
  if (failed?.result === 'fail') return failed;
  const fault =
    failed ?? overBudget(compiled, session, session.spent - spent) ?? annotationFault(compiled, session);
  if (violated.length === 0) return withFault(compiled, fault, session);
  const [first, ...rest] = violated.map(({ one, message }) => violation(one, message, session, variables));
  if (first === undefined || (rules.annotations === 'decisive' && fault !== null))
    return withFault(compiled, fault, session);
  return { result: 'fail', violations: [first, ...rest] };
}

/** What fails because nobody knows an answer is skipped, never passed. */
function withFault(
  { policy, rules, variables }: CompiledPolicy,
  fault: Outcome | null,
  session: Session,
): Outcome {
  const isForgiven = policy.onError === 'Ignore' && rules.forgives === 'all';
  if (fault === null) return pass;
  if (fault.result === 'skip') return fault;
  if (isForgiven) return pass;
  const unknown = session.unknownIn(variables);
  return unknown === null ? fault : { result: 'skip', reason: unknown };
}

/** What does not hold, and the first that is neither true nor false. */
function evaluateEach({ rules, validations, variables }: CompiledPolicy, session: Session): Evaluated {
  const violated: Violated[] = [];
  let failed: Outcome | null = null;
  // Without an iterator: this is done for every policy and object.
  for (let index = 0; index < validations.length; index++) {
    const one = validations[index] as CompiledValidation;
    const value = session.evaluate(one.expression, variables);
    if (value === true) continue;
    if (value === false) {
      const own = one.message === null ? null : session.evaluate(one.message, variables);
      violated.push({ one, message: violationMessage(rules.messages, one.validation, own, index) });
    } else if (rules.faults === 'violation') failed = broken(one.validation, value);
    else if (failed?.result !== 'skip') failed = worse(failed, error(one.validation.expression, value));
    if (rules.evaluates === 'until-broken') break;
  }
  return { violated, failed };
}

/** The first of two faults; what nobody knows before what is wrong, which may be forgiven. */
function worse(one: Outcome | null, other: Outcome): Outcome {
  return one === null || other.result === 'skip' ? other : one;
}

interface Evaluated {
  readonly violated: readonly Violated[];
  readonly failed: Outcome | null;
}

interface Violated {
  readonly one: CompiledValidation;
  readonly message: string;
}

/** What all validations cost; what variables cost that others had read before is only counted where it may matter. */
function overBudget(compiled: CompiledPolicy, session: Session, spent: number): Outcome | null {
  const { budget } = compiled.rules;
  if (budget === null || session.spent <= budget) return null;
  if (spent <= budget && spentAlone(compiled, session) <= budget) return null;
  return outOfBudget;
}

const outOfBudget: Outcome = {
  result: 'error',
  expression: '',
  message: 'validation failed due to running out of cost budget, no further validation rules will be run',
};

function spentAlone(compiled: CompiledPolicy, session: Session): number {
  const alone = session.anew();
  alone.unknownName(compiled, 'ignored');
  evaluateEach(compiled, alone);
  return alone.spent;
}

/** An audit annotation is text, or null where there is nothing to say. */
function annotationFault({ annotations, variables }: CompiledPolicy, session: Session): Outcome | null {
  if (annotations.length === 0) return null;
  for (const { annotation, expression } of annotations) {
    const value = session.evaluate(expression, variables);
    if (typeof value === 'string' || value === null) continue;
    const what = value instanceof CelError ? value.message : 'it gave neither text nor null';
    const message = `audit annotation \`${annotation.name}\`: ${what}`;
    return { result: 'error', expression: annotation.expression, message };
  }
  return null;
}

function violation(
  { validation, expression }: CompiledValidation,
  message: string,
  session: Session,
  variables: CompiledPolicy['variables'],
): Violation {
  return { validation, message, places: session.places(expression, variables) };
}

/** An error that its dialect reports like a violation; nobody can say where. */
function broken(validation: Validation, value: unknown): Outcome {
  if (value instanceof NotEvaluable) return { result: 'skip', reason: value.message };
  const message = `expression '${validation.expression}' resulted in error: ${reasonOf(value)}`;
  return { result: 'fail', violations: [{ validation, message, places: [] }] };
}

function asValidation({ name, expression }: Named): Validation {
  return { id: `condition-${name}`, expression, message: null, messageExpression: null, reason: 'Invalid' };
}

function error(expression: string, value: unknown): Outcome {
  if (value instanceof NotEvaluable) return { result: 'skip', reason: value.message };
  return { result: 'error', expression, message: reasonOf(value) };
}

function reasonOf(value: unknown): string {
  return value instanceof CelError ? value.message : 'the expression did not give true or false';
}
