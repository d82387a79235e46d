import { defineRule } from './_define-rule.ts';
import { cronJob, deployment, pod } from './_examples.ts';
import { empty, moved } from './_related-examples.ts';
import { kubernetesDocs } from './_sources.ts';
import { workload } from './_subjects.ts';

const account = empty('v1', 'ServiceAccount', 'checkout');
const named = { serviceAccountName: 'checkout' };

export const serviceAccountMissing = defineRule({
  id: 'service-account-missing',
  code: 'KP110',
  title: 'ServiceAccount that does not exist',
  why: 'The pods are refused until somebody creates the account: the release hangs, and nothing says so but the events.',
  severity: 'medium',
  category: 'operations',
  sources: [
    kubernetesDocs(
      'Configure service accounts for pods',
      'tasks/configure-pod-container/configure-service-account/',
    ),
  ],
  subject: workload,
  variables: [
    {
      name: 'account',
      // The API server copies the old name of the field where the new one is empty.
      expression:
        "variables.podSpec.?serviceAccountName.orValue('') != '' ? variables.podSpec.serviceAccountName : variables.podSpec.?serviceAccount.orValue('')",
    },
  ],
  related: {
    accounts: {
      kinds: ['ServiceAccount'],
      within: 'namespace',
      by: 'name',
      key: 'variables.account',
    },
  },
  check: [
    {
      id: 'exists',
      // Every namespace has the one that is called default.
      expression: "variables.account in ['', 'default'] || size(variables.accounts) > 0",
      message: 'The ServiceAccount of the pods is not among the objects of the namespace.',
    },
  ],
  remedy: {
    advice: 'Create the ServiceAccount beside the workload, or correct `serviceAccountName`.',
    risk: 'person',
    caution: null,
    edits: [],
  },
  limits: ['An account that is created by somebody else, and not in the input, counts as missing.'],
  prove: {
    pass: [
      { because: 'the account stands beside it', resource: deployment(named), beside: [account] },
      { because: 'none is named', resource: deployment() },
      { because: 'every namespace has this one', resource: deployment({ serviceAccountName: 'default' }) },
      { because: 'the empty name is the same as none', resource: pod({ serviceAccountName: '' }) },
      {
        because: 'a Pod and its account in one namespace',
        resource: moved(pod(named)),
        beside: [moved(account)],
      },
      {
        because: 'the old name of the field means nothing beside the new one',
        resource: pod({ ...named, serviceAccount: 'settlement' }),
        beside: [account],
      },
      { because: 'the account may stand there twice', resource: cronJob(named), beside: [account, account] },
    ],
    fail: [
      { because: 'there is no account', resource: deployment(named) },
      {
        because: 'it is named by the old name of the field',
        resource: pod({ serviceAccount: 'settlement', serviceAccountName: '' }),
        beside: [account],
      },
      {
        because: 'another account',
        resource: cronJob({ serviceAccountName: 'settlement' }),
        beside: [account],
      },
      { because: 'the account of another namespace', resource: deployment(named), beside: [moved(account)] },
    ],
  },
});
