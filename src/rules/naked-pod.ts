import { defineRule } from './_define-rule.ts';
import { pod } from './_examples.ts';
import { kubernetesDocs } from './_sources.ts';
import { podItself } from './_subjects.ts';

const owner = {
  apiVersion: 'apps/v1',
  kind: 'ReplicaSet',
  name: 'checkout-5d8f',
  uid: '7e4a0f0c-2b0e-4b57-8f0e-0f6d3c1f5a11',
};

export const nakedPod = defineRule({
  id: 'naked-pod',
  code: 'KP097',
  title: 'Pod that nothing makes anew',
  why: 'When its node is drained, fails or is taken away the pod is gone for good, and nobody is told.',
  severity: 'low',
  category: 'operations',
  sources: [kubernetesDocs('Pods', 'concepts/workloads/pods/#working-with-pods')],
  subject: podItself,
  check: [
    {
      id: 'owned',
      // The kubelet mirrors what it runs from files, and Helm runs tests as pods.
      expression:
        "object.metadata.?annotations.orValue({}).exists(k, k in ['kubernetes.io/config.mirror', 'helm.sh/hook']) ? true : size(object.metadata.?ownerReferences.orValue([])) > 0",
      message: 'The pod belongs to no Deployment, Job or other owner that would make it anew.',
    },
  ],
  remedy: {
    advice: 'Make it the template of a Deployment, or of a Job where it is to run once.',
    risk: 'person',
    caution: null,
    edits: [],
  },
  limits: ['Whether the owner is still there is not looked up.'],
  prove: {
    pass: [
      { because: 'a ReplicaSet makes it anew', resource: pod({}, { ownerReferences: [owner] }) },
      {
        because: 'the kubelet runs it from a file',
        resource: pod({ nodeName: 'node-1' }, { annotations: { 'kubernetes.io/config.mirror': 'b1946ac9' } }),
      },
      {
        because: 'Helm runs it as a test',
        resource: pod({}, { annotations: { 'example.com/team': 'shop', 'helm.sh/hook': 'test' } }),
      },
    ],
    fail: [
      { because: 'it has no owner', resource: pod() },
      { because: 'an empty list names no owner', resource: pod({}, { ownerReferences: [] }) },
      {
        because: 'other annotations do not matter',
        resource: pod({}, { annotations: { 'helm.sh/chart': 'checkout' } }),
      },
    ],
  },
});
