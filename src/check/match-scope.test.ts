import { describe, expect, it } from 'vitest';
import type { Request, ResourceRule, Scope } from '../core/policy.ts';
import { apiServerMatching } from './dialect-rules.ts';
import { isStatic, matchScope } from './match-scope.ts';
import { offlineFacts } from './offline-facts.ts';

const exec: Request = {
  operation: 'CONNECT',
  kind: { group: '', version: 'v1', kind: 'PodExecOptions' },
  resource: { group: '', version: 'v1', resource: 'pods' },
  subresource: 'exec',
  name: 'web',
  namespace: 'shop',
  object: { apiVersion: 'v1', kind: 'PodExecOptions', command: ['ls'] },
  oldObject: null,
  user: null,
  dryRun: false,
};
const pod: Request = {
  ...exec,
  operation: 'CREATE',
  kind: { ...exec.kind, kind: 'Pod' },
  subresource: null,
  object: { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' } },
};
const all: Omit<ResourceRule, 'resources'> = {
  groups: ['*'],
  versions: ['*'],
  names: [],
  operations: ['*'],
  reach: '*',
};

function matches(scope: Scope, request: Request): unknown {
  return matchScope(scope, request, offlineFacts(0n), { ...apiServerMatching, users: 'unknown' });
}

function rule(...resources: readonly string[]): Scope {
  return { resources: { ...all, resources }, equivalent: false };
}

describe('matching as an API server does', () => {
  it('takes `pods/*` for pods and for what is below them', () => {
    expect(matches(rule('pods/*'), pod)).toEqual({ known: true, value: true });
    expect(matches(rule('pods/*'), exec)).toEqual({ known: true, value: true });
    expect(matches(rule('pods'), exec)).toEqual({ known: true, value: false });
    expect(matches(rule('*/scale'), pod)).toEqual({ known: true, value: false });
  });

  it('selects nothing by the labels of what has no metadata, whatever labels it lacks', () => {
    const lacking = { key: 'team', operator: 'DoesNotExist', values: [] } as const;
    const labels: Scope = { labels: { matchLabels: {}, matchExpressions: [lacking] } };
    const any: Scope = { labels: { matchLabels: {}, matchExpressions: [] } };
    expect(matches(labels, pod)).toEqual({ known: true, value: true });
    expect(matches(labels, exec)).toEqual({ known: true, value: false });
    expect(matches(any, exec)).toEqual({ known: true, value: true });
  });

  it('does not know what is converted to the version that a policy asks for', () => {
    const scaler: Request = {
      ...pod,
      kind: { group: 'autoscaling', version: 'v2', kind: 'HorizontalPodAutoscaler' },
      resource: { group: 'autoscaling', version: 'v2', resource: 'horizontalpodautoscalers' },
    };
    const asked = (version: string, equivalent: boolean): unknown =>
      matches({ resources: { ...all, versions: [version], resources: ['*'] }, equivalent }, scaler);
    expect(asked('v2', true)).toEqual({ known: true, value: true });
    expect(asked('v1', true)).toMatchObject({ known: false });
    expect(asked('v1', false)).toEqual({ known: true, value: false });
    expect(asked('v2beta2', true)).toEqual({ known: true, value: false });
  });

  it('takes a custom kind for one that may be converted to whatever version is asked for', () => {
    const custom: Request = {
      ...pod,
      kind: { group: 'example.com', version: 'v1', kind: 'Widget' },
      resource: { group: 'example.com', version: 'v1', resource: 'widgets' },
    };
    const rule = { ...all, versions: ['v1beta1'], resources: ['widgets'] };
    expect(matches({ resources: rule, equivalent: true }, custom)).toMatchObject({ known: false });
  });
});

describe('a scope that the kind alone decides', () => {
  it('asks for nothing that might be converted', () => {
    const scope = (groups: readonly string[], versions: readonly string[]): Scope => ({
      resources: { ...all, groups, versions, resources: ['*'] },
      equivalent: true,
    });
    expect(isStatic(scope(['', 'apps'], ['v1']))).toBe(true);
    expect(isStatic(scope(['*'], ['*']))).toBe(true);
    expect(isStatic(scope(['autoscaling'], ['v1']))).toBe(false);
    expect(isStatic(scope(['example.com'], ['v1']))).toBe(false);
  });
});
