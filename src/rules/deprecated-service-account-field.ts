import { defineRule } from './_define-rule.ts';
import { cronJob, deployment, pod } from './_examples.ts';
import { workload } from './_subjects.ts';

export const deprecatedServiceAccountField = defineRule({
  id: 'deprecated-service-account-field',
  code: 'KP103',
  title: 'The old field serviceAccount is used',
  why: 'It is an alias that is kept for old clients: tools that read the manifest look at serviceAccountName and take the pod to be without an account, and where both are set the old one loses.',
  severity: 'low',
  category: 'operations',
  sources: [
    {
      title: 'Kubernetes: API reference, PodSpec',
      section: 'serviceAccount',
      url: 'https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#PodSpec',
    },
  ],
  subject: workload,
  asWritten: true,
  check: [
    {
      id: 'renamed',
      // The last branch is the place.
      expression:
        'variables.podSpec.?serviceAccountName == variables.podSpec.?serviceAccount ? true : !has(variables.podSpec.serviceAccount)',
      message: 'The pod names its service account by the old field `serviceAccount`.',
    },
  ],
  remedy: {
    advice: 'Write `serviceAccountName` instead.',
    risk: 'safe',
    caution: null,
    edits: [{ rename: '/serviceAccount', to: 'serviceAccountName' }],
  },
  limits: ['The API server writes both fields into every pod, so the fault is only seen in manifests.'],
  prove: {
    pass: [
      { because: 'it is named by the right field', resource: pod({ serviceAccountName: 'checkout' }) },
      {
        because: 'the API server writes both',
        resource: pod({ serviceAccountName: 'checkout', serviceAccount: 'checkout' }),
      },
      { because: 'none is named', resource: pod() },
    ],
    fail: [
      { because: 'it is named by the old field', resource: pod({ serviceAccount: 'checkout' }) },
      {
        because: 'the old field loses',
        resource: pod({ serviceAccountName: 'checkout', serviceAccount: 'cart' }),
      },
      { because: 'a Deployment makes such pods', resource: deployment({ serviceAccount: 'checkout' }) },
      { because: 'a CronJob makes such pods', resource: cronJob({ serviceAccount: 'checkout' }) },
    ],
  },
});
