import { defineRule } from './_define-rule.ts';
import { cronJob, deployment, pod } from './_examples.ts';
import { networkPolicy } from './_related-examples.ts';
import { cis, kubernetesDocs, nsa } from './_sources.ts';
import { workload } from './_subjects.ts';

const forCheckout = networkPolicy({ matchLabels: { app: 'checkout' } });

export const podWithoutNetworkPolicy = defineRule({
  id: 'pod-without-network-policy',
  code: 'KP055',
  title: 'No NetworkPolicy selects the pod',
  why: 'Every other pod of the cluster can reach it, also one that was broken into; and it can reach everything.',
  severity: 'medium',
  category: 'security',
  sources: [
    cis('5.3.2'),
    nsa('Network policies'),
    kubernetesDocs('Network Policies', 'concepts/services-networking/network-policies/'),
  ],
  subject: workload,
  related: {
    networkPolicies: {
      kinds: ['networking.k8s.io/NetworkPolicy'],
      within: 'namespace',
      by: 'selector',
      key: 'variables.podMetadata.?labels.orValue({})',
    },
  },
  check: [
    {
      id: 'selected',
      expression: 'size(variables.networkPolicies) > 0',
      message: 'No NetworkPolicy in the same namespace selects these pods.',
    },
  ],
  remedy: {
    advice:
      'Add a NetworkPolicy that denies everything in the namespace, and one that allows what this workload needs.',
    risk: 'person',
    caution: null,
    edits: [],
  },
  limits: [
    'Policies of other products, such as CiliumNetworkPolicy, and of the whole cluster are not looked at.',
    'What the policy allows is not judged.',
  ],
  prove: {
    pass: [
      { because: 'a policy selects it by its label', resource: deployment(), beside: [forCheckout] },
      {
        because: 'a policy for every pod of the namespace',
        resource: deployment({}, { labels: {} }),
        beside: [networkPolicy({})],
      },
      { because: 'two policies', resource: deployment(), beside: [forCheckout, networkPolicy({})] },
      {
        because: 'a Pod by its own labels',
        resource: pod({}, { labels: { app: 'checkout' }, namespace: 'shop' }),
        beside: [
          networkPolicy(
            { matchExpressions: [{ key: 'app', operator: 'Exists' }] },
            {},
            { namespace: 'shop' },
          ),
        ],
      },
      { because: 'the pods of a CronJob', resource: cronJob(), beside: [forCheckout] },
      { because: 'a pod without labels', resource: pod(), beside: [networkPolicy({})] },
    ],
    fail: [
      { because: 'there is no policy', resource: deployment() },
      {
        because: 'a policy for other pods',
        resource: deployment(),
        beside: [networkPolicy({ matchLabels: { app: 'search' } })],
      },
      {
        because: 'a policy of another namespace',
        resource: deployment(),
        beside: [networkPolicy({}, {}, { namespace: 'other' })],
      },
    ],
  },
});
