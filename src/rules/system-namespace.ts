import { defineRule } from './_define-rule.ts';
import { cronJob, pod } from './_examples.ts';
import { cis, kubernetesDocs } from './_sources.ts';
import { scheduled } from './_subjects.ts';

export const systemNamespace = defineRule({
  id: 'system-namespace',
  code: 'KP072',
  title: 'Workload in a namespace of Kubernetes itself',
  why: 'What runs there is beside the keys of the cluster, is often left out of policies and quotas, and may be swept away by an upgrade.',
  severity: 'medium',
  category: 'compliance',
  sources: [
    cis('5.6.1'),
    kubernetesDocs('Namespaces', 'concepts/overview/working-with-objects/namespaces/#initial-namespaces'),
  ],
  subject: scheduled,
  ask: {
    namespaces: {
      type: 'list',
      prompt: 'Which namespaces belong to the cluster, so that no application may run there?',
      default: ['kube-system', 'kube-public', 'kube-node-lease'],
    },
  },
  check: [
    {
      id: 'other',
      expression: '!variables.namespaces.exists(n, object.metadata.?namespace == optional.of(n))',
      message: 'The workload is in a namespace that belongs to the cluster.',
    },
  ],
  remedy: {
    advice: 'Give the application a namespace of its own.',
    risk: 'person',
    caution: null,
    edits: [],
  },
  limits: [
    'What belongs to the cluster, such as its DNS, network and storage drivers, breaks this rule too.',
  ],
  prove: {
    pass: [{ because: 'it is elsewhere', resource: pod({}, { namespace: 'shop' }) }],
    fail: [
      { because: 'the cluster lives there', resource: pod({}, { namespace: 'kube-system' }) },
      { because: 'everybody may read there', resource: pod({}, { namespace: 'kube-public' }) },
      { because: 'nodes report there', resource: cronJob({}, {}, { namespace: 'kube-node-lease' }) },
      {
        because: 'the organization may keep another one for itself',
        resource: pod({}, { namespace: 'platform' }),
        answers: { namespaces: ['platform'] },
      },
    ],
  },
});
