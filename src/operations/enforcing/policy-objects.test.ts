import { expect, test } from 'vitest';
import {
  changedFields,
  enforcedDigest,
  isWrittenByUs,
  namesOf,
  policyOf,
  withNotesOf,
} from './policy-objects.ts';

const wanted = {
  apiVersion: 'admissionregistration.k8s.io/v1',
  kind: 'ValidatingAdmissionPolicy',
  metadata: {
    name: 'no-x-12345678',
    labels: { 'writ.dev/policy-id': 'no-x-12345678' },
    annotations: { 'writ.dev/rule': 'no-x' },
  },
  spec: { failurePolicy: 'Fail', validations: [{ expression: 'true' }] },
};
const live = {
  ...wanted,
  metadata: {
    ...wanted.metadata,
    uid: 'u',
    annotations: { ...wanted.metadata.annotations, mine: 'yes' },
    finalizers: ['a/b'],
    managedFields: [{ manager: 'writ' }, { manager: 'kube-controller-manager' }],
  },
  status: {},
};

test('an object is ours by its label, and written by us by its field manager', () => {
  expect([policyOf(live), isWrittenByUs(live)]).toEqual(['no-x-12345678', true]);
  expect([policyOf({ kind: 'x' }), isWrittenByUs(wanted)]).toEqual([null, false]);
  expect(namesOf(live)).toEqual(['no-x', 'no-x-12345678']);
});

test('what others note, and what a server keeps, does not change what is enforced', () => {
  expect(enforcedDigest(live, wanted)).toBe(enforcedDigest(wanted, wanted));
  const reordered = { ...live, spec: { validations: [{ expression: 'true' }], failurePolicy: 'Fail' } };
  expect(enforcedDigest(reordered, wanted)).toBe(enforcedDigest(wanted, wanted));
});

test('another spec, or another value of what we wrote, does', () => {
  const edited = { ...live, spec: { ...wanted.spec, failurePolicy: 'Ignore' } };
  expect(enforcedDigest(edited, wanted)).not.toBe(enforcedDigest(wanted, wanted));
  const unlabelled = { ...live, metadata: { ...live.metadata, labels: {} } };
  expect(enforcedDigest(unlabelled, wanted)).not.toBe(enforcedDigest(wanted, wanted));
});

test('a change keeps what others noted, and finalizers', () => {
  expect(withNotesOf(live, wanted)['metadata']).toEqual({
    ...wanted.metadata,
    annotations: { 'writ.dev/rule': 'no-x', mine: 'yes' },
    finalizers: ['a/b'],
  });
});

test('changes are told by field, of lists as a whole', () => {
  const edited = { ...wanted, spec: { failurePolicy: 'Ignore', validations: [{ expression: 'false' }] } };
  expect(changedFields(wanted, edited)).toEqual(['spec.failurePolicy', 'spec.validations']);
});
