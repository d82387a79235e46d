import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { bind } from '../../src/ask/bind.ts';
import { kubernetes } from '../../src/cel/environment/kubernetes.ts';
import { createJudge } from '../../src/check/judge.ts';
import { requestOf } from '../../src/check/request-of.ts';
import { openBench } from '../../src/operations/bench.ts';
import { rules } from '../../src/rules/index.ts';
import { profiles } from '../../src/rules/profiles.ts';
import {
  differences,
  judgeProfiles,
  rulesOf,
  type FrozenVerdicts,
} from '../oracle/pod-security/judge-profiles.ts';
import { workloadOf } from '../oracle/pod-security/random-pods.ts';

const file = new URL('../fixtures/oracle/pod-security.json.gz', import.meta.url);
const { cases } = JSON.parse(gunzipSync(readFileSync(file)).toString('utf8')) as FrozenVerdicts;
const bench = await openBench(0n);
const judge = judgeProfiles(bench);

test('the profiles baseline and restricted admit and refuse what Pod Security does, in each version', () => {
  expect(cases.length).toBe(5000);
  const wrong = cases.flatMap(({ pod, minor, verdict }) => {
    const found = differences(judge(pod, minor), verdict);
    return found.length === 0 ? [] : [{ minor, found, pod }];
  });
  expect(wrong).toEqual([]);
});

test('a template is judged like the pods that are made from it', () => {
  const wrong = cases.flatMap(({ pod, minor, verdict }, index) => {
    const workload = workloadOf(pod, index);
    const found = differences(judge(workload, minor), verdict);
    return found.length === 0 ? [] : [{ minor, found, workload }];
  });
  expect(wrong).toEqual([]);
});

test('every rule of the restricted profile is one check of Pod Security', () => {
  expect(Object.values(rulesOf).flat().toSorted()).toEqual(profiles.restricted.rules.toSorted());
});

test('the default profile finds nothing about the security of pods that Pod Security admits as restricted', () => {
  const chosen = rules.filter(
    ({ id, category }) => category === 'security' && profiles.default.rules.includes(id),
  );
  const minor = 36;
  const admitted = cases.filter((one) => one.verdict.restricted && one.minor >= 35);
  const found = new Set<string>();
  const policies = chosen.map((rule) => bind(rule, {}, { minor }));
  const judging = createJudge(policies, { environment: kubernetes(minor), form: 'budget' });
  for (const { pod } of admitted)
    for (const { policy, outcome } of judging.judge(requestOf(pod, bench.kinds), bench.facts))
      if (outcome.result !== 'pass') found.add(policy.id);
  expect(admitted.length).toBeGreaterThan(20);
  expect([...found]).toEqual([]);
});
