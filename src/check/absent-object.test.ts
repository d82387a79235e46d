import { describe, expect, it } from 'vitest';
import type { Request } from '../core/policy.ts';
import type { Resource } from '../core/resource.ts';
import { parse as kyverno } from '../dialects/kyverno-validating/parse.ts';
import { vap } from '../dialects/vap/vap.ts';
import { offlineFacts } from './offline-facts.ts';
import { createSetJudge } from './set-judge.ts';

const rule = { apiGroups: [''], apiVersions: ['v1'], operations: ['*'], resources: ['configmaps'] };

function policy(apiVersion: string, kind: string, more: object): Resource {
  return {
    apiVersion,
    kind,
    metadata: { name: 'p' },
    spec: {
      matchConstraints: { resourceRules: [rule], ...more },
      validations: [{ expression: 'oldObject == null' }],
    },
  };
}

const creation: Request = {
  operation: 'CREATE',
  kind: { group: '', version: 'v1', kind: 'ConfigMap' },
  resource: { group: '', version: 'v1', resource: 'configmaps' },
  subresource: null,
  name: 'a',
  namespace: 'shop',
  object: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a', labels: { team: 'x' } } },
  oldObject: null,
  user: null,
  dryRun: false,
};
const unlabelled = { objectSelector: { matchExpressions: [{ key: 'team', operator: 'DoesNotExist' }] } };

function results(
  kind: 'ValidatingAdmissionPolicy' | 'ValidatingPolicy',
  more: object = {},
): readonly string[] {
  const set =
    kind === 'ValidatingPolicy'
      ? kyverno([policy('policies.kyverno.io/v1', kind, more)], '1.19')
      : vap.parse([policy('admissionregistration.k8s.io/v1', kind, more)], '1.36');
  const { verdicts } = createSetJudge(set).judge(creation, offlineFacts(0n));
  return verdicts.map(({ outcome }) => outcome.result);
}

describe('an object that a request has not', () => {
  it('is null to an API server, and no object is selected by the labels that it lacks', () => {
    expect(results('ValidatingAdmissionPolicy')).toEqual(['pass']);
    expect(results('ValidatingAdmissionPolicy', unlabelled)).toEqual([]);
  });

  it('is an object without fields to Kyverno, which has no labels', () => {
    expect(results('ValidatingPolicy')).toEqual(['fail']);
    expect(results('ValidatingPolicy', unlabelled)).toEqual(['fail']);
  });
});
