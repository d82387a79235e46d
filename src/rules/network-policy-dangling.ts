import { defineRule } from './_define-rule.ts';
import { cronJob, deployment } from './_examples.ts';
import { moved, networkPolicy } from './_related-examples.ts';
import { networkPolicyObject, podMakers } from './_related-subjects.ts';
import { kubernetesDocs } from './_sources.ts';

const forCheckout = networkPolicy({ matchLabels: { app: 'checkout' } });

export const networkPolicyDangling = defineRule({
  id: 'network-policy-dangling',
  code: 'KP058',
  title: 'NetworkPolicy that selects no pod',
  why: 'It looks as if something were protected that is not: usually a label was renamed.',
  severity: 'low',
  category: 'operations',
  sources: [kubernetesDocs('Network Policies', 'concepts/services-networking/network-policies/')],
  subject: networkPolicyObject,
  related: {
    pods: { kinds: podMakers, within: 'namespace', by: 'labels', key: 'object.spec.?podSelector' },
  },
  check: [
    {
      id: 'selects',
      expression: 'size(object.spec.?podSelector.orValue({})) == 0 ? true : size(variables.pods) > 0',
      message: 'No pod of the namespace has the labels that the policy selects.',
    },
  ],
  remedy: {
    advice: 'Make `spec.podSelector` the labels of the pods that are meant, or remove the policy.',
    risk: 'person',
    caution: null,
    edits: [],
  },
  limits: [
    'Where the namespace has an object of a custom kind for which an operator makes pods, and no other pods are found, nothing is said.',
  ],
  prove: {
    pass: [
      { because: 'it selects the pods of a Deployment', resource: forCheckout, beside: [deployment()] },
      { because: 'of two workloads', resource: forCheckout, beside: [deployment(), cronJob()] },
      { because: 'for every pod of the namespace, also those to come', resource: networkPolicy({}) },
      {
        because: 'a selector that is not stated is for every pod',
        resource: { ...forCheckout, spec: { policyTypes: ['Ingress'] } },
      },
    ],
    fail: [
      { because: 'there are no pods', resource: forCheckout },
      {
        because: 'the pods have another label',
        resource: networkPolicy({ matchExpressions: [{ key: 'app', operator: 'In', values: ['search'] }] }),
        beside: [deployment()],
      },
      { because: 'the pods are in another namespace', resource: forCheckout, beside: [moved(deployment())] },
    ],
  },
});
