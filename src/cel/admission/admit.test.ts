import { describe, expect, test } from 'vitest';
import { kubernetes } from '../environment/kubernetes.ts';
import { admit } from './admit.ts';
import type { AdmittedPolicy } from './admit.ts';

const environment = kubernetes(36);

function refusals(policy: AdmittedPolicy): readonly string[] {
  return admit(policy, environment).map(({ field, message }) => `${field}: ${message}`);
}

function validation(expression: string): AdmittedPolicy {
  return { validations: [{ expression }] };
}

function codes(expression: string): readonly string[] {
  return admit(validation(expression), environment).map(({ code }) => code);
}

describe('admit', () => {
  test('accepts what an API server accepts', () => {
    expect(
      refusals({
        paramKind: true,
        matchConditions: [{ name: 'not-kube', expression: "object.metadata.name != 'kube'" }],
        variables: [
          { name: 'limit', expression: 'int(params.data.limit)' },
          { name: 'names', expression: 'object.spec.containers.map(c, c.name)' },
        ],
        validations: [
          {
            expression: 'variables.names.size() <= variables.limit',
            messageExpression: "'too many: ' + variables.names.join(', ')",
            reason: 'Forbidden',
          },
          { expression: "authorizer.requestResource.check('update').allowed()" },
        ],
        auditAnnotations: [{ key: 'names', valueExpression: "variables.names.join(',')" }],
      }),
    ).toEqual([]);
  });

  test('a validation is statically a bool, a message a string, an audit annotation a string or null', () => {
    expect(refusals(validation('object.metadata.name'))).toEqual([
      'spec.validations[0].expression: must evaluate to bool but got dyn',
    ]);
    expect(
      refusals({ validations: [{ expression: 'true', messageExpression: 'object.metadata.name' }] }),
    ).toEqual(['spec.validations[0].messageExpression: must evaluate to string but got dyn']);
    expect(refusals({ auditAnnotations: [{ key: 'k', valueExpression: '1' }] })).toEqual([
      'spec.auditAnnotations[0].valueExpression: must evaluate to one of [string null_type] but got int',
    ]);
  });

  test('says where and what in the words of the API server', () => {
    expect(refusals(validation('object.a == b'))).toEqual([
      "spec.validations[0].expression: compilation failed: ERROR: <input>:1:13: undeclared reference to 'b' (in container '')\n" +
        ' | object.a == b\n' +
        ' | ............^',
    ]);
  });

  test('shows the line that is wrong, with tabs as blanks', () => {
    const [refusal] = refusals(validation('true &&\n\tzz'));
    expect(refusal).toContain("<input>:2:2: undeclared reference to 'zz'");
    expect(refusal).toContain('\n |  zz\n | .^');
  });

  test.each([
    ['math.greatest(1, 2) == 2', 'compilation'],
    ["base64.encode(b'a') == ''", 'compilation'],
    ['cel.bind(x, 1, x == 1)', 'compilation'],
    ["jsonpatch.escapeKey('/') == ''", 'compilation'],
    ["'abc'.reverse() == 'cba'", 'compilation'],
    ['has(object)', 'compilation'],
    ['[1].all(1, true)', 'compilation'],
    ["[1, 'a'].size() == 2", 'compilation'],
    ["[?object.?a, 'x'].size() == 1", 'compilation'],
    ['1 == 1.0', 'compilation'],
    ['object.`a` == 1', 'compilation'],
    ["'a'.matches('[')", 'compilation'],
    ["'a'.find('[') == ''", 'instantiation'],
    ["'a'.findAll('(').size() == 0", 'instantiation'],
    ["int('abc') == 0 || true", 'instantiation'],
    ['variables.a', 'compilation'],
    ['params.a == 1', 'compilation'],
    ['', 'required'],
    [' ', 'required'],
  ])('refuses %s as %s', (expression, code) => {
    expect(codes(expression)).toEqual([code]);
  });

  test('an expression has 100,000 code points at most', () => {
    const pad = (size: number): string => `true${' '.repeat(size - 4)}`;
    expect(codes(pad(100_000))).toEqual([]);
    expect(refusals(validation(pad(100_001)))).toEqual([
      'spec.validations[0].expression: compilation failed: ERROR: <input>:-1:0: expression code point size exceeds limit: size: 100001, limit 100000',
    ]);
    expect(codes(`'${'😀'.repeat(60_000)}' != ''`)).toEqual([]);
  });

  test('an expression nests 250 levels at most; chains of `&&` are not nested', () => {
    const nested = (depth: number): string => `${'('.repeat(depth)}true${')'.repeat(depth)}`;
    expect(codes(nested(200))).toEqual([]);
    expect(codes(nested(260))).toEqual(['compilation']);
    expect(codes(Array.from({ length: 2_000 }, () => 'true').join(' && '))).toEqual([]);
    expect(codes(`${Array.from({ length: 300 }, () => '1').join(' + ')} == 300`)).toEqual(['compilation']);
  });

  test('match conditions are 64 at most, named once and well, and know no variables', () => {
    const conditions = Array.from({ length: 65 }, (_, index) => ({ name: `n${index}`, expression: 'true' }));
    const rest = { validations: [{ expression: 'true' }], variables: [{ name: 'a', expression: '1' }] };
    expect(refusals({ ...rest, matchConditions: conditions })).toEqual([
      'spec.matchConditions: Too many: 65: must have at most 64 items',
    ]);
    const matchConditions = [
      { name: 'a', expression: 'variables.a == 1' },
      { name: 'a', expression: 'true' },
      { name: 'a b', expression: 'true' },
    ];
    const problems = admit({ ...rest, matchConditions }, environment);
    expect(problems.map(({ field, code }) => `${field} ${code}`)).toEqual([
      'spec.matchConditions[0].expression compilation',
      'spec.matchConditions[1].name duplicate',
      'spec.matchConditions[2].name invalid',
    ]);
  });

  test('variables are known only behind their own definition, by names that are identifiers', () => {
    const problems = admit(
      {
        variables: [
          { name: 'a', expression: 'variables.b' },
          { name: 'b', expression: '1' },
          { name: 'namespace', expression: '1' },
          { name: 'a-b', expression: '1' },
        ],
        validations: [{ expression: "variables.b == 'x'" }],
      },
      environment,
    );
    expect(problems.map(({ field, code }) => `${field} ${code}`)).toEqual([
      'spec.variables[0].expression compilation',
      'spec.variables[2].name invalid',
      'spec.variables[3].name invalid',
      'spec.validations[0].expression compilation',
    ]);
  });

  test('a message has no line breaks, a reason is one of three, a message expression no authorizer', () => {
    const problems = admit(
      {
        validations: [
          { expression: 'true', message: 'a\nb' },
          { expression: 'true', reason: 'Unauthorized' },
          { expression: 'true', messageExpression: "authorizer.path('/').check('get').reason()" },
        ],
      },
      environment,
    );
    expect(problems.map(({ field, code }) => `${field} ${code}`)).toEqual([
      'spec.validations[0].message invalid',
      'spec.validations[1].reason unsupported',
      'spec.validations[2].messageExpression compilation',
    ]);
  });

  test('a policy has validations or audit annotations; of these, 20 at most, of 5 KiB', () => {
    expect(admit({}, environment).map(({ field }) => field)).toEqual([
      'spec.validations',
      'spec.auditAnnotations',
    ]);
    const annotations = Array.from({ length: 21 }, (_, index) => ({
      key: `k${index}`,
      valueExpression: "'a'",
    }));
    expect(refusals({ auditAnnotations: annotations })).toEqual([
      'spec.auditAnnotations: must not have more than 20 auditAnnotations',
    ]);
    const long = { key: 'k', valueExpression: `'${'a'.repeat(5 * 1024)}'` };
    expect(refusals({ auditAnnotations: [long] })).toEqual([
      'spec.auditAnnotations[0].valueExpression: Required value: must not exceed 5120 bytes in length',
    ]);
  });

  test('a library may be used one version after it was introduced, so that a rollback is possible', () => {
    const accepted = (minor: number, expression: string): boolean =>
      admit(validation(expression), kubernetes(minor)).length === 0;
    const first: readonly (readonly [number, string])[] = [
      [30, "quantity('1') == quantity('1')"],
      [31, "ip('10.0.0.1').family() == 4"],
      [31, "cidr('10.0.0.0/8').prefixLength() == 8"],
      [32, "format.dns1123Label().validate('a') == optional.none()"],
      [32, "authorizer.requestResource.labelSelector('a=b').check('list').allowed()"],
      [33, '[1].all(i, v, i < v)'],
      [33, '[1].first().hasValue()'],
      [34, "semver('1.0.0').major() == 1"],
      [35, '[2, 1].sort() == [1, 2]'],
    ];
    for (const [minor, expression] of first) {
      expect(
        [expression, minor - 1, minor].map((at) => (typeof at === 'string' ? at : accepted(at, expression))),
      ).toEqual([expression, minor === 30, true]);
    }
  });
});
