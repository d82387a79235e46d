import { createSetJudge } from '../../src/check/set-judge.ts';
import { own, type JsonObject } from '../../src/core/json.ts';
import { readPolicyId } from '../../src/core/policy-id.ts';
import type { Request } from '../../src/core/policy.ts';
import { nameOf, type Resource } from '../../src/core/resource.ts';
import { parse } from '../../src/dialects/kyverno-validating/parse.ts';
import { knownFacts } from '../cluster/known-facts.ts';
import { say } from '../cluster/offer.ts';
import { makePlayground } from '../cluster/playground.ts';
import { randomSet } from '../cluster/random-sets.ts';
import type { Cluster } from '../cluster/start.ts';
import { randomOf } from '../oracle/expressions/random-of.ts';
import { knownPolicies } from './known-policies.ts';
import { anError, review } from './review.ts';
import type { Kyverno } from './start-kyverno.ts';

/** How random policies ended. */
export interface PolicyTrials {
  readonly seed: number;
  readonly policies: number;
  readonly requests: number;
  /** Pairs of a policy and a request. */
  readonly compared: number;
  /** Of these, how many Kyverno warns of. */
  readonly denied: number;
  readonly skipped: number;
  readonly problems: readonly string[];
}

const collection = '/apis/policies.kyverno.io/v1/validatingpolicies';
const size = 60;
const count = 600;

/** Makes random ValidatingPolicies, asks Kyverno's webhook about random requests, and compares every verdict. */
export async function tryRandomPolicies(
  { api }: Cluster,
  { webhook }: Kyverno,
  seed: number,
): Promise<PolicyTrials> {
  const random = randomOf(seed);
  const playground = await makePlayground(api);
  const policies = randomSet(random, { name: 'random', size, params: 0 }).policies.map(asKyverno);
  for (const policy of policies) {
    const answer = await api.call('POST', collection, policy);
    if (answer.status !== 201) throw new Error(`${say(answer)}\n${JSON.stringify(policy)}`);
  }
  const names = policies.map(nameOf);
  await knownPolicies(api, webhook, 'random-last');
  const judge = createSetJudge(parse(policies, '1.19'));
  const facts = knownFacts(playground.namespaces, playground.maps);
  let [compared, denied, skipped] = [0, 0, 0];
  const problems: string[] = [];
  for (let index = 0; index < count; index++) {
    const { request } = playground.ask(random);
    // Kyverno takes the options of `exec` for an object in a namespace; nobody writes a policy about their metadata.
    if (request.operation === 'CONNECT') continue;
    const { said } = await review(webhook, 'vpol', names, request);
    const here = saidHere(judge.judge(request, facts).verdicts);
    denied += said.size;
    for (const policy of policies) {
      const name = nameOf(policy);
      const ours = here.get(name) ?? [];
      if (ours.includes(unknown)) {
        skipped += 1;
        continue;
      }
      compared += 1;
      const theirs = said.get(name) ?? [];
      if (JSON.stringify(ours) !== JSON.stringify(theirs))
        problems.push(describe(policy, request, { ours, theirs }));
    }
  }
  return { seed, policies: size, requests: count, compared, denied, skipped, problems };
}

const unknown = 'unknown';

function saidHere(
  verdicts: ReturnType<ReturnType<typeof createSetJudge>['judge']>['verdicts'],
): ReadonlyMap<string, readonly string[]> {
  const here = new Map<string, readonly string[]>();
  for (const { policy, outcome } of verdicts) {
    const { name } = readPolicyId(policy.id);
    const before = here.get(name) ?? [];
    if (outcome.result === 'fail')
      here.set(name, [...before, ...outcome.violations.map(({ message }) => message)]);
    else if (outcome.result === 'error') here.set(name, [...before, anError]);
    else if (outcome.result === 'skip' && outcome.unmet !== true) here.set(name, [...before, unknown]);
  }
  return here;
}

/** The same policy as Kyverno writes it. It only warns, or nothing could be made beside it. */
function asKyverno(policy: Resource): Resource {
  const { paramKind: _kind, ...spec } = own(policy, 'spec') as JsonObject;
  return {
    apiVersion: 'policies.kyverno.io/v1',
    kind: 'ValidatingPolicy',
    metadata: own(policy, 'metadata') ?? {},
    spec: { ...spec, validationActions: ['Warn'] },
  };
}

function describe(
  policy: Resource,
  { operation, kind, subresource, name, namespace, object, oldObject }: Request,
  { ours, theirs }: { readonly ours: readonly string[]; readonly theirs: readonly string[] },
): string {
  const where = `${operation} ${kind.kind}${subresource === null ? '' : `/${subresource}`} ${namespace ?? ''}/${name}`;
  const labels = [oldObject, object].map((one) => (one === null ? null : own(one, 'metadata')));
  return [
    `${nameOf(policy)} on ${where}: here ${JSON.stringify(ours)}; there ${JSON.stringify(theirs)}`,
    `    ${JSON.stringify(own(policy, 'spec'))}`,
    `    ${JSON.stringify(labels).slice(0, 400)}`,
  ].join('\n');
}
