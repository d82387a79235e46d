import { expect, test } from 'vitest';
import { nextAction, withAction } from './with-action.ts';

const binding = { apiVersion: 'admissionregistration.k8s.io/v1', kind: 'ValidatingAdmissionPolicyBinding' };

test('audit becomes warn, warn becomes deny, and deny is the last', () => {
  expect([nextAction('audit'), nextAction('warn'), nextAction('deny')]).toEqual(['warn', 'deny', null]);
});

test('a binding, or a policy of Kyverno, says it itself; what else it does stays', () => {
  const object = { ...binding, spec: { policyName: 'a', validationActions: ['Warn', 'Audit'] } };
  expect(withAction(object, 'warn', 'deny')['spec']).toEqual({
    policyName: 'a',
    validationActions: ['Deny', 'Audit'],
  });
});

test('a classic policy enforces or audits, rule by rule or as a whole, and warns of what it audits', () => {
  const rules = [
    { name: 'r', validate: { failureAction: 'Audit', cel: {} } },
    { name: 'm', mutate: {} },
  ];
  const object = { apiVersion: 'kyverno.io/v1', kind: 'ClusterPolicy', spec: { rules } };
  const warned = withAction(object, 'audit', 'warn');
  expect(warned['spec']).toEqual({ rules, emitWarning: true });
  expect(withAction(warned, 'warn', 'deny')['spec']).toEqual({
    rules: [{ name: 'r', validate: { failureAction: 'Enforce', cel: {} } }, rules[1]],
  });
  const old = { ...object, spec: { validationFailureAction: 'Audit', rules: [] } };
  expect(withAction(old, 'audit', 'deny')['spec']).toEqual({
    validationFailureAction: 'Enforce',
    rules: [],
  });
});

test('what says nothing of it is as it was', () => {
  const policy = { apiVersion: 'v1', kind: 'ValidatingAdmissionPolicy', spec: { validations: [] } };
  expect(withAction(policy, 'audit', 'deny')).toBe(policy);
});
