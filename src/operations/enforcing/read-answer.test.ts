import { expect, test } from 'vitest';
import { readAnswer } from './read-answer.ts';

const offered = { status: 201, message: '', warnings: [], object: {} };
const refused = (message: string) => ({ ...offered, status: 422, message, object: null });

test.each([
  [
    'of the API server',
    `pods "a" is forbidden: ValidatingAdmissionPolicy 'no-x' with binding 'no-x' denied request: no`,
  ],
  [
    'of a ValidatingPolicy',
    'admission webhook "vpol.validate.kyverno.svc-fail" denied the request: Policy no-x failed: no',
  ],
  [
    'of a ClusterPolicy',
    'admission webhook "validate.kyverno.svc-fail" denied the request: \n\nresource Pod/default/a was blocked due to the following policies \n\nno-x:\n  rule: no',
  ],
])('a refusal %s names its policy', (_, message) => {
  expect(readAnswer(refused(message), 'no-x')).toMatchObject({ by: 'policy', how: 'denied' });
  expect(readAnswer(refused(message), 'no')).toMatchObject({ by: 'another' });
  expect(readAnswer(refused(message), 'x')).toMatchObject({ by: 'another' });
  expect(readAnswer(refused(message), 'no-x-2')).toMatchObject({ by: 'another' });
});

test('a warning names its policy, also where the object is admitted or another refuses it', () => {
  const warnings = [`Validation failed for ValidatingAdmissionPolicy 'no-x' with binding 'b': no`];
  expect(readAnswer({ ...offered, warnings }, 'no-x')).toMatchObject({ by: 'policy', how: 'warned' });
  expect(readAnswer({ ...refused('quota'), warnings }, 'no-x')).toMatchObject({
    by: 'policy',
    how: 'warned',
  });
});

test('what is admitted, or there already, nobody refuses', () => {
  expect(readAnswer(offered, 'no-x')).toEqual({ by: 'nobody' });
  expect(readAnswer({ ...refused('pods "a" already exists'), status: 409 }, 'no-x')).toEqual({
    by: 'nobody',
  });
});

test('a webhook that does not answer is no refusal of the policy', () => {
  const message = 'Internal error occurred: failed calling webhook "vpol.validate.kyverno.svc-fail": refused';
  expect(readAnswer({ ...refused(message), status: 500 }, 'no-x')).toEqual({ by: 'webhook', said: message });
});

test('names are texts, not patterns', () => {
  const message = `ValidatingAdmissionPolicy 'noxx' with binding 'b' denied request: no`;
  expect(readAnswer(refused(message), 'no.x')).toMatchObject({ by: 'another' });
});
