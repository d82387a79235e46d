/** Judging by policies of others: against compiling each for each object, and against the catalogue that they say again. */
import { bind } from '../src/ask/bind.ts';
import { compilePolicy } from '../src/check/compile-policy.ts';
import { environmentFor } from '../src/check/dialect-environments.ts';
import { evaluatePolicy } from '../src/check/evaluate-policy.ts';
import { createJudge } from '../src/check/judge.ts';
import { requestOf } from '../src/check/request-of.ts';
import { createSetJudge } from '../src/check/set-judge.ts';
import { matchScope } from '../src/check/match-scope.ts';
import { policyFaults } from '../src/check/policy-faults.ts';
import { Session } from '../src/check/session.ts';
import { variablePool } from '../src/check/variable-pool.ts';
import { WritError } from '../src/core/errors.ts';
import type { Policy, PolicySet, Request } from '../src/core/policy.ts';
import { isResource, type Resource } from '../src/core/resource.ts';
import { parse } from '../src/dialects/kyverno-validating/parse.ts';
import { render } from '../src/dialects/kyverno-validating/render.ts';
import { openBench } from '../src/operations/bench.ts';
import type { Bench } from '../src/prove/law.ts';
import { rules as catalogue } from '../src/rules/index.ts';
import { read } from '../src/yaml/read.ts';
import { stream } from './corpus.ts';
import type { Figure } from './report.ts';
import { inTurn } from './timing.ts';

const objects = 300;
const policies = 100;
const version = '1.19';

/** Hundred policies on three hundred objects, and the whole catalogue as ValidatingPolicies of Kyverno. */
export async function policiesOfOthers(rounds: number): Promise<readonly Figure[]> {
  const bench = await openBench(0n);
  const requests = await requestsOf(bench);
  const rules = catalogueOf(bench);
  const readBack = parse(rules.flatMap(rendered), version);
  const some = { ...readBack, policies: readBack.policies.slice(0, policies) };
  agree(requests, bench, some);
  const [slow = 0, fast = 0] = inTurn(
    [() => judgeEach(requests, bench, some), () => judgeAll(requests, bench, some)],
    Math.min(rounds, 9),
  );
  const [own = 0, others = 0] = inTurn(
    [() => judgeRules(requests, bench, rules), () => judgeSound(requests, bench, readBack)],
    // What was compiled well or badly by chance evens out only slowly.
    rounds * 4,
  );
  return [
    {
      what: `${objects} objects by ${some.policies.length} policies, against compiling each for each`,
      value: slow / fast,
      unit: '×',
      wanted: { atLeast: 50 },
    },
    { what: 'the same', value: fast, unit: 'ms', wanted: null },
    {
      what: `the ${readBack.policies.length} policies of the catalogue, against its rules`,
      value: others / own,
      unit: '×',
      wanted: { atMost: 1.5 },
    },
  ];
}

async function requestsOf({ kinds }: Bench): Promise<readonly Request[]> {
  const requests: Request[] = [];
  for await (const one of read(stream(objects))) {
    if (!('document' in one) || !isResource(one.document.value)) throw new Error('the corpus is unreadable');
    requests.push(requestOf(one.document.value, kinds));
  }
  return requests;
}

/** The rules of the catalogue that Kyverno can be told. */
function catalogueOf({ minor }: Bench): readonly Policy[] {
  return catalogue
    .filter(({ ask }) => Object.values(ask).every(({ default: answer }) => answer !== undefined))
    .map((rule) => bind(rule, {}, { minor }))
    .filter((policy) => rendered(policy).length > 0);
}

function rendered(policy: Policy): readonly Resource[] {
  try {
    return render({ policies: [policy], bindings: [], exceptions: [], refused: [] }, version);
  } catch (cause) {
    if (cause instanceof WritError) return [];
    throw cause;
  }
}

/** As Kyverno does: each policy is checked and compiled for each object, and only then asked. */
function judgeEach(requests: readonly Request[], { facts }: Bench, set: PolicySet): readonly string[] {
  return requests.flatMap((request) =>
    set.policies.flatMap((policy) => {
      const environment = environmentFor(policy);
      const pool = variablePool(environment, 'cost');
      refuseFaulty(policy);
      const compiled = compilePolicy(policy, pool, { environment, form: 'cost' });
      const matched = matchScope(policy.scope, request, facts);
      const isMatched = !matched.known || matched.value;
      const session = new Session(environment, pool, { request, facts });
      const outcome = isMatched ? evaluatePolicy(compiled, session) : null;
      return outcome === null ? [] : [`${policy.id} ${outcome.result}`];
    }),
  );
}

function refuseFaulty(policy: Policy): void {
  const [fault] = policyFaults(policy);
  if (fault !== undefined) throw new Error(`${policy.id}: ${fault.message}`);
}

/** As `writ check --policies` does: each policy is checked and compiled once. */
function judgeAll(requests: readonly Request[], bench: Bench, set: PolicySet): readonly string[] {
  set.policies.forEach(refuseFaulty);
  return judgeSound(requests, bench, set);
}

/** The same of policies that nobody has to check. */
function judgeSound(requests: readonly Request[], { facts }: Bench, set: PolicySet): readonly string[] {
  const judge = createSetJudge(set);
  return requests.flatMap((request) => results(judge, request, facts));
}

function results(
  judge: ReturnType<typeof createSetJudge>,
  request: Request,
  facts: Bench['facts'],
): readonly string[] {
  return judge.judge(request, facts).verdicts.map(({ policy, outcome }) => `${policy.id} ${outcome.result}`);
}

function judgeRules(requests: readonly Request[], { environment, facts }: Bench, rules: readonly Policy[]) {
  const judge = createJudge(rules, { environment, form: 'budget' });
  return requests.flatMap((request) =>
    judge.judgeAlone(request, facts).verdicts.map(({ policy, outcome }) => `${policy.id} ${outcome.result}`),
  );
}

/** A comparison of speed means nothing where the verdicts differ. */
function agree(requests: readonly Request[], bench: Bench, set: PolicySet): void {
  const [one, other] = [judgeEach(requests, bench, set), judgeAll(requests, bench, set)];
  const odd = one.findIndex((verdict, index) => verdict !== other[index]);
  if (odd >= 0 || one.length !== other.length) throw new Error(`${one[odd]} instead of ${other[odd]}`);
}
