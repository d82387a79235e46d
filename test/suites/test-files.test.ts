import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { TestResult } from '../../src/operations/test.ts';
import { folder, writ } from '../doors/cli.ts';

const policy = `apiVersion: policies.kyverno.io/v1
kind: ValidatingPolicy
metadata: { name: no-latest }
spec:
  matchConstraints:
    resourceRules:
      - { apiGroups: [''], apiVersions: [v1], operations: [CREATE, UPDATE], resources: [pods] }
  validations:
    - expression: object.spec.containers.all(c, !c.image.endsWith(':latest'))
      message: tag it
`;

const objects = `apiVersion: v1
kind: Pod
metadata: { name: good }
spec: { containers: [{ name: a, image: 'a:1' }] }
---
apiVersion: v1
kind: Pod
metadata: { name: bad }
spec: { containers: [{ name: a, image: 'a:latest' }] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: bad-deployment, namespace: shop }
spec: { template: { spec: { containers: [{ name: a, image: 'a:latest' }] } } }
---
apiVersion: v1
kind: Service
metadata: { name: other }
`;

function suite(results: string, more = ''): Record<string, string> {
  return {
    'policy.yaml': policy,
    '.kyverno-test/objects.yaml': objects,
    '.kyverno-test/kyverno-test.yaml': `apiVersion: cli.kyverno.io/v1alpha1
kind: Test
metadata: { name: t }
policies: [../policy.yaml]
resources: [objects.yaml]
${more}results:
${results}`,
  };
}

async function run(
  files: Record<string, string>,
  args: readonly string[] = [],
): Promise<{ readonly code: number; readonly result: TestResult }> {
  using dir = folder(files);
  const { code, out } = await writ(['test', dir.path, '--format', 'json', ...args]);
  return { code, result: JSON.parse(out) as TestResult };
}

const row = (resources: string, result: string, more = ''): string =>
  `  - { policy: no-latest, kind: Pod, resources: [${resources}], result: ${result}${more} }\n`;

describe('a row', () => {
  test('is a case for each object that it names, those that autogen reaches included', async () => {
    const { code, result } = await run(suite(row('good', 'pass') + row('bad, shop/bad-deployment', 'fail')));
    expect(result.summary).toEqual({ files: 1, cases: 3, passed: 3, failed: 0, skipped: 0 });
    expect(result.cases.map(({ resource, actual }) => [resource, actual])).toEqual([
      ['default/Pod/good', 'pass'],
      ['default/Pod/bad', 'fail'],
      ['shop/Deployment/bad-deployment', 'fail'],
    ]);
    expect(code).toBe(0);
  });

  test('that expects otherwise fails, with what the policy said', async () => {
    const { code, result } = await run(suite(row('bad', 'pass')));
    expect(result.cases).toMatchObject([
      {
        policy: 'no-latest',
        rule: null,
        expected: 'pass',
        actual: 'fail',
        status: 'failed',
        reason: 'tag it',
      },
    ]);
    expect(code).toBe(1);
  });

  test('that no policy touches fails as excluded: nobody has tested anything', async () => {
    const { result } = await run(suite(row('other', 'pass')));
    expect(result.cases).toMatchObject([{ status: 'failed', actual: null, reason: 'excluded' }]);
  });

  test('that expects a policy to skip what it does not concern is right', async () => {
    const { result } = await run(suite(row('other', 'skip')));
    expect(result.cases).toMatchObject([{ status: 'passed', actual: 'skip' }]);
  });

  test('that names an object or a policy which is not there fails', async () => {
    const { result } = await run(
      suite(`${row('gone', 'pass')}  - { policy: gone, kind: Pod, resources: [good], result: pass }\n`),
    );
    expect(result.cases.map(({ reason }) => reason)).toEqual([
      'the test has no object `gone`',
      'the test has no policy `gone` that could be judged',
    ]);
  });

  test('without names is about every object that its policy concerns', async () => {
    const { result } = await run(suite('  - { policy: no-latest, kind: Pod, result: fail }\n'));
    expect(result.cases.map(({ resource, status }) => [resource, status])).toEqual([
      ['default/Pod/good', 'failed'],
      ['default/Pod/bad', 'passed'],
      ['shop/Deployment/bad-deployment', 'passed'],
    ]);
  });

  test('may state the operation: a deletion has no object', async () => {
    const { result } = await run(
      suite(row('bad', 'fail', ', operation: UPDATE') + row('bad', 'skip', ', operation: DELETE')),
    );
    expect(result.cases.map(({ status }) => status)).toEqual(['passed', 'passed']);
  });
});

describe('what cannot be tested', () => {
  test('is said with its place, and ends with 3', async () => {
    const files = suite(row('bad', 'fail'));
    const wrong = policy.replace(
      "- expression: object.spec.containers.all(c, !c.image.endsWith(':latest'))",
      '- expression: 1',
    );
    const { code, result } = await run({ ...files, 'policy.yaml': wrong });
    expect(result.problems).toMatchObject([{ line: 9, code: 'POLICY_INVALID' }]);
    expect(code).toBe(3);
  });

  test.each([
    ['a file that is not there', 'targetResources: [gone.yaml]\n', /gone\.yaml: there is no such file/],
    ['a field that Kyverno took away', 'checks: []\n', /unknown field "checks"/],
    ['an address on a network', 'exceptions: ["https://example.com/e.yaml"]\n', /is on a network/],
  ])('%s', async (_what, more, message) => {
    const { code, result } = await run(suite(row('bad', 'fail'), more));
    expect(result.problems.map((one) => one.message).join()).toMatch(message);
    expect(code).toBe(3);
  });

  test('a folder without tests is no success', async () => {
    using dir = folder({ 'a.yaml': 'a: 1\n' });
    const { code, out } = await writ(['test', dir.path]);
    expect(out).toContain('There is nothing to test here');
    expect(code).toBe(3);
  });
});

test('the table tells what was expected, and JUnit is well-formed', async () => {
  using dir = folder(suite(row('good', 'pass') + row('bad', 'pass')));
  const text = await writ(['test', dir.path]);
  expect(text.out.replaceAll(dir.path, '')).toBe(`${join('/', '.kyverno-test', 'kyverno-test.yaml')}
  passed   no-latest  default/Pod/good  pass
  failed   no-latest  default/Pod/bad   expected pass, got fail: tag it

1 passed, 1 failed, 0 skipped of 2 in 1 file
`);
  const junit = await writ(['test', dir.path, '--format', 'junit']);
  expect(junit.out).toContain('<failure message="expected pass, got fail: tag it"/>');
});

test('the examples of rule files are tests, too', async () => {
  const { out, code } = await writ(['test', 'examples/rules', '--format', 'json']);
  const result = JSON.parse(out) as TestResult;
  expect(result.summary.cases).toBeGreaterThan(3);
  expect(result.summary.failed).toBe(0);
  expect(code).toBe(0);
});

test('who asks may be told, with roles', async () => {
  const classic = `apiVersion: kyverno.io/v1
kind: ClusterPolicy
metadata: { name: no-latest }
spec:
  rules:
    - name: tags
      match: { any: [{ clusterRoles: [cluster-admin], resources: { kinds: [v1/Pod] } }] }
      validate: { message: tag it, pattern: { spec: { containers: [{ image: '!*:latest' }] } } }
`;
  const asked = (role: string): Record<string, string> => ({
    ...suite(row('bad', 'fail'), 'userinfo: user.yaml\n'),
    'policy.yaml': classic,
    '.kyverno-test/user.yaml': `kind: UserInfo\nclusterRoles: [${role}]\nuserInfo: { username: jane }\n`,
  });
  expect((await run(asked('cluster-admin'))).result.cases).toMatchObject([
    { actual: 'fail', status: 'passed' },
  ]);
  expect((await run(asked('view'))).result.cases).toMatchObject([{ status: 'failed', reason: 'excluded' }]);
});

describe('of a classic policy', () => {
  const classic = `apiVersion: kyverno.io/v1
kind: ClusterPolicy
metadata: { name: keep-labels }
spec:
  rules:
    - name: same
      match: { any: [{ resources: { kinds: [ConfigMap] } }] }
      validate:
        message: labels stay
        deny:
          conditions:
            all:
              - { key: '{{ request.operation }}', operator: Equals, value: UPDATE }
              - key: '{{ request.object.metadata.labels || \`{}\` }}'
                operator: NotEquals
                value: '{{ request.oldObject.metadata.labels || \`{}\` }}'
`;
  const object = `apiVersion: v1
kind: ConfigMap
metadata: { name: a, labels: { color: blue } }
`;
  const files = (values: string, more = ''): Record<string, string> => ({
    'policy.yaml': classic,
    'objects.yaml': object,
    'values.yaml': `apiVersion: cli.kyverno.io/v1alpha1
kind: Values
${values}`,
    'exception.yaml': `apiVersion: kyverno.io/v2
kind: PolicyException
metadata: { name: blue, namespace: ops }
spec:
  exceptions: [{ policyName: keep-labels, ruleNames: [same] }]
  match: { any: [{ resources: { kinds: [ConfigMap] } }] }
  conditions:
    all: [{ key: '{{ request.object.metadata.labels.color }}', operator: Equals, value: blue }]
`,
    'kyverno-test.yaml': `apiVersion: cli.kyverno.io/v1alpha1
kind: Test
metadata: { name: t }
policies: [policy.yaml]
resources: [objects.yaml]
variables: values.yaml
${more}results:
  - { policy: keep-labels, rule: same, kind: ConfigMap, resources: [a], result: fail }
`,
  });
  const other = 'request.oldObject.metadata.labels.color: red';

  test('values stand in the request, of all objects or of one', async () => {
    const ofAll = `globalValues: { request.operation: UPDATE, ${other} }\n`;
    expect((await run(files(ofAll))).result.cases).toMatchObject([{ actual: 'fail', status: 'passed' }]);
    const ofOne = `policies: [{ name: keep-labels, resources: [{ name: a, values: { request.operation: UPDATE, ${other} } }] }]\n`;
    expect((await run(files(ofOne))).result.cases).toMatchObject([{ actual: 'fail', status: 'passed' }]);
    const ofAnother = ofOne.replace('name: a,', 'name: b,');
    expect((await run(files(ofAnother))).result.cases).toMatchObject([{ actual: 'pass', status: 'failed' }]);
  });

  test('an exception lifts it where its conditions hold', async () => {
    const values = `globalValues: { request.operation: UPDATE, ${other} }\n`;
    const { result } = await run(files(values, 'exceptions: [exception.yaml]\n'));
    expect(result.cases).toMatchObject([{ expected: 'fail', actual: 'skip', status: 'failed' }]);
  });
});
