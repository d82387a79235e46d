// What an editor says of a configuration by the published schema, and what Writ says when it reads it.
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { parseConfiguration, type Known } from '../../src/configuration/read-configuration.ts';
import type { JsonObject, JsonValue } from '../../src/core/json.ts';
import { evidence } from '../../src/operations/deciding/compliance-evidence.ts';
import { rules } from '../../src/rules/index.ts';
import { kubernetesSchema } from '../../src/schema/kubernetes.ts';

const ajv = new Ajv({ allErrors: true });
addFormats.default(ajv);
const editor = ajv.compile(
  JSON.parse(readFileSync('schemas/configuration.schema.json', 'utf8')) as JsonObject,
);
let known: Known;
beforeAll(async () => {
  known = { rules, schema: await kubernetesSchema(), now: 0n, evidence };
});

function verdicts(value: JsonValue): { readonly editor: boolean; readonly reader: boolean } {
  return { editor: editor(value), reader: 'configuration' in parseConfiguration(value, known) };
}

const suites = process.env['WRIT_SUITES'] ?? join(import.meta.dirname, '../../../shared');
const samples = globSync(join(suites, 'documents/003_*')).flatMap((file) =>
  Array.from(readFileSync(file, 'utf8').matchAll(/```json\n([\s\S]*?)```/g), ([, json = '']) => json),
);
if (samples.length === 0) console.warn(`skipped: the document's samples, for they are not in ${suites}`);
const rule: JsonObject = {
  id: 'own-001',
  name: 'Own',
  description: 'Because.',
  severity: 'high',
  category: 'security',
  conditions: [{ field: 'metadata.labels.team', operator: 'exists' }],
  actions: [{ type: 'deny', message: 'no' }],
};

describe('an editor and Writ agree', () => {
  test.each([...globSync('examples/configuration/writ.config.*')])('that %s is good', (file) => {
    expect(verdicts(parse(readFileSync(file, 'utf8')) as JsonValue)).toEqual({ editor: true, reader: true });
  });

  test.each(samples.map((json, index) => [index + 1, json] as const))(
    'that sample %i of the document is good',
    (_, json) => {
      expect(verdicts(JSON.parse(json) as JsonValue)).toEqual({ editor: true, reader: true });
    },
  );

  test.each<[string, JsonValue]>([
    ['a list', []],
    ['an unknown key', { customRule: [] }],
    ['an enforcement that is none', { global: { enforcement: 'strickt' } }],
    ['an environment that is none', { organization: { name: 'Acme', environment: 'prod' } }],
    [
      'an operator that is none',
      { customRules: [{ ...rule, conditions: [{ field: 'metadata.name', operator: 'is' }] }] },
    ],
    ['no actions', { customRules: [{ ...rule, actions: [] }] }],
    ['a rule without a name', { customRules: [{ id: 'own-001', severity: 'high' }] }],
    [
      'an exemption without an end',
      { exemptions: [{ ruleIds: ['KP001'], resource: { names: ['a'] }, reason: 'x', approver: 'y' }] },
    ],
    ['a mail address that is none', { notifications: { email: { recipients: ['jane'] } } }],
  ])('that %s is bad', (_, value) => {
    expect(verdicts(JSON.parse(JSON.stringify(value)) as JsonValue)).toEqual({
      editor: false,
      reader: false,
    });
  });
});

test('every field of the schema says what it is for', () => {
  const silent: string[] = [];
  const walk = (schema: unknown, path: string): void => {
    if (typeof schema !== 'object' || schema === null) return;
    for (const [key, value] of Object.entries(schema)) {
      if (key === 'properties')
        for (const [name, field] of Object.entries(value as Record<string, JsonObject>))
          if (!('description' in field) && !('$ref' in field)) silent.push(`${path}/${name}`);
      walk(value, `${path}/${key}`);
    }
  };
  walk(editor.schema, '');
  expect(silent).toEqual([]);
});
