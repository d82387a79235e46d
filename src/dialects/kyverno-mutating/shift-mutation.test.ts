import { expect, test } from 'vitest';
import { shiftMutation } from './shift-mutation.ts';

test.each<[string, string, 'defaults' | 'cronjobs', string]>([
  [
    'labels, in the template',
    'Object{metadata: Object.metadata{labels: Object.metadata.labels{a: "b"}}}',
    'defaults',
    'Object{spec: Object.spec{template: Object.spec.template{metadata: Object.metadata{labels: Object.spec.template.metadata.labels{a: "b"}}}}}',
  ],
  [
    'a spec, in the template of a job',
    'Object {spec: Object.spec{hostNetwork: false}}',
    'cronjobs',
    'Object{spec: Object.spec{jobTemplate: Object.spec.jobTemplate{spec: Object.spec.jobTemplate.spec{template: Object.spec.jobTemplate.spec.template{spec: Object.spec.jobTemplate.spec.template.spec{hostNetwork: false}}}}}}',
  ],
  [
    'what is read',
    'object.spec.hostNetwork == oldObject.spec.hostNetwork',
    'defaults',
    'object.spec.template.spec.hostNetwork == oldObject.spec.template.spec.hostNetwork',
  ],
  ['nothing of names', 'object.metadata.name', 'defaults', 'object.metadata.name'],
  ['no part of a longer word', 'myobject.spec', 'defaults', 'myobject.spec'],
])('%s', (_what, expression, variant, shifted) => {
  expect(shiftMutation(expression, variant)).toBe(shifted);
});
