import { expect, test } from 'vitest';
import { kubernetes } from '../../cel/environment/kubernetes.ts';
import { createJudge } from '../../check/judge.ts';
import { offlineFacts } from '../../check/offline-facts.ts';
import { requestOf } from '../../check/request-of.ts';
import { bind } from '../../ask/bind.ts';
import type { Resource } from '../../core/resource.ts';
import { kubernetesSchema } from '../../schema/kubernetes.ts';
import { findRules } from '../deciding/catalogue.ts';
import { kindsOf } from './kinds-of.ts';
import { createSurroundings } from './surroundings.ts';

const kinds = kindsOf(await kubernetesSchema());
const lookup = { kinds: ['ServiceAccount'], within: 'namespace', by: 'labels', key: '' } as const;

function surroundingsOf(rule: string) {
  const judge = createJudge(
    findRules(rule).map((one) => bind(one, {}, { minor: 36 })),
    {
      environment: kubernetes(36),
      form: 'budget',
    },
  );
  return createSurroundings({ judge, kinds, facts: offlineFacts(0n) });
}

function account(name: string): Resource {
  return { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name } };
}

test('where everything finds everything else, answers are unknown after a while', () => {
  const surroundings = surroundingsOf('namespace-without-quota');
  const quota = { ...lookup, kinds: ['ResourceQuota'] };
  for (let n = 0; n < 2000; n++)
    surroundings.add({ apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: `${n}` } });
  const facts = surroundings.facts();
  const request = requestOf(account('a'), kinds);
  const answers = Array.from({ length: 1100 }, () => facts.related(quota, {}, request));
  expect(answers.slice(0, 1000).every(({ known }) => known)).toBe(true);
  expect(answers.at(-1)).toEqual({ known: false, why: expect.stringContaining('too many'), found: [] });
  const unknown = answers.filter(({ known }) => !known).length;
  expect(surroundings.notes()).toEqual([
    expect.stringMatching(`too many objects .*: ${unknown} times a rule .* was skipped`),
  ]);
});

test('rules that look nothing up keep nothing', () => {
  const surroundings = surroundingsOf('privileged-container');
  surroundings.add(account('a'));
  surroundings.add(account('b'));
  expect(surroundings.facts().related(lookup, {}, requestOf(account('a'), kinds))).toMatchObject({
    known: false,
  });
});
