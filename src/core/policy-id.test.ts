import { expect, test } from 'vitest';
import { policyId, readPolicyId } from './policy-id.ts';

const nothing = { kind: null, namespace: null, rule: null, variant: null };

test.each([
  ['privileged-container', { ...nothing, name: 'privileged-container' }],
  [
    'ValidatingAdmissionPolicy/no-latest.v1',
    { ...nothing, kind: 'ValidatingAdmissionPolicy', name: 'no-latest.v1' },
  ],
  [
    'Policy/shop/tags#no @latest',
    { ...nothing, kind: 'Policy', namespace: 'shop', name: 'tags', rule: 'no @latest' },
  ],
  [
    'ClusterPolicy/tags#a @b@delete',
    { ...nothing, kind: 'ClusterPolicy', name: 'tags', rule: 'a @b', variant: 'delete' },
  ],
  [
    'ValidatingPolicy/tags@cronjobs',
    { ...nothing, kind: 'ValidatingPolicy', name: 'tags', variant: 'cronjobs' },
  ],
])('%s is read as it is written', (id, parts) => {
  expect(readPolicyId(id)).toEqual(parts);
  expect(policyId(parts)).toBe(id);
});
