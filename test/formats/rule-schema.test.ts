// What an editor says of a rule file by the published schema, and what `writ prove` says when it reads it.
import { globSync, readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import type { JsonObject, JsonValue } from '../../src/core/json.ts';
import type { Rule } from '../../src/core/rule.ts';
import { rules } from '../../src/rules/index.ts';
import { parseRule } from '../../src/rules/rule-file.ts';
import { workload } from '../../src/rules/_subjects.ts';
import { defaultLimits } from '../../src/yaml/document.ts';
import { read } from '../../src/yaml/read.ts';

const ajv = new Ajv({ allErrors: true });
addFormats.default(ajv);
const schema = JSON.parse(readFileSync('schemas/rule.schema.json', 'utf8')) as JsonObject;
const editor = ajv.compile(schema);

/** What a rule of the catalogue is as a file: less than the catalogue can say, but each word of it the same. */
function ruleFile({ subject, prove, ...rule }: Rule): JsonObject {
  const { code: _code, level: _level, ...rest } = rule;
  const examples = (list: Rule['prove']['pass']) =>
    list.map(({ because, resource, answers, minor, beside }) => ({
      because,
      resource,
      answers,
      minor,
      beside,
    }));
  const resources = subject.resources.map(({ groups, versions, resources: names }) => ({
    groups,
    versions,
    resources: names,
  }));
  const file = {
    apiVersion: 'writ/v1',
    kind: 'Rule',
    ...rest,
    subject: subject === workload ? 'workload' : { resources, variables: subject.variables },
    prove: { pass: examples(prove.pass), fail: examples(prove.fail) },
  };
  return JSON.parse(JSON.stringify(file)) as JsonObject;
}

async function readYaml(text: string): Promise<JsonValue> {
  const [one] = await Array.fromAsync(read(text, defaultLimits), (each) => each);
  if (one === undefined || 'problem' in one) throw new Error(one?.problem.message ?? 'empty');
  return one.document.value;
}

/** Whether both accept it. */
function verdicts(file: JsonValue): { readonly editor: boolean; readonly reader: boolean } {
  return { editor: editor(file), reader: 'rule' in parseRule(file) };
}

const both = { editor: true, reader: true };
const neither = { editor: false, reader: false };

describe('both accept', () => {
  test.each(rules.map((rule) => [rule.id, rule] as const))('%s, written as YAML', async (_, rule) => {
    const file = await readYaml(stringify(ruleFile(rule)));
    expect(verdicts(file)).toEqual(both);
    const parsed = parseRule(file);
    expect('rule' in parsed && parsed.rule.check).toEqual(rule.check);
    expect('rule' in parsed && parsed.rule.related).toEqual(rule.related);
    expect('rule' in parsed && parsed.rule.unless).toEqual(rule.unless);
  });

  test.each(globSync('examples/rules/*.rule.yaml'))('%s', async (file) => {
    expect(verdicts(await readYaml(readFileSync(file, 'utf8')))).toEqual(both);
  });
});

const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a' } };
const good = {
  apiVersion: 'writ/v1',
  kind: 'Rule',
  id: 'own-rule',
  title: 'A rule of somebody',
  why: 'Somebody wants it.',
  severity: 'low',
  subject: { resources: [{ groups: [''], resources: ['pods'] }] },
  check: [{ expression: 'true', message: 'It is broken.' }],
  prove: { pass: [{ because: 'good', resource: pod }], fail: [{ because: 'bad', resource: pod }] },
};
const example = { because: 'good', resource: pod };

const broken: readonly (readonly [why: string, change: object])[] = [
  ['a field that is none', { titel: 'A' }],
  ['another version of the form', { apiVersion: 'writ/v2' }],
  ['another kind', { kind: 'rule' }],
  ['no id', { id: undefined }],
  ['an id with capitals', { id: 'Own-Rule' }],
  ['an id that begins with a hyphen', { id: '-own' }],
  ['an id that is too long', { id: 'a'.repeat(64) }],
  ['a title that is a number', { title: 5 }],
  ['an empty title', { title: '' }],
  ['a title of blanks', { title: '  ' }],
  ['a severity that is none', { severity: 'severe' }],
  ['a category that is none', { category: 'secure' }],
  ['a source without a title', { sources: [{ url: 'https://example.com' }] }],
  ['a source whose address is none', { sources: [{ title: 'a', url: 'example' }] }],
  ['no subject', { subject: undefined }],
  ['a subject that is another word', { subject: 'pods' }],
  ['a subject without resources', { subject: { resources: [] } }],
  ['resources without groups', { subject: { resources: [{ resources: ['pods'] }] } }],
  ['a question of no type', { ask: { a: { prompt: 'What?' } } }],
  ['a question of another type', { ask: { a: { type: 'date', prompt: 'When?' } } }],
  ['a default of another type', { ask: { a: { type: 'flag', prompt: 'Is it?', default: 'yes' } } }],
  ['a question whose key is no identifier', { ask: { 'a-b': { type: 'text', prompt: 'What?' } } }],
  ['a variable whose name is no identifier', { variables: [{ name: 'a-b', expression: 'true' }] }],
  ['no checks', { check: [] }],
  ['a check that is no list', { check: { expression: 'true', message: 'a' } }],
  ['a check without a message', { check: [{ expression: 'true' }] }],
  ['an empty expression', { check: [{ expression: '', message: 'a' }] }],
  ['a remedy without advice', { remedy: { risk: 'low' } }],
  ['a risk that is none', { remedy: { advice: 'a', risk: 'none' } }],
  ['an edit that is none', { remedy: { advice: 'a', edits: [{ replace: '/a', to: 1 }] } }],
  ['an edit with too much', { remedy: { advice: 'a', edits: [{ remove: '/a', to: 1 }] } }],
  ['an edit whose pointer is none', { remedy: { advice: 'a', edits: [{ set: 'spec.a', to: 1 }] } }],
  ['covers that is text', { covers: 'host-pid' }],
  ['no examples', { prove: undefined }],
  ['no example that fails', { prove: { pass: [example], fail: [] } }],
  ['examples that only pass', { prove: { pass: [example] } }],
  ['an example without a reason', { prove: { pass: [{ resource: pod }], fail: [example] } }],
  [
    'an example without a kind',
    { prove: { pass: [{ because: 'a', resource: { apiVersion: 'v1' } }], fail: [example] } },
  ],
  ['an answer that is an object', { prove: { pass: [{ ...example, answers: { a: {} } }], fail: [example] } }],
  ['a minor that is text', { prove: { pass: [{ ...example, minor: '1.30' }], fail: [example] } }],
  [
    'what stands beside without a kind',
    { prove: { pass: [{ ...example, beside: [{ apiVersion: 'v1' }] }], fail: [example] } },
  ],
  ['a look-up without a key', { related: { a: { kinds: ['Service'], by: 'name' } } }],
  ['a look-up of no kinds', { related: { a: { kinds: [], by: 'name', key: 'object.kind' } } }],
  [
    'a look-up by something else',
    { related: { a: { kinds: ['Service'], by: 'uid', key: 'object.metadata.uid' } } },
  ],
  [
    'a look-up whose name is no identifier',
    { related: { 'a-b': { kinds: ['Service'], by: 'name', key: "'a'" } } },
  ],
  ['a release without a condition', { unless: { a: { kinds: ['Service'], by: 'name', key: "'a'" } } }],
  ['a minor that is too old', { prove: { pass: [{ ...example, minor: 20 }], fail: [example] } }],
];

describe('both refuse', () => {
  test('nothing of a file that has what it needs', () => {
    expect(verdicts(good)).toEqual(both);
  });

  test.each(broken)('%s', (_, change) => {
    expect(verdicts(JSON.parse(JSON.stringify({ ...good, ...change })) as JsonValue)).toEqual(neither);
  });

  test.each([[[]], ['text'], [null], [5]])('what is no object: %j', (value) => {
    expect(verdicts(value)).toEqual(neither);
  });
});

test('every field tells an editor what it is for', () => {
  const silent = (node: JsonValue, path: string): readonly string[] => {
    if (typeof node !== 'object' || node === null) return [];
    const { properties = {}, ...rest } = node as Readonly<Record<string, JsonObject>>;
    return [
      ...Object.entries(properties).flatMap(([name, field]) => [
        ...(typeof (field as JsonObject)['description'] === 'string' ? [] : [`${path}.${name}`]),
        ...silent(field, `${path}.${name}`),
      ]),
      ...Object.entries(rest).flatMap(([key, value]) => silent(value, `${path}/${key}`)),
    ];
  };
  expect(silent(schema, '')).toEqual([]);
});

test('no field is open to others but those of objects, answers and questions', () => {
  const open = (node: JsonValue, path: string): readonly string[] => {
    if (typeof node !== 'object' || node === null) return [];
    const { properties, additionalProperties } = node as JsonObject;
    const here = properties !== undefined && additionalProperties !== false ? [path] : [];
    return [...here, ...Object.entries(node).flatMap(([key, value]) => open(value, `${path}/${key}`))];
  };
  expect(
    new Set(
      open(schema, '').map((path) =>
        path
          .replace(/\/items$/, '')
          .split('/')
          .at(-1),
      ),
    ),
  ).toEqual(new Set(['resource', 'beside']));
});
