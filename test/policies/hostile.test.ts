import { beforeAll, describe, expect, it } from 'vitest';
import { checkJson, folder } from '../doors/cli.ts';
import { admissionPolicy, kyvernoPolicy, mutatingPolicy, pod } from './objects.ts';

const variables = (text: string): string => `  variables: ${text}\n`;
const list = '[1,2,3,4,5,6,7,8,9,10]';
const endless = Array.from({ length: 9 }).reduce<string>(
  (inner, _, depth) => `${list}.all(x${depth}, ${inner})`,
  'true',
);

/** Each with what is said of it. */
const policies: Readonly<Record<string, readonly [text: string, said: string]>> = {
  'does not parse': [admissionPolicy('object.'), 'expected a field name'],
  'reads what there is not': [admissionPolicy('objekt.spec == 1'), "undeclared reference to 'objekt'"],
  'is no bool': [kyvernoPolicy('object.spec.hostNetwork'), 'must evaluate to bool'],
  'asks of itself': [
    admissionPolicy(
      'variables.a',
      variables('[{name: a, expression: variables.b}, {name: b, expression: variables.a}]'),
    ),
    "undefined field 'b'",
  ],
  'has ten million characters': [
    admissionPolicy(`object.metadata.name != '${'x'.repeat(10_000_000)}'`),
    'limit 100000',
  ],
  'is nested without end': [kyvernoPolicy(`${'('.repeat(5000)}true${')'.repeat(5000)}`), 'recursion'],
  'does not come to an end': [admissionPolicy(endless), 'cost limit exceeded'],
  'has the wrong types': [
    admissionPolicy('true').replace(/validations: .*/, 'validations: {expression: true}'),
    '/spec/validations',
  ],
  'has no name': [kyvernoPolicy('true'), 'has no name'],
  'is there twice': [`${kyvernoPolicy('true')}---\n${kyvernoPolicy('false')}`, 'there is another'],
  'changes what it cannot': [mutatingPolicy.replace("'remove'", "'vanish'"), 'vanish'],
  'is of a version nobody knows': [
    kyvernoPolicy('true').replace('policies.kyverno.io/v1', 'policies.kyverno.io/v9'),
    'v9',
  ],
  'is of prototypes': [
    admissionPolicy("object.__proto__.constructor.name == 'Object'"),
    'no such key: __proto__',
  ],
};

describe('a policy that', () => {
  let json: Awaited<ReturnType<typeof checkJson>>['json'];
  let code: number | null = null;

  beforeAll(async () => {
    const files = Object.entries(policies).map(([what, [text]], index) => {
      const name = what === 'has no name' ? '{}' : `{name: policy-${index}}`;
      return [`policies/${index}.yaml`, text.replaceAll(/^metadata: .*$/gm, `metadata: ${name}`)] as const;
    });
    using made = folder({ 'a.yaml': pod, ...Object.fromEntries(files) });
    ({ json, code } = await checkJson(['a.yaml', '--policies', 'policies', '--results', 'all'], made.path));
  }, 60_000);

  it.each(Object.entries(policies).map(([what, [, said]], index) => [what, said, index] as const))(
    '%s ends in a sentence',
    (_, said, index) => {
      const told = [
        ...json.findings.filter(({ policy }) => policy === `policy-${index}`),
        ...json.unjudged.filter(({ file }) => file === `policies/${index}.yaml`),
      ].map(({ message }) => message);
      expect(told.join('\n')).toContain(said);
      expect(Math.max(...told.map(({ length }) => length))).toBeLessThan(1000);
    },
  );

  it('cannot be judged by is never a pass', () => {
    expect(json.findings.filter(({ result }) => result === 'pass')).toEqual([]);
    expect(code).toBe(3);
  });
});
