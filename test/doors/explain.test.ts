import { expect, test } from 'vitest';
import type { ExplainResult } from '../../src/operations/explain.ts';
import { folder, writ } from './cli.ts';

const policy = `
apiVersion: policies.kyverno.io/v1
kind: ValidatingPolicy
metadata: { name: few-replicas }
spec:
  matchConstraints:
    resourceRules: [{ apiGroups: [apps], apiVersions: [v1], operations: [CREATE], resources: [deployments] }]
  validations: [{ expression: "object.spec.?replicas.orValue(1) <= 3", message: too many }]
`;

const deployment = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: web }\n';

test('a policy on standard input is explained', async () => {
  const { code, out, err } = await writ(['explain', '-'], { stdin: policy });
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toContain('`spec.replicas` (1 if unset) must be at most 3.');
  expect(out).toContain('Message: too many');
});

test('JSON says of each sentence which part of the policy it comes from', async () => {
  const { out } = await writ(['explain', '-', '--format', 'json'], { stdin: policy });
  const { policies } = JSON.parse(out) as ExplainResult;
  expect(policies).toMatchObject([
    {
      policy: 'ValidatingPolicy/few-replicas',
      effect: 'deny',
      demands: [{ validation: 'validation-1', sentence: { from: 'validations[0]' }, message: 'too many' }],
    },
  ]);
});

test('of a folder the policies are explained, and other manifests are left alone', async () => {
  using files = folder({ 'policy.yaml': policy, 'web.yaml': deployment });
  const { code, out } = await writ(['explain', '.'], { cwd: files.path });
  expect(code).toBe(0);
  expect(out).toMatch(/^ValidatingPolicy\/few-replicas {2}policy\.yaml:2\n/);
});

test('what holds no policy, cannot be read or is no policy that a cluster takes ends with 3 and a sentence', async () => {
  using files = folder({
    'web.yaml': deployment,
    'broken.yaml': 'kind: [',
    'faulty.yaml': policy.replace('<= 3', '<='),
    'shape.yaml': policy.replace('validations: [', 'validations: 1 #'),
  });
  const run = (...args: readonly string[]) => writ(['explain', ...args], { cwd: files.path });
  const [none, missing, broken, faulty, shape] = await Promise.all(
    ['web.yaml', 'nowhere.yaml', 'broken.yaml', 'faulty.yaml', 'shape.yaml'].map((file) => run(file)),
  );
  expect(none).toMatchObject({ code: 3, out: expect.stringContaining('There is no policy here') });
  expect(missing).toMatchObject({ code: 3, out: expect.stringContaining('there is no such file') });
  expect(broken).toMatchObject({ code: 3, out: expect.stringContaining('broken.yaml:') });
  expect(faulty).toMatchObject({ code: 3, out: expect.stringContaining('no cluster would take') });
  expect(shape).toMatchObject({ code: 3, out: expect.stringContaining('no policy that could be judged') });
});

test('a rule that is not translated is named, and the others are explained', async () => {
  const rules = `
apiVersion: kyverno.io/v1
kind: ClusterPolicy
metadata: { name: two }
spec:
  rules:
    - name: looks-up
      match: { any: [{ resources: { kinds: [Pod] } }] }
      context: [{ name: other, apiCall: { urlPath: /api/v1/pods } }]
      validate: { message: denied, deny: { conditions: { all: [{ key: "{{ other }}", operator: Equals, value: x }] } } }
    - name: plain
      match: { any: [{ resources: { kinds: [Service] } }] }
      validate: { message: denied, pattern: { spec: { type: "!NodePort" } } }
`;
  const { code, out } = await writ(['explain', '-'], { stdin: rules });
  expect(code).toBe(3);
  expect(out).toMatch(/not explained {2}ClusterPolicy\/two, rule looks-up: context: apiCall/);
  expect(out).toContain('`spec.type` must');
});

test('without a path, and with a version that is none, it is a usage error', async () => {
  const [none, version] = await Promise.all([
    writ(['explain']),
    writ(['explain', '-', '--kyverno-version', 'latest'], { stdin: policy }),
  ]);
  expect(none).toMatchObject({ code: 2, err: expect.stringContaining('needs a path') });
  expect(version.code).toBe(2);
});
