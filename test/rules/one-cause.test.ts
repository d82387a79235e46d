// One cause is one finding: what follows from it is folded under it, at the place where it stands.
import { expect, test } from 'vitest';
import { writ } from '../doors/cli.ts';

interface Shown {
  readonly policy: string;
  readonly path: string;
  readonly severity: string;
  readonly covers?: readonly string[];
}

async function findings(object: unknown): Promise<readonly Shown[]> {
  const { out } = await writ(['check', '-', '--format', 'json'], { stdin: JSON.stringify(object) });
  return (JSON.parse(out) as { readonly findings: readonly Shown[] }).findings;
}

test('one missing securityContext is one finding, as grave as the gravest that follows from it', async () => {
  const containers = ['web', 'agent'].map((name) => ({ name, image: 'registry.example.com/web:1.2' }));
  const shown = await findings({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web' },
    spec: { containers },
  });
  const told = shown.filter(({ path }) => /^\/spec(?:$|.*[sS]ecurityContext)/.test(path));
  expect(told.map(({ policy, path, severity }) => [policy, path, severity])).toEqual([
    ['security-context-missing', '/spec', 'high'],
  ]);
  expect(told[0]?.covers?.toSorted()).toEqual([
    'capabilities-drop-all',
    'drop-net-raw',
    'linux-hardening',
    'privilege-escalation',
    'run-as-non-root',
    'seccomp-required',
  ]);
});

test('a role for everything is told by its wildcards alone, as gravely as what they give', async () => {
  const rule = { apiGroups: ['*'], resources: ['*'], verbs: ['*'] };
  const shown = await findings({
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRole',
    metadata: { name: 'checkout' },
    rules: [rule],
  });
  expect([...new Set(shown.map(({ policy }) => policy))]).toEqual(['rbac-wildcard']);
  const resources = shown.find(({ path }) => path === '/rules/0/resources');
  expect(resources?.severity).toBe('critical');
  expect(resources?.covers?.length).toBeGreaterThan(10);
});

test('a rule of a role is one finding, however many of its resources it is about', async () => {
  const rule = {
    apiGroups: ['apps', 'batch'],
    resources: ['deployments', 'jobs', 'cronjobs'],
    verbs: ['create'],
  };
  const shown = await findings({
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'Role',
    metadata: { name: 'checkout' },
    rules: [rule],
  });
  expect(shown.map(({ policy, path }) => `${policy} ${path}`)).toEqual([
    'rbac-pod-create /rules/0/resources',
  ]);
});

test('a policy that lets everything out is one finding for each of its rules', async () => {
  const shown = await findings({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'checkout' },
    spec: {
      podSelector: {},
      policyTypes: ['Egress'],
      egress: [{}, { to: [{ ipBlock: { cidr: '0.0.0.0/0' } }] }],
    },
  });
  expect(shown.map(({ policy, path }) => `${policy} ${path}`)).toEqual([
    'network-policy-allow-all /spec/egress/0/to',
    'network-policy-allow-all /spec/egress/1/to/0/ipBlock/cidr',
  ]);
});

test('a credential that tells itself is told once, though its name tells it too', async () => {
  const env = [{ name: 'AWS_ACCESS_KEY', value: `AKIA${'Q'.repeat(16)}` }];
  const shown = await findings({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'checkout' },
    spec: { containers: [{ name: 'app', image: 'app:1', env }] },
  });
  const told = shown.filter(({ path }) => path.includes('/env/'));
  expect(told.map(({ policy, covers }) => [policy, covers])).toEqual([
    ['embedded-credential', ['secret-literal-in-env']],
  ]);
});
