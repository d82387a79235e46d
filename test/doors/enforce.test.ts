import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { folder, writ } from './cli.ts';

interface Written {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly spec: Record<string, unknown>;
}

function documents(text: string): readonly Written[] {
  return parseAllDocuments(text).map((document) => document.toJS() as Written);
}

async function enforced(...args: readonly string[]): Promise<readonly Written[]> {
  const { out, err, code } = await writ(['enforce', ...args]);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  return documents(out);
}

test('a rule is called by its id, its code or an alias', async () => {
  const [byId, byCode] = await Promise.all([enforced('privileged-container'), enforced('kp001')]);
  expect(byCode).toEqual(byId);
});

test('audit is what a violation does unless something else is said', async () => {
  const [, binding] = await enforced('host-pid');
  expect(binding?.spec).toMatchObject({ validationActions: ['Audit'] });
  const [, denying] = await enforced('host-pid', '--action', 'deny');
  expect(denying?.spec).toMatchObject({ validationActions: ['Deny'] });
});

test('the namespaces of the cluster itself are left out, and that can be seen and changed', async () => {
  const values = async (...flags: readonly string[]) => {
    const [, binding] = await enforced('host-pid', ...flags);
    return JSON.stringify(binding?.spec['matchResources'] ?? null);
  };
  expect(await values()).toContain('"NotIn","values":["kube-system","kube-public","kube-node-lease"]');
  expect(await values('--exclude-namespaces', 'none')).toBe('null');
  expect(await values('--exclude-namespaces', 'legacy')).toContain('"NotIn","values":["legacy"]');
  expect(await values('--namespaces', 'shop')).toContain('"In","values":["shop"]');
});

test('a rule about these namespaces is enforced in them', async () => {
  const [, binding] = await enforced('system-namespace');
  expect(binding?.spec['matchResources']).toBeUndefined();
});

test('where only some namespaces are meant, what belongs to none is left alone', async () => {
  const [, binding] = await enforced('rbac-wildcard', '--namespaces', 'shop');
  const match = (binding?.spec['matchResources'] ?? {}) as { resourceRules?: readonly { scope?: string }[] };
  expect(match.resourceRules?.[0]?.scope).toBe('Namespaced');
});

test('the same input gives the same bytes', async () => {
  const args = ['enforce', '--profile', 'baseline', '--bundle'];
  expect((await writ(args)).out).toBe((await writ(args)).out);
});

test('what no admission policy can do is refused with the reason', async () => {
  const { out, err, code } = await writ(['enforce', 'service-selects-nothing', 'host-pid']);
  expect(code).toBe(3);
  expect(err).toBe(
    'not enforced: `service-selects-nothing`: it looks other objects up, which no admission policy can; `writ check` does\n',
  );
  expect(documents(out)).toHaveLength(2);
});

test('of a profile it is told, and is no failure', async () => {
  const { err, code } = await writ(['enforce', '--profile', 'all']);
  expect(code).toBe(0);
  expect(err).toContain('not enforced: `service-selects-nothing`: it looks other objects up');
});

test.each([
  [
    ['--target', 'kyverno', '--kyverno-version', '1.10'],
    3,
    'Kyverno 1.10 has no policies in CEL',
    '--target vap',
  ],
  [
    ['--kubernetes-version', '1.29'],
    3,
    'Kubernetes 1.29 has no ValidatingAdmissionPolicies',
    '--target kyverno',
  ],
  [
    ['--target', 'map', '--kubernetes-version', '1.31'],
    3,
    'Kubernetes 1.31 has no Mutating',
    'kyverno-mutating',
  ],
  [['--kyverno-version', '2.0'], 2, '`2.0` is no Kyverno version that Writ knows', '1.11'],
  [['--kubernetes-version', '1.99'], 2, '`1.99` is no Kubernetes version', '1.36'],
  [['--target', 'map', '--action', 'deny'], 2, '--action says what a violation does', 'Leave it out'],
  [['--target', 'opa'], 2, 'opa', 'vap'],
])('%j is refused with a sentence', async (flags, expected, what, hint) => {
  const { out, err, code } = await writ(['enforce', 'host-pid', ...flags]);
  expect({ code, out }).toEqual({ code: expected, out: '' });
  expect(err).toContain(what);
  expect(err).toContain(hint);
});

test.each([
  [[], 'nothing is named that could be enforced'],
  [['privleged-container'], 'did you mean'],
  [['none.yaml'], 'none.yaml'],
  [['package.json'], 'it is neither a rule nor a Kubernetes object'],
])('%j is a mistake', async (what, message) => {
  const { err, code } = await writ(['enforce', ...what]);
  expect(code).toBe(2);
  expect(err.toLowerCase()).toContain(message.toLowerCase());
});

test('a folder is given a file a policy and a kustomization that lists them', async () => {
  using made = folder({});
  const path = join(made.path, 'policies');
  const { out, code } = await writ(['enforce', 'host-pid', 'host-ipc', '--out-dir', path]);
  expect(code).toBe(0);
  const files = readdirSync(path).toSorted();
  expect(files).toEqual(['host-ipc-8444f963.yaml', 'host-pid-8b2febcc.yaml', 'kustomization.yaml']);
  expect(out).toContain(`kubectl apply -k ${path}`);
  const [kustomization] = documents(readFileSync(join(path, 'kustomization.yaml'), 'utf8'));
  expect(kustomization).toMatchObject({ kind: 'Kustomization', resources: files.slice(0, 2) });
  const kinds = documents(readFileSync(join(path, files[0] ?? ''), 'utf8')).map(({ kind }) => kind);
  expect(kinds).toEqual(['ValidatingAdmissionPolicy', 'ValidatingAdmissionPolicyBinding']);
});

test('as JSON every object, whose rules it is, and what was refused', async () => {
  const { out, code } = await writ(['enforce', 'host-pid', 'service-selects-nothing', '--format', 'json']);
  expect(code).toBe(3);
  expect(JSON.parse(out)).toMatchObject({
    apiVersion: 'writ/v1',
    kind: 'EnforceResult',
    target: 'vap',
    runtime: 'Kubernetes 1.36',
    policies: [{ name: 'host-pid-8b2febcc', members: [{ id: 'host-pid' }], actions: ['Audit'] }],
    refused: [{ policy: 'service-selects-nothing', code: 'TARGET_UNSUPPORTED' }],
    written: null,
  });
});

test('the configuration decides about rules as it does for check', async () => {
  using made = folder({
    'writ.config.yaml': `
organization: { name: shop, environment: production }
global: { excludedNamespaces: [sandbox] }
ruleOverrides:
  image-registry-not-allowed:
    answers: { registries: [registry.shop.example] }
  host-pid: { enforcement: advisory }
`,
  });
  const rules = ['image-registry-not-allowed', 'host-pid'];
  const { out, code } = await writ(['enforce', ...rules, '--action', 'deny'], { cwd: made.path });
  expect(code).toBe(0);
  const [policy, binding, , advisory] = documents(out);
  expect(JSON.stringify(policy?.spec['variables'])).toContain('registry.shop.example');
  expect(JSON.stringify(binding?.spec)).toContain('"values":["sandbox"');
  expect(binding?.spec).toMatchObject({ validationActions: ['Deny'] });
  expect(advisory?.spec).toMatchObject({ validationActions: ['Warn'] });
});

test('a rule of a file is enforced like one of the catalogue', async () => {
  const [policy] = await enforced('examples/rules/images-from-our-registry.rule.yaml');
  expect(policy?.metadata.name).toMatch(/^images-from-our-registry-[0-9a-f]{8}$/);
});

test('a policy that is read keeps its action, its messages and its exclusions; what it would be asked about deletion is nothing', async () => {
  const [policy, binding] = await enforced('test/enforce/classic.yaml');
  expect(binding?.spec).toMatchObject({ validationActions: ['Deny'] });
  expect(JSON.stringify(policy?.spec)).toContain('sandbox-');
  expect(JSON.stringify(policy?.spec)).toContain('The label `team` must say who owns it.');
  expect(JSON.stringify(policy?.spec)).not.toContain('DELETE');
});

test('expressions that the target would not admit are never written', async () => {
  using made = folder({
    'policy.yaml': `
apiVersion: policies.kyverno.io/v1
kind: ValidatingPolicy
metadata: { name: by-hash }
spec:
  matchConstraints:
    resourceRules: [{ apiGroups: [''], apiVersions: [v1], operations: [CREATE], resources: [configmaps] }]
  validations: [{ expression: 'sha256(object.metadata.name) != ""' }]
`,
  });
  const { out, err, code } = await writ(['enforce', 'policy.yaml'], { cwd: made.path });
  expect({ out, code }).toEqual({ out: '', code: 3 });
  expect(err).toContain(
    "is not admitted by Kubernetes 1.36: spec.validations[0].expression: undeclared reference to 'sha256'",
  );
});

test('an exception is told to the Kyverno that ends it by itself, and to no other', async () => {
  const args = [
    'enforce',
    'privileged-container',
    '--exceptions',
    'examples/exceptions',
    '--target',
    'kyverno',
  ];
  const { out, code } = await writ(args);
  expect(code).toBe(0);
  const [policy, exception] = documents(out);
  expect(exception).toMatchObject({
    kind: 'PolicyException',
    spec: {
      policyRefs: [{ kind: 'ValidatingPolicy', name: policy?.metadata.name }],
      expiresAt: '2099-12-31T23:59:59Z',
    },
  });
  const older = await writ([...args, '--kyverno-version', '1.18']);
  expect(older.code).toBe(3);
  expect(documents(older.out).map(({ kind }) => kind)).toEqual(['ValidatingPolicy']);
  expect(older.err).toContain('enforced without an exception: `privileged-container`');
});

test('of a profile only what can hardly break anything is repaired, and the rest is said', async () => {
  const { out, err, code } = await writ(['enforce', '--profile', 'restricted', '--target', 'map']);
  expect(code).toBe(0);
  const names = documents(out).map(({ metadata }) => metadata.name);
  expect(names.some((name) => name.startsWith('privilege-escalation-'))).toBe(true);
  expect(names.some((name) => name.startsWith('run-as-non-root-'))).toBe(false);
  expect(err).toContain('not enforced: `run-as-non-root`: its fix is of high risk');
});

test('a rule whose fix takes facts is no policy that repairs', async () => {
  const { out, err, code } = await writ(['enforce', 'memory-limit-missing', '--target', 'map']);
  expect({ out, code }).toEqual({ out: '', code: 3 });
  expect(err).toContain('`memory-limit-missing` has no mechanical fix');
});
