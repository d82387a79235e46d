import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../core/json.ts';
import type { Facts, Request, Scope } from '../core/policy.ts';
import { dialectRules } from './dialect-rules.ts';
import { matchScope } from './match-scope.ts';
import { offlineFacts } from './offline-facts.ts';

const deployment: JsonObject = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web', labels: { 'app.kubernetes.io/name': 'web', tier: 'front' } },
};
const request: Request = {
  operation: 'CREATE',
  kind: { group: 'apps', version: 'v1', kind: 'Deployment' },
  resource: { group: 'apps', version: 'v1', resource: 'deployments' },
  subresource: null,
  name: 'web',
  namespace: 'shop',
  object: deployment,
  oldObject: null,
  user: null,
  dryRun: false,
};
const pod: Request['kind'] = { group: '', version: 'v1', kind: 'Pod' };
const facts: Facts = {
  ...offlineFacts(0n),
  namespace: () => ({ known: true, value: { metadata: { labels: { env: 'prod' } } } }),
};

function matches(
  scope: Scope,
  changes: Partial<Request> = {},
  name: 'kyverno-clusterpolicy' | 'kyverno-validating' = 'kyverno-clusterpolicy',
): boolean {
  const { matching } = dialectRules({ name, version: '1.19' });
  const match = matchScope(scope, { ...request, ...changes }, facts, { ...matching, users: 'ignored' });
  return match.known && match.value;
}

describe('kinds of a ClusterPolicy', () => {
  it.each([
    ['Deployment', true],
    ['deployment', false],
    ['D*', true],
    ['*', true],
    ['*/*', true],
    ['v1/Deployment', true],
    ['v1beta1/Deployment', false],
    ['*/Deployment', true],
    ['v*/Deployment', false],
    ['apps/v1/Deployment', true],
    ['apps/*/Deployment', true],
    // The first part is taken for a version, so that the last is what is below any kind.
    ['*/*/Deployment', false],
    ['batch/v1/Deployment', false],
    ['apps/Deployment', false],
    ['apps/v1/Deployment/scale', false],
    ['Deployment/scale', false],
    ['Deployment.scale', false],
    ['a/b/c/d/e', false],
    ['', false],
  ])('`%s` takes a Deployment: %s', (pattern, expected) => {
    expect(matches({ kinds: [pattern] })).toBe(expected);
  });

  it.each([
    ['Deployment', false],
    ['*', false],
    ['*/*', true],
    ['Deployment/scale', true],
    ['Deployment.scale', true],
    ['Deployment/*', true],
    ['*/scale', true],
    ['v1/Deployment/scale', true],
    ['apps/v1/Deployment/scale', true],
    ['apps/v1/Deployment.scale', true],
  ])('`%s` takes what is below one: %s', (pattern, expected) => {
    expect(matches({ kinds: [pattern] }, { subresource: 'scale' })).toBe(expected);
  });

  it('that name pods mean their ephemeral containers, too', () => {
    expect(matches({ kinds: ['Pod'] }, { kind: pod, subresource: 'ephemeralcontainers' })).toBe(true);
    expect(matches({ kinds: ['Pod'] }, { kind: pod, subresource: 'exec' })).toBe(false);
  });
});

describe('names', () => {
  const generated: Partial<Request> = {
    name: 'web-*',
    object: { ...deployment, metadata: { generateName: 'web-' } },
  };

  it('are patterns, also of what the API server completes', () => {
    expect(matches({ names: ['w?b'] })).toBe(true);
    expect(matches({ names: ['api'] })).toBe(false);
    expect(matches({ names: ['web-'] }, generated)).toBe(true);
    expect(matches({ names: ['web-1'] }, generated)).toBe(false);
  });

  it('of resource rules are the beginning of what is completed', () => {
    const rule = {
      groups: ['*'],
      versions: ['*'],
      resources: ['*'],
      names: ['we'],
      operations: ['*'],
      reach: '*',
    } as const;
    const scope: Scope = { resources: rule, equivalent: true };
    expect(matches(scope, generated, 'kyverno-validating')).toBe(true);
    expect(matches(scope, {}, 'kyverno-validating')).toBe(false);
  });
});

describe('labels and namespaces', () => {
  const namespace: Partial<Request> = {
    kind: { group: '', version: 'v1', kind: 'Namespace' },
    resource: { group: '', version: 'v1', resource: 'namespaces' },
    name: 'prod-1',
    namespace: null,
    object: { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'prod-1', labels: { env: 'prod' } } },
  };
  const labelled = (matchLabels: Readonly<Record<string, string>>): Scope => ({
    labels: { matchLabels, matchExpressions: [] },
  });
  const inProd: Scope = { namespaceLabels: { matchLabels: { env: 'prod' }, matchExpressions: [] } };

  it('of a ClusterPolicy are patterns, key and value', () => {
    expect(matches(labelled({ 'app.*/name': 'w*' }))).toBe(true);
    expect(matches(labelled({ 'app.*/name': 'api*' }))).toBe(false);
    expect(matches(labelled({ tier: '*', 'app.*': '?eb' }))).toBe(true);
    expect(matches(labelled({ 'app.*/name': 'w*' }), {}, 'kyverno-validating')).toBe(false);
  });

  it('never select a Namespace for a ClusterPolicy, and by its own labels for others', () => {
    expect(matches(inProd)).toBe(true);
    expect(matches(inProd, namespace)).toBe(false);
    expect(matches({ not: inProd }, namespace)).toBe(true);
    expect(matches(inProd, namespace, 'kyverno-validating')).toBe(true);
  });

  it('name a Namespace by its own name', () => {
    expect(matches({ namespaces: ['prod-*'] }, namespace)).toBe(true);
    expect(matches({ namespaces: ['shop'] })).toBe(true);
    expect(matches({ namespaces: ['prod-*'] }, namespace, 'kyverno-validating')).toBe(false);
  });
});

describe('roles', () => {
  const user = { username: 'ann', groups: ['team'], roles: ['shop:edit'], clusterRoles: ['view'] };
  const edits: Scope = { roles: ['shop:edit'], cluster: false };

  it('are those of the user who asks', () => {
    expect(matches(edits, { user })).toBe(true);
    expect(matches({ roles: ['view'], cluster: true }, { user })).toBe(true);
    expect(matches({ roles: ['admin'], cluster: true }, { user })).toBe(false);
    expect(matches(edits, { user: { username: 'ann', groups: [] } })).toBe(false);
  });

  it('of nobody exclude nothing', () => {
    expect(matches(edits)).toBe(true);
    expect(matches({ not: edits })).toBe(true);
  });
});
