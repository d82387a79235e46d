import type { Environment } from '../cel/environment/environment.ts';
import { WritError } from '../core/errors.ts';
import type { Facts, Lookup, Policy, Request } from '../core/policy.ts';
import type { Form } from './compile-expression.ts';
import { allParts, type Parts } from '../core/parts.ts';
import { isRelated, type CompiledPolicy } from './compile-policy.ts';
import type { Reads } from './reads.ts';
import { evaluatePolicy, released } from './evaluate-policy.ts';
import { dialectRules, type DialectRules } from './dialect-rules.ts';
import { isOfKind, matchScope, type UnknownUsers } from './match-scope.ts';
import { preparedPolicies } from './prepared-policies.ts';
import { Session } from './session.ts';
import { variablePool } from './variable-pool.ts';
import { verdictTeller, type Verdict } from './verdict.ts';
import { verdictMemory, type VerdictMemory } from './verdict-memory.ts';

/** What can be said of a request before other objects are known. */
export interface Preliminary {
  readonly verdicts: readonly Verdict[];
  /** The policies that look other objects up; the same list for the same kind. */
  readonly waiting: readonly Policy[];
  /** What was found, and another object may still lift. */
  readonly held: readonly Verdict[];
}

/** What had to wait. */
type Late = Pick<Preliminary, 'waiting' | 'held'>;

/** Policies compiled together. What they share is evaluated once a request. */
export interface Judge {
  /** The policies in whose scope a request of this kind may be, for those that are not judged. */
  concerned(request: Request, facts: Facts): readonly Policy[];
  /** The verdicts of all policies in whose scope the request is, in the order of the policies. */
  judge(request: Request, facts: Facts): readonly Verdict[];
  /** The verdicts of those that need no other objects, and who needs them. */
  judgeAlone(request: Request, facts: Facts): Preliminary;
  /** The verdicts of all, where other objects are known already; alone ones as they are remembered. */
  judgeWhole(request: Request, facts: Facts): readonly Verdict[];
  /** The verdicts of what had to wait, now that other objects are known. */
  judgeLate(late: Late, request: Request, facts: Facts): readonly Verdict[];
  /** Why a policy cannot be compiled; null where it can. */
  readonly fault: (policy: Policy) => WritError | null;
  /** What policies may look up, and what they read of each object that is found. */
  lookups(): readonly { readonly lookup: Lookup; readonly parts: Parts }[];
  /** Which parts of an object policies may read, and releasing from what was held. */
  reads(policies: readonly Policy[], held?: readonly Policy[]): Parts;
}

/** The policies that kind, resource and operation alone do not rule out. */
interface Candidates {
  readonly all: readonly Policy[];
  /** What those make of objects that are alike which look nothing up, at least not before they have found something. */
  readonly memory: VerdictMemory;
  readonly related: readonly Policy[];
}

/** How policies are compiled. */
export interface JudgeOptions {
  readonly environment: Environment;
  readonly form: Form;
  /** How users that nobody knows are taken; unknown unless it is said. */
  readonly users?: UnknownUsers;
  /** The namespace that policies may not look beyond, where they live in one. */
  readonly namespace?: string | null;
  /** Whether policies whose conditions leave a request out are told of, too. */
  readonly tellsUnmet?: boolean;
  /** What stands for an object that a request has not; null unless it is said. */
  readonly absent?: DialectRules['absent'];
}

/** Makes a judge; a policy is compiled when the first request of a kind in its scope arrives. */
export function createJudge(policies: readonly Policy[], options: JudgeOptions): Judge {
  const { environment, form, users = 'unknown', tellsUnmet = false, namespace = null, absent } = options;
  const pool = variablePool(environment, form);
  const { compiled, reads, readsToRelease, deciding } = preparedPolicies(pool, { environment, form });
  const verdictOf = verdictTeller(tellsUnmet);
  const candidates = candidatesAmong(policies, users, (alone) => verdictMemory(alone, deciding));

  const sessionFor = (request: Request, facts: Facts): Session =>
    new Session(environment, pool, { request, facts, namespace, absent });
  const verdictIn = (session: Session, policy: Policy): Verdict | null =>
    verdictOf(policy, evaluatePolicy(compiled(policy), session, users));
  const judgeRest = (session: Session, { waiting, held }: Late): readonly Verdict[] => {
    const found = waiting.map((policy) => verdictIn(session, policy)).filter((verdict) => verdict !== null);
    return [...found, ...held].map((verdict) => leftOf(verdict, compiled, session));
  };

  function judgeAlone(request: Request, facts: Facts): Preliminary {
    const { related, memory } = candidates(request, facts);
    let session: Session | null = null;
    const answers = memory.answers(request, (policy) =>
      verdictIn((session ??= sessionFor(request, facts)), policy),
    );
    return { ...parted(answers), waiting: related };
  }

  function judgeWhole(request: Request, facts: Facts): readonly Verdict[] {
    const { related, memory } = candidates(request, facts);
    const session = sessionFor(request, facts);
    const { verdicts, held } = parted(memory.answers(request, (policy) => verdictIn(session, policy)));
    return [...verdicts, ...judgeRest(session, { waiting: related, held })];
  }

  function judgeLate(late: Late, request: Request, facts: Facts): readonly Verdict[] {
    return judgeRest(sessionFor(request, facts), late);
  }

  function judge(request: Request, facts: Facts): readonly Verdict[] {
    return judgeLate({ waiting: candidates(request, facts).all, held: [] }, request, facts);
  }

  return {
    concerned: (request, facts) => candidates(request, facts).all,
    judge,
    judgeAlone,
    judgeWhole,
    judgeLate,
    fault: (policy) => faultOf(() => compiled(policy)),
    lookups: () => policies.filter(isRelated).flatMap((policy) => lookupsOf(policy, reads(policy))),
    reads: (some, held = []) =>
      allParts([...some.map(reads), ...held.map(readsToRelease)].map(({ object }) => object)),
  };
}

/** What is left of a verdict, now that other objects are known. */
function leftOf(verdict: Verdict, compiled: (policy: Policy) => CompiledPolicy, session: Session): Verdict {
  if (verdict.outcome.result !== 'fail') return verdict;
  const { policy, outcome } = verdict;
  return { policy, outcome: released(compiled(policy), outcome, session) };
}

/** What is said, and what another object may still lift. */
function parted(answers: readonly (Verdict | null)[]): Pick<Preliminary, 'verdicts' | 'held'> {
  const verdicts: Verdict[] = [];
  const held: Verdict[] = [];
  // Without an iterator: this is done for every policy and object.
  for (let at = 0; at < answers.length; at++) {
    const answer = answers[at] ?? null;
    if (answer !== null) (mayBeLifted(answer) ? held : verdicts).push(answer);
  }
  return { verdicts, held };
}

function faultOf(compile: () => unknown): WritError | null {
  try {
    compile();
    return null;
  } catch (cause) {
    if (cause instanceof WritError) return cause;
    throw cause;
  }
}

function lookupsOf(
  policy: Policy,
  { related }: Reads,
): readonly { readonly lookup: Lookup; readonly parts: Parts }[] {
  return Object.entries({ ...policy.related, ...policy.unless }).map(([name, lookup]) => ({
    lookup,
    parts: related.get(name) ?? 'all',
  }));
}

/** Chooses by kind; the same lists for the same kind. */
function candidatesAmong(
  policies: readonly Policy[],
  users: UnknownUsers,
  memoryOf: (alone: readonly Policy[]) => VerdictMemory,
): (request: Request, facts: Facts) => Candidates {
  const byKind = new Map<string, Candidates>();
  return (request, facts) => {
    const key = kindKey(request);
    const known = byKind.get(key);
    if (known !== undefined) return known;
    const all = policies.filter(({ scope, dialect }) => {
      const options = { ...dialectRules(dialect).matching, users };
      const match = isOfKind(scope) ? matchScope(scope, request, facts, options) : null;
      return match === null || !match.known || match.value;
    });
    const found = {
      all,
      memory: memoryOf(all.filter(({ related }) => related === undefined)),
      related: all.filter(({ related }) => related !== undefined),
    };
    byKind.set(key, found);
    return found;
  };
}

/** Whether another object may still release from what was found. */
function mayBeLifted({ policy, outcome }: Verdict): boolean {
  return policy.unless !== undefined && outcome.result === 'fail';
}

/** Everything that a static scope may look at. */
function kindKey({ kind, resource, subresource, operation, namespace }: Request): string {
  const place = `${kind.group}/${kind.version}/${kind.kind}/${resource.group}/${resource.version}/${resource.resource}`;
  return `${place}/${subresource ?? ''}/${operation}/${namespace === null}`;
}
