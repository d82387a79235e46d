import { describe, expect, it } from 'vitest';
import type { Request, ResourceRule, Scope } from '../core/policy.ts';
import { apiServerMatching } from './dialect-rules.ts';
import { matchScope } from './match-scope.ts';
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
});
