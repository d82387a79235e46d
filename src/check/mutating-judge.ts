import { CelError, NotEvaluable } from '../cel/value/cel-error.ts';
import type { JsonObject } from '../core/json.ts';
import type { Binding, Facts, Outcome, PolicyException, Request } from '../core/policy.ts';
import { applyConfiguration, applyJsonPatch } from '../mutate/index.ts';
import type { AtWork } from './at-work.ts';
import type { CompiledMutation, CompiledPolicy } from './compile-policy.ts';
import { workCompiler, type CompiledWork, type WorkCompiler } from './compile-work.ts';
import { evaluationKey } from './dialect-environments.ts';
import { dialectRules } from './dialect-rules.ts';
import { evaluateConditions } from './evaluate-policy.ts';
import { judgeExceptions } from './judge-exceptions.ts';
import { matchScope } from './match-scope.ts';
import { paramsFor, unbound, withoutParams } from './particular-judge.ts';
import type { Session } from './session.ts';
import type { SetJudgeOptions } from './set-judge-options.ts';
import type { SetVerdict } from './set-verdict.ts';
import { bindingsFor, type Asked } from './under-bindings.ts';

/** An object after policies had their turn, and what each says. */
export interface Changed {
  readonly object: JsonObject | null;
  readonly verdicts: readonly SetVerdict[];
}

/** Has policies change an object one after the other, each what the one before left. */
export function mutatingJudge(
  works: readonly AtWork[],
  options: SetJudgeOptions,
): (request: Request, facts: Facts) => Changed {
  const compilers = new Map<string, WorkCompiler>();
  const compilerFor = ({ policy }: AtWork): WorkCompiler => {
    const key = evaluationKey(policy);
    const known = compilers.get(key) ?? workCompiler(policy, options);
    compilers.set(key, known);
    return known;
  };
  return (request, facts) => {
    let { object } = request;
    const verdicts: SetVerdict[] = [];
    for (const work of works) {
      if (object === null) break;
      const turn = new Turn(work, compilerFor(work), options, { request, facts, object });
      verdicts.push(...turn.take());
      ({ object } = turn);
    }
    return { object, verdicts };
  };
}

interface Given {
  readonly request: Request;
  readonly facts: Facts;
  readonly object: JsonObject;
}

/** One policy's turn at an object: under each of its bindings, with each of their parameters. */
class Turn {
  object: JsonObject;
  readonly #work: AtWork;
  readonly #compiler: WorkCompiler;
  readonly #options: SetJudgeOptions;
  readonly #given: Given;

  constructor(work: AtWork, compiler: WorkCompiler, options: SetJudgeOptions, given: Given) {
    this.#work = work;
    this.#compiler = compiler;
    this.#options = options;
    this.#given = given;
    this.object = given.object;
  }

  take(): readonly SetVerdict[] {
    const { policy, bindings } = this.#work;
    const asked = this.#asked();
    const matching = { ...dialectRules(policy.dialect).matching, users: asked.users };
    const match = matchScope(policy.scope, asked.request, asked.facts, matching);
    if (!match.known) return [this.#verdict(null, { result: 'skip', reason: match.why })];
    if (!match.value) return [];
    const ready = this.#compiler.compiled(this.#work);
    if ('result' in ready) return [this.#verdict(null, ready)];
    if (bindings.length === 0) {
      const outcome = policy.params === null ? null : unbound(policy.params.kind);
      return [outcome === null ? this.#change(ready, null, null) : this.#verdict(null, outcome)];
    }
    return bindingsFor(this.#work, asked).flatMap(({ binding, unknown }) =>
      unknown === null
        ? this.#underBinding(ready, binding)
        : [this.#verdict(binding, { result: 'skip', reason: unknown })],
    );
  }

  #underBinding(ready: CompiledWork, binding: Binding): readonly SetVerdict[] {
    const { policy } = this.#work;
    const params = paramsFor(policy, binding, this.#asked());
    if (!params.known) return [this.#verdict(binding, { result: 'skip', reason: params.why })];
    if (params.value.length === 0) return [this.#verdict(binding, withoutParams(policy, binding))];
    return params.value.map((one) => this.#change(ready, binding, one));
  }

  #change(ready: CompiledWork, binding: Binding | null, params: JsonObject | null): SetVerdict {
    const asked = this.#asked();
    const { users } = asked;
    const exempted = judgeExceptions(ready.exceptions, this.#compiler.session(asked), users);
    if (exempted.decided !== null) return this.#verdict(binding, exempted.decided, exempted.exception);
    const session = this.#compiler.session({ ...asked, params, exceptions: exempted.allowed });
    const unknown = session.unknownName(ready.policy, users);
    if (unknown !== null) return this.#verdict(binding, { result: 'skip', reason: unknown });
    const conditions = evaluateConditions(ready.policy, session);
    if (conditions !== 'met') return this.#verdict(binding, conditions);
    return this.#verdict(binding, this.#applyAll(ready.policy, session));
  }

  /** All of a policy's mutations, or none of them. */
  #applyAll({ policy, rules, mutations, variables }: CompiledPolicy, session: Session): Outcome {
    let { object } = this;
    for (const one of mutations) {
      const changed = this.#apply(one, object, session.evaluate(one.expression, variables));
      if (changed instanceof CelError) {
        const unknown = changed instanceof NotEvaluable ? changed.message : session.unknownIn(variables);
        if (unknown !== null) return { result: 'skip', reason: unknown };
        if (policy.onError === 'Ignore' && rules.forgives === 'all')
          return { result: 'skip', reason: `${changed.message}, which its failurePolicy ignores` };
        return { result: 'error', expression: one.mutation.expression, message: changed.message };
      }
      object = changed;
      session.change(object, rules.variables);
    }
    this.object = object;
    return { result: 'pass' };
  }

  #apply(
    { mutation }: CompiledMutation,
    object: JsonObject,
    value: ReturnType<Session['evaluate']>,
  ): JsonObject | CelError {
    const { schema } = this.#options;
    if (mutation.form === 'JSONPatch')
      return applyJsonPatch(
        object,
        value,
        this.#work.policy.dialect.name === 'map' ? (schema ?? null) : null,
      );
    if (schema === undefined) return new CelError('nothing is known of the kinds that it changes');
    return applyConfiguration(object, value, { schema, atomics: mutation.atomics ?? 'refused' });
  }

  #asked(): Asked {
    const { request, facts } = this.#given;
    return { request: { ...request, object: this.object }, facts, users: this.#options.users ?? 'unknown' };
  }

  #verdict(binding: Binding | null, outcome: Outcome, exception: PolicyException | null = null): SetVerdict {
    const { policy } = this.#work;
    return { policy, binding, outcome, actions: binding?.actions ?? [], exception, changed: this.object };
  }
}
