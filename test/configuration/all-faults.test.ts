// Everything that can be told of a configuration is told at once, at its place.
import { expect, test } from 'vitest';
import { evidence } from '../../src/operations/deciding/compliance-evidence.ts';
import { everyRule } from '../../src/operations/deciding/catalogue.ts';
import { readConfiguration } from '../../src/configuration/read-configuration.ts';
import { kubernetesSchema } from '../../src/schema/kubernetes.ts';

async function told(text: string): Promise<readonly string[]> {
  const known = { schema: await kubernetesSchema(), now: 0n, rules: everyRule(), evidence };
  const read = await readConfiguration('c', text, known);
  return 'problems' in read ? read.problems.map(({ line, message }) => `${line} ${message}`) : [];
}

const rule = (id: string, field: string, severity = 'high'): string => `  - id: ${id}
    name: one
    description: d
    severity: ${severity}
    category: security
    conditions: [{ field: '${field}', operator: exists }]
    actions: [{ type: deny, message: m }]
`;

test('a fault of shape hides none of meaning, in other parts or in the same list', async () => {
  const text = `organization: { name: Shop }
global: { enforcment: strict }
ruleOverrides:
  no-such-rule: { enabled: false }
  host-pid: { severity: worst }
customRules:
${rule('a-001', 'metadata.labels.team', 'severe')}${rule('a-002', 'spec.template.spec.containerz[*].image')}exemptions:
  - { ruleIds: [a-001], resource: { names: [x] }, reason: r, approver: p, expires: 2099-01-31 }
  - { ruleIds: [no-such-either], resource: { names: [x] }, reason: r, approver: p, expires: 2099-01-31 }
`;
  const messages = await told(text);
  expect(messages).toEqual([
    expect.stringMatching(/^1 `environment` is missing/),
    expect.stringMatching(/^2 `enforcment` is not a field here; did you mean `enforcement`/),
    expect.stringMatching(/^4 there is no rule `no-such-rule`/),
    expect.stringMatching(/^5 `severity` must be one of/),
    expect.stringMatching(/^10 `severity` must be one of/),
    expect.stringMatching(/^19 .*containerz/),
    expect.stringMatching(/^23 there is no rule `no-such-either`/),
  ]);
});

test('what is broken in a rule is not said again of whoever names it', async () => {
  const text = `customRules:
${rule('a-001', 'metadata.labels.team', 'severe')}ruleOverrides:
  a-001: { enabled: true }
`;
  expect(await told(text)).toEqual([expect.stringMatching(/^5 `severity`/)]);
});

test('a configuration that is none at all is said to be that, once', async () => {
  expect(await told('[]')).toHaveLength(1);
  expect(await told('customRules: 5\nexemptions: none\n')).toHaveLength(2);
});
