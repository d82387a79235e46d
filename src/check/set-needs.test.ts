import { expect, it } from 'vitest';
import type { PolicySet, Scope } from '../core/policy.ts';
import { needsOfSet } from './set-needs.ts';

function needs(scope: Scope, expression = 'true') {
  const exception = {
    policies: [],
    scope,
    conditions: [{ name: 'c', expression }],
    result: 'skip',
    allowed: null,
    until: null,
    reason: null,
  } as const;
  const set: PolicySet = { policies: [], bindings: [], exceptions: [exception], refused: [] };
  return needsOfSet(set).namespaces;
}

function selecting(key: string): Scope {
  const matchExpressions = [{ key, operator: 'NotIn', values: ['kube-system'] }] as const;
  return { all: [{ not: { namespaceLabels: { matchLabels: {}, matchExpressions } } }] };
}

it('namespaces are asked for by their labels and their content, not by their name', () => {
  expect(needs({ all: [] })).toBe(false);
  expect(needs(selecting('kubernetes.io/metadata.name'))).toBe(false);
  expect(needs(selecting('team'))).toBe(true);
  expect(needs({ all: [] }, "namespaceObject.metadata.name != 'a'")).toBe(false);
  expect(needs({ all: [] }, 'has(namespaceObject.metadata.labels)')).toBe(true);
  expect(needs({ all: [] }, "namespaceObject.metadata.name == 'a' || namespaceObject == null")).toBe(true);
});
