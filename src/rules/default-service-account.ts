import { defineRule } from './_define-rule.ts';
import { cronJob, deployment, pod } from './_examples.ts';
import { cis, kubernetesDocs } from './_sources.ts';
import { workload } from './_subjects.ts';

export const defaultServiceAccount = defineRule({
  id: 'default-service-account',
  code: 'KP033',
  title: 'Workload uses the default service account',
  why: 'All that say nothing share one account: a role that one of them needs is given to all, and the audit log cannot tell who did what.',
  severity: 'low',
  category: 'security',
  sources: [
    cis('5.1.5'),
    kubernetesDocs(
      'Configure Service Accounts for Pods',
      'tasks/configure-pod-container/configure-service-account/',
    ),
  ],
  subject: workload,
  check: [
    {
      id: 'own-account',
      // The old field counts where the new one says nothing.
      expression:
        "variables.podSpec.?serviceAccount.orValue('') in ['', 'default'] || variables.podSpec.?serviceAccountName.orValue('') != '' ? !(variables.podSpec.?serviceAccountName.orValue('') in ['', 'default']) : true",
      message: 'The pod runs as the default service account of its namespace.',
    },
  ],
  remedy: {
    advice: 'Make a service account for this workload and name it in `serviceAccountName`.',
    risk: 'person',
    caution: null,
    edits: [],
  },
  limits: [
    'A pod that mounts no token breaks this rule too: its account also gives it the Secrets for pulling images.',
  ],
  prove: {
    pass: [
      { because: 'it has an account of its own', resource: pod({ serviceAccountName: 'checkout' }) },
      { because: 'the old field names one', resource: pod({ serviceAccount: 'checkout' }) },
      {
        because: 'the old field names one, the new one nothing',
        resource: pod({ serviceAccount: 'checkout', serviceAccountName: '' }),
      },
      { because: 'a name that only begins alike', resource: pod({ serviceAccountName: 'default-checkout' }) },
      {
        because: 'both fields name it',
        resource: pod({ serviceAccount: 'checkout', serviceAccountName: 'checkout' }),
      },
    ],
    fail: [
      { because: 'nothing means the default one', resource: pod() },
      { because: 'an empty name means it too', resource: pod({ serviceAccountName: '' }) },
      { because: 'an empty name in the old field means it too', resource: pod({ serviceAccount: '' }) },
      { because: 'it is named', resource: pod({ serviceAccountName: 'default' }) },
      { because: 'it is named in the old field', resource: pod({ serviceAccount: 'default' }) },
      {
        because: 'the new field wins',
        resource: pod({ serviceAccount: 'checkout', serviceAccountName: 'default' }),
      },
      {
        because: 'without its token it is still the account',
        resource: pod({ automountServiceAccountToken: false }),
      },
      { because: 'a Deployment makes such pods', resource: deployment() },
      { because: 'a CronJob makes such pods', resource: cronJob() },
    ],
  },
});
