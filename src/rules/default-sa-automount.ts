import type { JsonObject } from '../core/json.ts';
import type { Resource } from '../core/resource.ts';
import { defineRule } from './_define-rule.ts';
import { serviceAccount } from './_rbac-subjects.ts';
import { cis, kubernetesDocs, nsa } from './_sources.ts';

/** A ServiceAccount of this name. */
function account(name: string, fields: JsonObject = {}): Resource {
  return { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name }, ...fields };
}

export const defaultSaAutomount = defineRule({
  id: 'default-sa-automount',
  code: 'KP034',
  title: 'The default ServiceAccount gives its token to every pod',
  why: 'Every pod that asks for nothing gets a key to the API server all the same, and whoever breaks into it has that key.',
  severity: 'low',
  category: 'security',
  sources: [
    cis('5.1.5'),
    nsa('Protecting Pod service account tokens'),
    kubernetesDocs(
      'Configure Service Accounts for Pods',
      'tasks/configure-pod-container/configure-service-account/#opt-out-of-api-credential-automounting',
    ),
  ],
  subject: serviceAccount,
  check: [
    {
      id: 'no-token',
      expression:
        "object.metadata.?name == optional.of('default') ? object.?automountServiceAccountToken == optional.of(false) : true",
      message: 'The default ServiceAccount mounts its token into every pod that does not decline it.',
    },
  ],
  remedy: {
    advice: 'Set `automountServiceAccountToken: false` on the default ServiceAccount.',
    risk: 'low',
    caution:
      'Pods that talk to the API server as the default account lose access until they ask for the token.',
    edits: [{ set: '/automountServiceAccountToken', to: false }],
  },
  limits: ['A pod may still ask for the token by its own `automountServiceAccountToken`.'],
  prove: {
    pass: [
      {
        because: 'the default account keeps its token',
        resource: account('default', { automountServiceAccountToken: false }),
      },
      { because: 'another account is there to be used', resource: account('checkout') },
      {
        because: 'another account may give its token',
        resource: account('checkout', { automountServiceAccountToken: true }),
      },
      { because: 'a name that only begins alike', resource: account('default-checkout') },
    ],
    fail: [
      { because: 'saying nothing gives it', resource: account('default') },
      { because: 'it is given', resource: account('default', { automountServiceAccountToken: true }) },
      {
        because: 'what else the account has changes nothing',
        resource: account('default', { imagePullSecrets: [{ name: 'registry' }] }),
      },
    ],
  },
});
