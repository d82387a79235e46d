import type { Resource } from '../core/resource.ts';
import { defineRule } from './_define-rule.ts';
import { cronJob, deployment, pod } from './_examples.ts';
import { empty, moved } from './_related-examples.ts';
import { cis, kubernetesDocs, nsa } from './_sources.ts';
import { workload } from './_subjects.ts';

/** A ServiceAccount that says whether its token is mounted. */
function account(name: string, automountServiceAccountToken: boolean): Resource {
  return { ...empty('v1', 'ServiceAccount', name), automountServiceAccountToken };
}

const off = { automountServiceAccountToken: false };
const own = { serviceAccountName: 'checkout' };

export const automountSaToken = defineRule({
  id: 'automount-sa-token',
  code: 'KP032',
  title: 'Token of the service account is mounted',
  why: 'Whoever gets into the container may speak to the API server as its account, though hardly any service needs to.',
  severity: 'medium',
  category: 'security',
  sources: [
    cis('5.1.6'),
    nsa('Protecting Pod service account tokens'),
    kubernetesDocs(
      'Configure service accounts for pods',
      'tasks/configure-pod-container/configure-service-account/#opt-out-of-api-credential-automounting',
    ),
  ],
  subject: workload,
  unless: {
    accounts: {
      kinds: ['ServiceAccount'],
      within: 'namespace',
      by: 'name',
      key: "variables.podSpec.?serviceAccountName.orValue('default')",
      // What the pod says outweighs what the account says.
      when: '!has(variables.podSpec.automountServiceAccountToken) && variables.accounts.exists(a, a.?automountServiceAccountToken == optional.of(false))',
    },
  },
  check: [
    {
      id: 'not-mounted',
      expression: 'variables.podSpec.?automountServiceAccountToken == optional.of(false)',
      message: 'The token of the service account is mounted into the containers.',
    },
  ],
  remedy: {
    advice:
      'Set `automountServiceAccountToken: false` in the pod spec, unless the program calls the API server.',
    risk: 'medium',
    caution: 'A program that calls the API server, such as an operator, loses its credentials.',
    edits: [{ set: '/automountServiceAccountToken', to: false }],
  },
  limits: [
    'Whether the account may do anything is not looked at.',
    'A token that is mounted as a projected volume is asked for on purpose.',
  ],
  prove: {
    pass: [
      { because: 'the pod takes none', resource: deployment(off) },
      { because: 'its account gives none', resource: deployment(own), beside: [account('checkout', false)] },
      { because: 'nor does that of the namespace', resource: pod(), beside: [account('default', false)] },
      { because: 'what the pod says is enough', resource: cronJob(off), beside: [account('default', true)] },
    ],
    fail: [
      { because: 'it is mounted where nothing is said', resource: deployment() },
      {
        because: 'the pod asks for it, whatever the account says',
        resource: pod({ automountServiceAccountToken: true }),
        beside: [account('default', false)],
      },
      { because: 'the account gives it', resource: deployment(own), beside: [account('checkout', true)] },
      {
        because: 'an account that says nothing gives it',
        resource: cronJob(),
        beside: [empty('v1', 'ServiceAccount', 'default')],
      },
      {
        because: 'another account gives none',
        resource: deployment(own),
        beside: [account('default', false)],
      },
      {
        because: 'the account of another namespace',
        resource: deployment(own),
        beside: [moved(account('checkout', false))],
      },
    ],
  },
});
