// Configurations that mean harm and are valid: they cost no time, and names of prototypes are names like others.
import { expect, test } from 'vitest';
import type { JsonObject } from '../../src/core/json.ts';
import { container, judgeBy, short, workload } from './judge.ts';

function rule(field: string, operator: string, value?: string): JsonObject {
  return {
    id: 'constructor',
    name: 'Own',
    description: 'Because.',
    severity: 'high',
    category: 'security',
    conditions: [{ field, operator, ...(value !== undefined && { value }) }],
    actions: [{ type: 'deny', message: 'no' }],
  };
}

test.each(['^(a+)+$', '^(a|aa)+$', '^(.*a){20}$', '(a*)*b'])(
  'the expression %s, by which others blow up, is linear here',
  async (value) => {
    const image = `${'a'.repeat(20_000)}!`;
    const { object } = workload('Deployment', { containers: [container({ image })] });
    const own = rule('spec.template.spec.containers[*].image', 'regex_match', value);
    const started = performance.now();
    const found = await judgeBy({ customRules: [own] }, [object], { rules: ['constructor'] });
    expect(performance.now() - started).toBeLessThan(10_000);
    expect(found.summary).toMatchObject({ error: 0 });
  },
);

test('a rule, a label and a namespace may have the names of prototypes', async () => {
  const own = rule('metadata.labels.__proto__', 'equals', 'toString');
  const labelled = (name: string, labels: string): string =>
    `{"apiVersion":"v1","kind":"Pod","metadata":{"name":"${name}","namespace":"constructor","labels":${labels}},"spec":{"containers":[{"name":"a","image":"a:1"}]}}`;
  const objects = [
    labelled('good', '{"__proto__":"toString"}'),
    labelled('bad', '{"a":"b"}'),
    labelled('none', '{}'),
  ].map((text) => JSON.parse(text) as JsonObject);
  const found = await judgeBy({ customRules: [own] }, objects, { rules: ['constructor'] });
  expect(short(found)).toEqual([
    'constructor fail /metadata/labels/__proto__',
    'constructor fail /metadata/labels/__proto__',
  ]);
  const excluded = await judgeBy(
    { customRules: [own], global: { excludedNamespaces: ['constructor'] } },
    objects,
    { rules: ['constructor'] },
  );
  expect(excluded.summary).toMatchObject({ skip: 3, fail: 0 });
});

test('three hundred rules and ten thousand exemptions are read and judged in seconds', async () => {
  const rules = Array.from({ length: 300 }, (_, index) => ({
    ...rule('metadata.labels.team', 'exists'),
    id: `own-${index}`,
  }));
  const exemptions = Array.from({ length: 10_000 }, (_, index) => ({
    ruleIds: [`own-${index % 300}`],
    resource: { names: [`a*${'*'.repeat(index % 50)}${index}`] },
    reason: 'vendor',
    approver: 'jane',
    expires: '2027-01-31',
  }));
  const { object } = workload('Deployment', { containers: [container()] }, { name: 'a'.repeat(250) });
  const started = performance.now();
  const found = await judgeBy({ customRules: rules, exemptions }, [object]);
  expect(performance.now() - started).toBeLessThan(30_000);
  expect(found.summary).toMatchObject({ error: 0, excepted: 0 });
});
