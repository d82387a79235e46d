import { expect, test } from 'vitest';
import { bind, placeholderAnswers } from '../../src/ask/bind.ts';
import { createJudge } from '../../src/check/judge.ts';
import { requestOf } from '../../src/check/request-of.ts';
import type { Verdict } from '../../src/check/verdict.ts';
import type { JsonValue } from '../../src/core/json.ts';
import { isResource, type Resource } from '../../src/core/resource.ts';
import { openBench } from '../../src/operations/bench.ts';
import { factsAmong } from '../../src/related/facts-among.ts';
import { createResourceIndex } from '../../src/related/resource-index.ts';
import { rules } from '../../src/rules/index.ts';

const seed = Number(process.env['WRIT_SEED'] ?? 1);
const bench = await openBench(0n);
const policies = rules
  .filter((rule) => Object.keys({ ...rule.related, ...rule.unless }).length === 0)
  .map((rule) => bind(rule, placeholderAnswers(rule), { minor: bench.minor }));
const examples = rules.flatMap(({ prove }) => [...prove.pass, ...prove.fail].map(({ resource }) => resource));

/** Numbers below a limit, the same for the same seed. */
function randomFrom(start: number): (below: number) => number {
  let state = start;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state % below;
  };
}

/** The same object with one field lost, or one element twice, or one value replaced. */
function changed(value: JsonValue, random: (below: number) => number): JsonValue {
  if (Array.isArray(value)) {
    const items = value as readonly JsonValue[];
    const index = random(items.length + 1);
    if (random(4) === 0) return [...items, ...items.slice(index)];
    return items.map((item, at) => (at === index ? changed(item, random) : item));
  }
  if (typeof value !== 'object' || value === null) return random(3) === 0 ? !value : value;
  const entries = Object.entries(value);
  const index = random(entries.length);
  if (random(6) === 0) return Object.fromEntries(entries.toSpliced(index, 1));
  return Object.fromEntries(
    entries.map(([key, inner], at) => [key, at === index ? changed(inner, random) : inner]),
  );
}

test('what is remembered is what evaluating would tell, of examples in any order and of random changes to them', () => {
  const judge = createJudge(policies, { environment: bench.environment, form: 'budget' });
  const random = randomFrom(seed);
  const pick = (): Resource => examples[random(examples.length)] as Resource;
  console.log(`seed ${seed}: WRIT_SEED=${seed} repeats these objects`);
  for (let round = 0; round < 6000; round++) {
    const resource = round % 2 === 0 ? pick() : changed(pick(), random);
    if (!isResource(resource)) continue;
    const request = requestOf(resource, bench.kinds);
    const remembered = judge.judgeAlone(request, bench.facts).verdicts;
    expect({ resource, verdicts: remembered }).toEqual({
      resource,
      verdicts: judge.judge(request, bench.facts),
    });
  }
});

test('judged when all is known is judged in two steps, look-ups and what releases included', () => {
  const all = rules.map((rule) => bind(rule, placeholderAnswers(rule), { minor: bench.minor }));
  const judge = createJudge(all, { environment: bench.environment, form: 'budget' });
  const random = randomFrom(seed);
  const among = rules.flatMap(({ prove }) => [...prove.pass, ...prove.fail]);
  for (let round = 0; round < 3000; round++) {
    const { resource, beside = [] } = among[random(among.length)] as (typeof among)[number];
    const index = createResourceIndex(judge.lookups());
    for (const one of [resource, ...beside]) index.add(one, requestOf(one, bench.kinds));
    const facts = factsAmong(bench.facts, index);
    const request = requestOf(resource, bench.kinds);
    const whole = judge.judgeWhole(request, facts).toSorted(byPolicy);
    const { verdicts, ...late } = judge.judgeAlone(request, bench.facts);
    expect(whole).toEqual([...verdicts, ...judge.judgeLate(late, request, facts)].toSorted(byPolicy));
    expect(whole).toEqual([...judge.judge(request, facts)].toSorted(byPolicy));
  }
});

function byPolicy(a: Verdict, b: Verdict): number {
  return a.policy.id < b.policy.id ? -1 : 1;
}
