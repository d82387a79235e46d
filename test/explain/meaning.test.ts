// What the sentences are made of says of objects what the expressions say of them: nothing is lost in folding.
import { describe, expect, test } from 'vitest';
import { bind, unanswered } from '../../src/ask/bind.ts';
import { createSetJudge } from '../../src/check/set-judge.ts';
import { offlineFacts } from '../../src/check/offline-facts.ts';
import { requestOf } from '../../src/check/request-of.ts';
import type { Policy, Request } from '../../src/core/policy.ts';
import type { Resource } from '../../src/core/resource.ts';
import { isPolicy } from '../../src/dialects/read-policies.ts';
import type { Claim } from '../../src/explain/reading/claim.ts';
import { openReading } from '../../src/explain/reading/open-reading.ts';
import { rules } from '../../src/rules/index.ts';
import { isTrueOf, Unsaid } from './meaning.ts';
import { filesBelow, kinds, suites } from './policies.ts';

const facts = offlineFacts(0n);

/** Each validation by itself, as a policy. */
function validationsOf(policy: Policy): readonly Policy[] {
  return policy.validations.map((validation) => ({ ...policy, conditions: [], validations: [validation] }));
}

function requestsOf(objects: readonly Resource[]): readonly Request[] {
  return [...new Map(objects.map((one) => [JSON.stringify(one), requestOf(one, kinds)])).values()];
}

/** How often a claim and its expression were compared, and where they differ. */
interface Compared {
  readonly times: number;
  readonly wrong: readonly string[];
}

function compared(policies: readonly Policy[], requests: readonly Request[]): Compared {
  const results = policies.flatMap(validationsOf).flatMap((policy) => comparedOne(policy, requests));
  return { times: results.length, wrong: results.filter((one) => one !== '') };
}

/** For each request that can be compared what is wrong; empty where nothing is. */
function comparedOne(policy: Policy, requests: readonly Request[]): readonly string[] {
  const read = openReading(policy);
  const claim = read.claim(policy.validations[0]?.expression ?? '');
  if (claim === null) return [];
  const judge = createSetJudge({ policies: [policy], bindings: [], exceptions: [], refused: [] });
  // Paths of templates are said as those of a Pod.
  const comparable = requests.filter(
    ({ kind }) => kind.kind === 'Pod' || !read.reading.marks.has('pod template'),
  );
  return comparable.flatMap((request) => {
    const [verdict] = judge.judge(request, facts).verdicts;
    const judged = verdict?.outcome.result ?? 'skip';
    const said = judged === 'skip' ? undefined : saidOf(claim, request);
    if (said === undefined) return [];
    const isSame = said === null ? judged !== 'pass' : said === (judged === 'pass');
    return [isSame ? '' : `${policy.id} ${request.name}: ${judged}, said ${String(said)}`];
  });
}

/** Undefined where the claim has words for something that no program can look up. */
function saidOf(claim: Claim, { object }: Request): boolean | null | undefined {
  try {
    return isTrueOf(claim, { object, entries: [] });
  } catch (error) {
    if (error instanceof Unsaid) return undefined;
    throw error;
  }
}

describe.skipIf(suites.length < 2)('of the objects of both suites', () => {
  test('the claims say what the expressions say', () => {
    const files = suites.flatMap(filesBelow);
    const objects = files.flatMap(({ resources }) => resources).filter((one) => !isPolicy(one));
    const { times, wrong } = compared(
      files.flatMap(({ set }) => set.policies),
      requestsOf(objects),
    );
    expect(wrong).toEqual([]);
    expect(times).toBeGreaterThan(50_000);
  });
});

describe('of the examples of the catalogue', () => {
  test('the claims say what the expressions say', () => {
    const asked = Object.values(rules).filter((rule) => unanswered(rule, {}).length === 0);
    const results = asked.map((rule) => {
      const examples = [...rule.prove.pass, ...rule.prove.fail].map(({ resource }) => resource);
      return compared([bind(rule, {}, { minor: 36 })], requestsOf(examples));
    });
    expect(results.flatMap(({ wrong }) => wrong)).toEqual([]);
    expect(results.reduce((sum, { times }) => sum + times, 0)).toBeGreaterThan(400);
  });
});
