import { beforeAll, describe, expect, test } from 'vitest';
import { evidence } from '../operations/deciding/compliance-evidence.ts';
import { rules } from '../rules/index.ts';
import { kubernetesSchema } from '../schema/kubernetes.ts';
import { readConfiguration, type Known } from './read-configuration.ts';

let known: Known;
beforeAll(async () => {
  known = { rules, schema: await kubernetesSchema(), now: 0n, evidence };
});

async function sentences(text: string): Promise<readonly string[]> {
  const read = await readConfiguration('writ.config.json', text, known);
  const told = 'problems' in read ? read.problems : read.warnings;
  return told.map(({ line, column, message }) => `${line}:${column}: ${message}`);
}

describe('a configuration', () => {
  test('is read from JSON and from YAML alike', async () => {
    const json = await readConfiguration(
      'a.json',
      '{"organization":{"name":"Acme","environment":"production"}}',
      known,
    );
    const yaml = await readConfiguration(
      'a.yaml',
      'organization:\n  name: Acme\n  environment: production\n',
      known,
    );
    expect(json).toEqual(yaml);
    expect('configuration' in json && json.configuration.organization?.name).toBe('Acme');
  });

  test('says where an unknown key is, and which was meant', async () => {
    expect(await sentences('{\n  "customRule": []\n}')).toEqual([
      '2:3: `customRule` is not a field here; did you mean `customRules`?',
    ]);
  });
});
