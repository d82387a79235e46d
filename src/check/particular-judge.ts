import type { Environment } from '../cel/environment/environment.ts';
import { WritError } from '../core/errors.ts';
import type { JsonObject } from '../core/json.ts';
import type { Binding, Facts, Outcome, Policy, Request, Violation } from '../core/policy.ts';
import type { AtWork } from './at-work.ts';
import { compilePolicy, type CompiledPolicy } from './compile-policy.ts';
import { dialectRules } from './dialect-rules.ts';
import { evaluateMatched } from './evaluate-policy.ts';
import { judgeExceptions, type CompiledException, type Exempted } from './judge-exceptions.ts';
import { matchScope } from './match-scope.ts';
import { Session } from './session.ts';
import type { SetJudgeOptions } from './set-judge-options.ts';
import type { SetVerdict } from './set-verdict.ts';
import { bindingsFor, underBindings, type Asked } from './under-bindings.ts';
import { variablePool } from './variable-pool.ts';

/** Whether a policy asks for something of its own, so that it is judged by itself. */
export function needsParticular({ policy, exceptions }: AtWork): boolean {
  return exceptions.length > 0 || policy.params !== null;
}

interface Particular {
  readonly works: readonly AtWork[];
  readonly environment: Environment;
  readonly options: SetJudgeOptions;
}

/** A policy with its exceptions, ready to be evaluated. */
interface Compiled {
  readonly policy: CompiledPolicy;
  readonly exceptions: readonly CompiledException[];
}

/** Judges policies with parameters or exceptions, each by itself. */
export function particularJudge({ works, environment, options }: Particular) {
  const { form = 'cost', users = 'unknown' } = options;
  const pool = variablePool(environment, form);
  const known = new Map<Policy, Compiled | Outcome>();

  function compiled({ policy, exceptions }: AtWork): Compiled | Outcome {
    const done = known.get(policy) ?? orFault(() => compileWork(policy, exceptions));
    known.set(policy, done);
    return done;
  }

  function compileWork(policy: Policy, exceptions: AtWork['exceptions']): Compiled {
    const how = { environment, form };
    const bare = { ...policy, variables: [], validations: [], auditAnnotations: [] };
    return {
      policy: compilePolicy(policy, pool, how),
      exceptions: exceptions.map((exception) => ({
        exception,
        conditions: compilePolicy({ ...bare, conditions: exception.conditions }, pool, how),
      })),
    };
  }

  function judgeOne(work: AtWork, asked: Asked): readonly SetVerdict[] {
    const { request, facts } = asked;
    const matching = { ...dialectRules(work.policy.dialect).matching, users };
    const match = matchScope(work.policy.scope, request, facts, matching);
    if (!match.known) return underBindings(work, { result: 'skip', reason: match.why }, asked);
    if (!match.value) return [];
    const ready = compiled(work);
    if ('result' in ready) return underBindings(work, ready, asked);
    const exempted = judgeExceptions(ready.exceptions, new Session(environment, pool, asked), users);
    if (exempted.decided !== null) return underBindings(work, exempted.decided, asked, exempted.exception);
    return judgeParams(work, asked, (params) => evaluate(ready, params, exempted, asked));
  }

  function evaluate(
    { policy }: Compiled,
    params: JsonObject | null,
    { allowed }: Extract<Exempted, { readonly decided: null }>,
    { request, facts }: Asked,
  ): Outcome {
    const session = new Session(environment, pool, { request, facts, params, exceptions: allowed });
    return evaluateMatched(policy, session, users);
  }

  return (request: Request, facts: Facts): readonly SetVerdict[] =>
    works.flatMap((work) => judgeOne(work, { request, facts, users }));
}

function orFault(compile: () => Compiled): Compiled | Outcome {
  try {
    return compile();
  } catch (cause) {
    if (!(cause instanceof WritError)) throw cause;
    return { result: 'error', expression: '', message: cause.message };
  }
}

type Evaluate = (params: JsonObject | null) => Outcome;

/** One verdict for each binding, which says where parameters are. */
function judgeParams(work: AtWork, asked: Asked, evaluate: Evaluate): readonly SetVerdict[] {
  const { policy, bindings } = work;
  if (policy.params === null) return underBindings(work, evaluate(null), asked);
  if (bindings.length === 0) {
    const reason = `it takes parameters of kind ${policy.params.kind}, and no binding says which`;
    return underBindings(work, { result: 'skip', reason }, asked);
  }
  return bindingsFor(work, asked).map(({ binding, unknown }) => {
    const outcome: Outcome =
      unknown === null ? underBinding(policy, binding, asked, evaluate) : { result: 'skip', reason: unknown };
    return { policy, binding, outcome, actions: binding.actions, exception: null, changed: null };
  });
}

/** Without a reference the parameters are null; each that there is must be satisfied. */
function underBinding(
  policy: Policy,
  binding: Binding,
  { request, facts }: Asked,
  evaluate: Evaluate,
): Outcome {
  if (policy.params === null || binding.params === null) return evaluate(null);
  const params = facts.params(policy.params, binding, request);
  if (!params.known) return { result: 'skip', reason: params.why };
  const [first, ...rest] = params.value.map(evaluate);
  return first === undefined ? withoutParams(policy, binding) : rest.reduce(worse, first);
}

/** As an API server does: what is missing is allowed, or an error of the binding. */
function withoutParams({ onError }: Policy, { params }: Binding): Outcome {
  if (params?.whenMissing === 'Allow')
    return { result: 'skip', reason: 'no parameters were found, which its binding allows', unmet: true };
  const message =
    'failed to configure binding: no params found for policy binding with `Deny` parameterNotFoundAction';
  if (onError === 'Ignore')
    return { result: 'skip', reason: `${message}, which its failurePolicy ignores`, unmet: true };
  return { result: 'error', expression: '', message };
}

const rank: Readonly<Record<Outcome['result'], number>> = { fail: 3, error: 2, skip: 1, pass: 0 };

/** What two parameters make of a request together. */
function worse(one: Outcome, other: Outcome): Outcome {
  if (one.result === 'fail' && other.result === 'fail')
    return { result: 'fail', violations: [...one.violations, ...newAmong(other.violations, one.violations)] };
  if (isUnmet(one) || isUnmet(other)) return isUnmet(one) ? other : one;
  return rank[other.result] > rank[one.result] ? other : one;
}

function isUnmet(outcome: Outcome): boolean {
  return outcome.result === 'skip' && outcome.unmet === true;
}

function newAmong(found: readonly Violation[], known: readonly Violation[]): readonly Violation[] {
  return found.filter(
    ({ validation, message }) =>
      !known.some((one) => one.validation === validation && one.message === message),
  );
}
