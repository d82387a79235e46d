import { WritError } from '../core/errors.ts';
import type { Outcome, Policy } from '../core/policy.ts';
import type { AtWork } from './at-work.ts';
import { compilePolicy, type CompiledPolicy } from './compile-policy.ts';
import { confinedTo, environmentFor } from './dialect-environments.ts';
import { dialectRules } from './dialect-rules.ts';
import type { CompiledException } from './judge-exceptions.ts';
import { Session, type Judged } from './session.ts';
import type { SetJudgeOptions } from './set-judge-options.ts';
import { variablePool } from './variable-pool.ts';

/** A policy with its exceptions, ready to be evaluated. */
export interface CompiledWork {
  readonly policy: CompiledPolicy;
  readonly exceptions: readonly CompiledException[];
}

/** Compiles policies that are evaluated together, each once. */
export interface WorkCompiler {
  /** The error that every request in its scope meets, where it cannot be compiled. */
  compiled(work: AtWork): CompiledWork | Outcome;
  session(judged: Judged): Session;
}

/** A compiler for policies that are evaluated together with one of them. */
export function workCompiler(
  policy: Pick<Policy, 'id' | 'dialect'>,
  { form = 'cost' }: SetJudgeOptions,
): WorkCompiler {
  const environment = environmentFor(policy);
  const how = { environment, form };
  const namespace = confinedTo(policy);
  const { absent } = dialectRules(policy.dialect);
  const pool = variablePool(environment, form);
  const known = new Map<Policy, CompiledWork | Outcome>();

  function compile({ policy, exceptions }: AtWork): CompiledWork {
    const bare = { ...policy, variables: [], validations: [], mutations: [], auditAnnotations: [] };
    return {
      policy: compilePolicy(policy, pool, how),
      exceptions: exceptions.map((exception) => ({
        exception,
        conditions: compilePolicy({ ...bare, conditions: exception.conditions }, pool, how),
      })),
    };
  }

  return {
    compiled(work) {
      const done = known.get(work.policy) ?? orFault(() => compile(work));
      known.set(work.policy, done);
      return done;
    },
    session: (judged) => new Session(environment, pool, { ...judged, namespace, absent }),
  };
}

function orFault(compile: () => CompiledWork): CompiledWork | Outcome {
  try {
    return compile();
  } catch (cause) {
    if (!(cause instanceof WritError)) throw cause;
    return { result: 'error', expression: '', message: cause.message };
  }
}
