import type { JsonObject } from '../core/json.ts';
import type { Facts, Outcome, PolicyException, Request } from '../core/policy.ts';
import { isPast } from '../core/is-past.ts';
import type { CompiledPolicy } from './compile-policy.ts';
import { evaluateConditions } from './evaluate-policy.ts';
import { matchScope, type Match, type MatchOptions } from './match-scope.ts';
import type { Session } from './session.ts';

/** An exception, its conditions compiled in the environment of the policy that it is for. */
export interface CompiledException {
  readonly exception: PolicyException;
  readonly conditions: CompiledPolicy;
}

/** What the exceptions of a policy make of a request before the policy itself is looked at. */
export type Exempted =
  | { readonly decided: Outcome; readonly exception: PolicyException | null }
  | { readonly decided: null; readonly allowed: JsonObject };

/** Decides as Kyverno does: any exception that lifts the whole policy wins, others only say what is allowed. */
export function judgeExceptions(
  exceptions: readonly CompiledException[],
  session: Session,
  users: MatchOptions['users'],
): Exempted {
  const applying: PolicyException[] = [];
  let failed: Outcome | null = null;
  for (const one of exceptions) {
    const applies = appliesTo(one, session, users);
    if (applies === true) applying.push(one.exception);
    else if (applies !== false) failed ??= applies;
  }
  const [first] = applying;
  if (first !== undefined && applying.some(({ allowed }) => allowed === null))
    return { decided: liftedBy(first), exception: first };
  if (failed !== null) return { decided: failed, exception: null };
  return { decided: null, allowed: allowedBy(applying) };
}

/** Whether an exception is for this request, or what comes of it that nobody can tell. */
function appliesTo(
  { exception, conditions }: CompiledException,
  session: Session,
  users: MatchOptions['users'],
): boolean | Outcome {
  const { request, facts } = session;
  if (exception.until !== null && isOver(exception.until, facts.now)) return false;
  const match = matchException(exception, {
    request,
    facts,
    options: { ...conditions.rules.matching, users },
  });
  if (!match.known) return { result: 'skip', reason: `whether an exception applies: ${match.why}` };
  if (!match.value) return false;
  const unknown = session.unknownName(conditions, users);
  if (unknown !== null) return { result: 'skip', reason: `whether an exception applies: ${unknown}` };
  const outcome = evaluateConditions(conditions, session);
  if (outcome === 'met') return true;
  return outcome.result === 'skip' ? false : outcome;
}

/** A day still counts, an instant does not; what is neither exempts nothing. */
function isOver(until: string, now: bigint): boolean {
  const at = Date.parse(until);
  if (Number.isNaN(at)) return true;
  return until.includes('T') ? BigInt(at) * 1_000_000n <= now : isPast(until, now);
}

/** A user that nobody knows is exempt from nothing, which is what the other side of a scope means. */
function matchException(
  { scope }: PolicyException,
  {
    request,
    facts,
    options,
  }: { readonly request: Request; readonly facts: Facts; readonly options: MatchOptions },
): Match {
  const outside = matchScope({ not: scope }, request, facts, options);
  return outside.known ? { known: true, value: !outside.value } : outside;
}

function liftedBy({ result, reason }: PolicyException): Outcome {
  if (result === 'pass') return { result: 'pass' };
  return { result: 'skip', reason: `an exception lifts it${reason === null ? '' : `: ${reason}`}` };
}

function allowedBy(exceptions: readonly PolicyException[]): JsonObject {
  return {
    allowedImages: exceptions.flatMap(({ allowed }) => allowed?.images ?? []),
    allowedValues: exceptions.flatMap(({ allowed }) => allowed?.values ?? []),
  };
}
