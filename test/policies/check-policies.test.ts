import { expect, test } from 'vitest';
import { checkJson, folder, writ } from '../doors/cli.ts';
import {
  admissionPolicy,
  bound,
  clusterPolicy,
  deployment,
  kyvernoPolicy,
  mutatingPolicy,
  pod,
} from './objects.ts';

const noHostNetwork = admissionPolicy('!has(object.spec.hostNetwork)');
const noLatest = kyvernoPolicy("object.spec.containers.all(c, !c.image.endsWith(':latest'))");

async function check(files: Readonly<Record<string, string>>, ...flags: readonly string[]) {
  using made = folder(files);
  return await checkJson(['objects.yaml', '--policies', 'policies', ...flags], made.path);
}

test('policies of every dialect judge together, under their own names', async () => {
  const { json, code } = await check({
    'objects.yaml': `${pod}---\n${deployment}`,
    'policies/vap.yaml': `${noHostNetwork}---\n${bound()}`,
    'policies/kyverno.yaml': `${noLatest}---\n${clusterPolicy}`,
  });
  expect(code).toBe(1);
  expect(
    json.findings.map(({ policy, rule, result, path, resource: { kind } }) => [
      kind,
      policy,
      rule,
      result,
      path,
    ]),
  ).toEqual([
    ['Pod', 'hosts', 'network', 'fail', '/spec/hostNetwork'],
    ['Pod', 'no-host-network', null, 'fail', '/spec/hostNetwork'],
    ['Pod', 'no-latest', null, 'fail', '/spec/containers/0/image'],
    ['Deployment', 'hosts', 'autogen-network', 'fail', '/spec/template/spec/hostNetwork'],
    ['Deployment', 'no-latest', null, 'fail', '/spec/template/spec/containers/0/image'],
  ]);
  expect(json.summary).toMatchObject({ fail: 5, pass: 0, skip: 0, error: 0 });
});

test('rules of one policy that ask the same are faults of their own', async () => {
  const [head = '', rule = ''] = clusterPolicy.split('    - name: ');
  const twice = `${head}    - name: ${rule}    - name: ${rule.replace('network', 'network-again')}`;
  const { json } = await check({ 'objects.yaml': pod, 'policies/a.yaml': twice });
  expect(json.findings.map(({ rule: name }) => name)).toEqual(['network', 'network-again']);
  expect(new Set(json.findings.map(({ fingerprint }) => fingerprint)).size).toBe(2);
});

test('only these judge, unless rules are named', async () => {
  const files = { 'objects.yaml': pod, 'policies/a.yaml': noLatest };
  const { json } = await check(files, '--rules', 'host-network');
  expect(json.findings.map(({ policy }) => policy)).toEqual(['host-network', 'no-latest']);
});

test('what a binding does not deny is a warning', async () => {
  const { json, code } = await check({
    'objects.yaml': pod,
    'policies/a.yaml': `${noHostNetwork}---\n${bound('', 'Warn, Audit')}`,
  });
  expect(code).toBe(0);
  expect(json.findings).toMatchObject([{ policy: 'no-host-network', result: 'warn' }]);
});

test('a policy that nothing binds is judged as if it denied everywhere, and that is said', async () => {
  const { json, code } = await check({ 'objects.yaml': pod, 'policies/a.yaml': noHostNetwork });
  expect(code).toBe(1);
  expect(json.notes).toContain(
    'ValidatingAdmissionPolicy/no-host-network has no binding: it was judged as if it were at work everywhere, and denied',
  );
});

test('namespaces of the input say where a policy is at work, wherever they stand in it', async () => {
  const selector = '  matchResources: {namespaceSelector: {matchLabels: {tier: front}}}\n';
  const policies = `${noHostNetwork}---\n${bound(selector)}`;
  const namespace = (tier: string): string =>
    `apiVersion: v1\nkind: Namespace\nmetadata: {name: shop, labels: {tier: ${tier}}}\n`;
  const judged = async (objects: string) => {
    const { json } = await check(
      { 'objects.yaml': objects, 'policies/a.yaml': policies },
      '--results',
      'all',
    );
    return json.findings.filter(({ resource: { kind } }) => kind === 'Pod').map(({ result }) => result);
  };
  expect(await judged(`${pod}---\n${namespace('front')}`)).toEqual(['fail']);
  expect(await judged(`${pod}---\n${namespace('back')}`)).toEqual([]);
  expect(await judged(pod)).toEqual(['skip']);
});

test('parameters stand beside the policies or among the objects', async () => {
  const taking = admissionPolicy(
    "object.metadata.name in params.data.names.split(',')",
    '  paramKind: {apiVersion: v1, kind: ConfigMap}\n',
  );
  const binding = bound('  paramRef: {name: names, parameterNotFoundAction: Deny}\n');
  const params = (names: string): string =>
    `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: names, namespace: shop}\ndata: {names: "${names}"}\n`;
  const judged = async (objects: string, policies: string) => {
    const { json } = await check(
      { 'objects.yaml': objects, 'policies/a.yaml': policies },
      '--results',
      'all',
    );
    return json.findings.filter(({ resource: { kind } }) => kind === 'Pod').map(({ result }) => result);
  };
  const policies = `${taking}---\n${binding}`;
  expect(await judged(pod, `${policies}---\n${params('p,q')}`)).toEqual(['pass']);
  expect(await judged(`${pod}---\n${params('q')}`, policies)).toEqual(['fail']);
  expect(await judged(pod, policies)).toEqual(['skip']);
});

test('what a policy changes is what others judge', async () => {
  const { json, code } = await check({
    'objects.yaml': pod,
    'policies/a.yaml': `${clusterPolicy}---\n${mutatingPolicy}`,
  });
  expect({ code, findings: json.findings, summary: json.summary }).toMatchObject({
    code: 0,
    findings: [],
    summary: { pass: 1, fail: 0 },
  });
});

test('an exception lifts a policy where it says so', async () => {
  const exception = (name: string): string => `apiVersion: policies.kyverno.io/v1
kind: PolicyException
metadata: {name: old, namespace: shop}
spec:
  policyRefs: [{kind: ValidatingPolicy, name: no-latest}]
  matchConditions: [{name: c, expression: "object.metadata.name == '${name}'"}]
`;
  const judged = async (name: string) => {
    const files = { 'objects.yaml': pod, 'policies/a.yaml': `${noLatest}---\n${exception(name)}` };
    return (await check(files, '--results', 'all')).json.findings.map(({ result, message }) => [
      result,
      message,
    ]);
  };
  expect(await judged('p')).toEqual([['skip', 'an exception lifts it: old']]);
  expect(await judged('q')).toEqual([['fail', 'tag']]);
});

test('what only a cluster or a registry knows is skipped with the reason', async () => {
  const asking = kyvernoPolicy("resource.Get('v1', 'configmaps', 'shop', 'c').data.a == 'b'");
  const { json, code } = await check({ 'objects.yaml': pod, 'policies/a.yaml': asking }, '--results', 'all');
  expect(code).toBe(0);
  expect(json.findings).toMatchObject([
    {
      result: 'skip',
      message: 'not evaluable: what `resource.Get` would answer is not known without a cluster',
    },
  ]);
});

test('an annotation lifts a policy by its name', async () => {
  const lifted = pod.replace(
    'namespace: shop}',
    'namespace: shop, annotations: {writ.dev/ignore: "no-latest until=2099-01-31 reason=old"}}',
  );
  const { json, code } = await check({ 'objects.yaml': lifted, 'policies/a.yaml': noLatest });
  expect({ code, excepted: json.summary['excepted'] }).toEqual({ code: 0, excepted: 1 });
});

test('what is not judged here is told by name', async () => {
  const images = `apiVersion: policies.kyverno.io/v1
kind: ImageValidatingPolicy
metadata: {name: signed}
spec: {}
`;
  const { json, code } = await check({ 'objects.yaml': pod, 'policies/a.yaml': `${noLatest}---\n${images}` });
  expect(code).toBe(1);
  expect(json.notes.join('\n')).toContain(
    'ImageValidatingPolicy/signed: ImageValidatingPolicy is not judged here',
  );
});

test('SARIF knows the policies that were judged by', async () => {
  using made = folder({ 'objects.yaml': pod, 'policies/a.yaml': noLatest });
  const { out } = await writ(['check', 'objects.yaml', '--policies', 'policies', '--format', 'sarif'], {
    cwd: made.path,
  });
  const { runs } = JSON.parse(out) as {
    runs: { tool: { driver: { rules: { id: string }[] } }; results: { ruleId: string }[] }[];
  };
  expect(runs[0]?.results.map(({ ruleId }) => ruleId)).toEqual(['no-latest']);
  expect(runs[0]?.tool.driver.rules.map(({ id }) => id)).toContain('no-latest');
});
