import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { agree, judge } from '../../../../test/oracle/kubernetes-cel/judged.ts';
import type { FrozenAnswers } from '../../../../test/oracle/kubernetes-cel/judged.ts';

const file = new URL('../../../../test/fixtures/oracle/kubernetes-cel.json.gz', import.meta.url);
const { cases } = JSON.parse(gunzipSync(readFileSync(file)).toString('utf8')) as FrozenAnswers;

test("random calls of Kubernetes' libraries give what the API server's own code gives, at its cost", () => {
  expect(cases).toHaveLength(4_000);
  const wrong = cases.flatMap(({ expression, ...answer }) => {
    const judged = judge(expression);
    return agree(answer, judged) ? [] : [{ expression, answer, judged }];
  });
  expect(wrong).toEqual([]);
});
