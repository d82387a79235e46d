// Several conditions on one field: examples are made that tell them apart, so that the rule is proven.
import { expect, test } from 'vitest';
import { ask } from '../tools/context.ts';

const image = 'spec.template.spec.containers[*].image';
const team = 'metadata.labels.team';

test.each<[field: string, ...conditions: string[]]>([
  [image, 'regex_match', String.raw`^registry\.acme\.com/`, 'not_contains', ':latest'],
  [image, 'regex_match', String.raw`^registry\.acme\.com/.*:v\d+$`, 'not_contains', 'dev'],
  [image, 'regex_match', String.raw`^registry\.acme\.com/`, 'regex_match', String.raw`:v\d+\.\d+$`],
  [image, 'regex_match', '^[a-z.]+/', 'contains', '@sha256:'],
  [image, 'contains', 'acme', 'not_contains', ':latest'],
  [team, 'regex_match', '^team-', 'not_contains', 'x'],
])('%s: %s %s, %s %s', async (field, ...said) => {
  const [first, one, second, other] = said;
  const rule = {
    id: 'a-001',
    name: 'Images',
    description: 'Why.',
    severity: 'high',
    category: 'compliance',
    conditions: [
      { field, operator: first ?? '', value: one ?? '' },
      { field, operator: second ?? '', value: other ?? '' },
    ],
    actions: [{ type: 'deny', message: 'no' }],
  };
  const { output } = await ask('validate_policy_configuration', { configuration: { customRules: [rule] } });
  expect(output).toMatchObject({ valid: true, rules: [{ proven: true, problems: [] }] });
});

test('a condition that another makes vacuous is still unproven', async () => {
  const conditions = [
    { field: team, operator: 'equals', value: 'shop' },
    { field: team, operator: 'not_equals', value: 'other' },
  ];
  const rule = {
    id: 'a-001',
    name: 'Team',
    description: 'Why.',
    severity: 'high',
    category: 'compliance',
    conditions,
    actions: [{ type: 'deny', message: 'no' }],
  };
  const { output } = await ask('validate_policy_configuration', { configuration: { customRules: [rule] } });
  expect(output).toMatchObject({ rules: [{ proven: false }] });
});
