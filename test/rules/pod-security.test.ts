import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { openBench } from '../../src/operations/bench.ts';
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
const judge = judgeProfiles(await openBench(0n));

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
