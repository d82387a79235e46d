// What another configuration would change (acceptance row 21).
import { expect, test } from 'vitest';
import type { JsonObject } from '../../src/core/json.ts';
import { configPreview, type ConfigPreviewResult } from '../../src/operations/config-preview.ts';
import { contextOf } from '../context.ts';
import { container, workload } from './judge.ts';

const { object } = workload('Deployment', {
  containers: [container({ securityContext: { privileged: true } })],
});

/** Compares two configurations on one privileged Deployment. */
function preview(current: JsonObject, proposed: JsonObject): Promise<ConfigPreviewResult> {
  const texts: Readonly<Record<string, JsonObject>> = {
    'now.json': current,
    'next.json': proposed,
    'a.json': object,
  };
  const inputs = {
    upwards: () => null,
    async *open([name = '']: readonly string[]) {
      yield { name, named: true, text: JSON.stringify(texts[name]) };
    },
  };
  const context = contextOf(inputs);
  const asked = { config: 'next.json', current: 'now.json', crds: [], now: null, paths: ['a.json'] };
  const limits = { maxFileSize: 1, maxDocuments: 10, maxDepth: 100 };
  return configPreview.run({ ...asked, ...limits }, context, () => undefined);
}

function of(policy: string, changes: ConfigPreviewResult['added']): readonly string[] {
  return changes.filter((change) => change.policy === policy).map(({ what }) => what);
}

test('switching a rule off is a loss, not a repair', async () => {
  const { lost, added, rulesLost, proposed, current } = await preview(
    {},
    { ruleOverrides: { 'sec-002': { enabled: false } } },
  );
  expect(of('privileged-container', lost)).toEqual(['the rule is switched off']);
  expect(added).toEqual([]);
  expect(rulesLost).toEqual(['privileged-container']);
  expect(proposed.summary.rules).toBe(current.summary.rules - 1);
});

test('leaving an object out is a loss, too', async () => {
  const { lost } = await preview({}, { global: { excludedNamespaces: ['shop'] } });
  expect(of('privileged-container', lost)).toEqual(['the object is left out']);
});

test('what a rule of one’s own finds is new', async () => {
  const rule = {
    id: 'own-001',
    name: 'Team',
    description: 'Somebody must answer for it.',
    severity: 'high',
    category: 'operations',
    conditions: [{ field: 'metadata.labels.team', operator: 'exists' }],
    actions: [{ type: 'warn', message: 'no team' }],
  };
  const { added, rulesAdded } = await preview({}, { customRules: [rule] });
  expect(of('own-001', added)).toEqual(['warn, and was not found']);
  expect(rulesAdded).toEqual(['own-001']);
});

test.each<[string, JsonObject]>([
  ['fail becomes warn', { categories: { security: { enforcement: 'advisory' } } }],
  ['critical becomes low', { ruleOverrides: { 'sec-002': { severity: 'low' } } }],
  [
    'fail becomes excepted',
    {
      exemptions: [
        {
          ruleIds: ['sec-002'],
          resource: { names: ['*'] },
          reason: 'x',
          approver: 'jane',
          expires: '2027-01-31',
        },
      ],
    },
  ],
])('says that %s', async (what, proposed) => {
  const { changed, lost, added } = await preview({}, proposed);
  expect(of('privileged-container', changed)).toEqual([what]);
  expect([...lost, ...added]).toEqual([]);
});
