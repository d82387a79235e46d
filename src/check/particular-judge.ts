import type { Binding, Facts, Known, Outcome, Policy, Request, Violation } from '../core/policy.ts';
import type { JsonObject } from '../core/json.ts';
import type { AtWork } from './at-work.ts';
import { workCompiler, type CompiledWork } from './compile-work.ts';
import { dialectRules } from './dialect-rules.ts';
import { evaluateMatched } from './evaluate-policy.ts';
import { judgeExceptions } from './judge-exceptions.ts';
import { matchScope } from './match-scope.ts';
import { podTemplates, relocated } from './pod-templates.ts';
import type { SetJudgeOptions } from './set-judge-options.ts';
import type { SetVerdict } from './set-verdict.ts';
import { bindingsFor, underBindings, type Asked } from './under-bindings.ts';

/** Whether a policy asks for something of its own, so that it is judged by itself. */
export function needsParticular({ policy, exceptions }: AtWork): boolean {
  return exceptions.length > 0 || policy.params !== null || policy.judges !== undefined;
}

/** Judges policies with parameters or exceptions, each by itself; all are of one dialect and version. */
export function particularJudge(works: readonly AtWork[], options: SetJudgeOptions) {
  const [first] = works;
  if (first === undefined) return () => [];
  const { users = 'unknown' } = options;
  const compiler = workCompiler(first.policy, options);

  function judgeOne(work: AtWork, asked: Asked): readonly SetVerdict[] {
    const matching = { ...dialectRules(work.policy.dialect).matching, users };
    const match = matchScope(work.policy.scope, asked.request, asked.facts, matching);
    if (!match.known) return underBindings(work, { result: 'skip', reason: match.why }, asked);
    if (!match.value || isOfOther(work.policy, asked.request)) return [];
    const ready = compiler.compiled(work);
    if ('result' in ready) return underBindings(work, ready, asked);
    return work.policy.judges === 'pod-templates'
      ? judgeTemplates(work, ready, asked)
      : judgeReady(work, ready, asked);
  }

  /** The first template that is not as it should be speaks for all; an exception lifts only its own. */
  function judgeTemplates(work: AtWork, ready: CompiledWork, asked: Asked): readonly SetVerdict[] {
    const { kind } = asked.request;
    const message = `no pod template found in ${kind.group}/${kind.version} ${kind.kind}`;
    let last = underBindings(work, { result: 'error', expression: '', message }, asked);
    for (const { at, request } of podTemplates(asked.request)) {
      const verdicts = judgeReady(work, ready, { ...asked, request });
      const isBad = verdicts.some(({ outcome: { result } }) => result === 'fail' || result === 'error');
      if (isBad) return verdicts.map((one) => ({ ...one, outcome: relocated(one.outcome, at) }));
      last = verdicts;
    }
    return last;
  }

  function judgeReady(
    work: AtWork,
    { policy, exceptions }: CompiledWork,
    asked: Asked,
  ): readonly SetVerdict[] {
    const exempted = judgeExceptions(exceptions, compiler.session(asked), users);
    if (exempted.decided !== null) return underBindings(work, exempted.decided, asked, exempted.exception);
    return judgeParams(work, asked, (params) =>
      evaluateMatched(policy, compiler.session({ ...asked, params, exceptions: exempted.allowed }), users),
    );
  }

  return (request: Request, facts: Facts): readonly SetVerdict[] =>
    works.flatMap((work) => judgeOne(work, { request, facts, users }));
}

/** A policy for any JSON has nothing to say of Kubernetes' objects: what it judges is of no kind. */
function isOfOther({ judges }: Policy, { kind }: Request): boolean {
  return judges === 'json' && kind.kind !== '';
}

type Evaluate = (params: JsonObject | null) => Outcome;

/** One verdict for each binding, which says where parameters are. */
function judgeParams(work: AtWork, asked: Asked, evaluate: Evaluate): readonly SetVerdict[] {
  const { policy, bindings } = work;
  if (policy.params === null) return underBindings(work, evaluate(null), asked);
  if (bindings.length === 0) return underBindings(work, unbound(policy.params.kind), asked);
  return bindingsFor(work, asked).map(({ binding, unknown }) => {
    const outcome: Outcome =
      unknown === null ? underBinding(policy, binding, asked, evaluate) : { result: 'skip', reason: unknown };
    return { policy, binding, outcome, actions: binding.actions, exception: null, changed: null };
  });
}

/** Of a policy that takes parameters, and nobody says which. */
export function unbound(kind: string): Outcome {
  return { result: 'skip', reason: `it takes parameters of kind ${kind}, and no binding says which` };
}

function underBinding(policy: Policy, binding: Binding, asked: Asked, evaluate: Evaluate): Outcome {
  const params = paramsFor(policy, binding, asked);
  if (!params.known) return { result: 'skip', reason: params.why };
  const [first, ...rest] = params.value.map(evaluate);
  return first === undefined ? withoutParams(policy, binding) : rest.reduce(worse, first);
}

/** Each of the parameters that a binding gives; without a reference there is one, and it is null. */
export function paramsFor(
  { params: kind }: Policy,
  binding: Binding,
  { request, facts }: Asked,
): Known<readonly (JsonObject | null)[]> {
  if (kind === null || binding.params === null) return { known: true, value: [null] };
  return facts.params(kind, binding, request);
}

/** As an API server does: what is missing is allowed, or an error of the binding. */
export function withoutParams({ onError }: Policy, { params }: Binding): Outcome {
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
