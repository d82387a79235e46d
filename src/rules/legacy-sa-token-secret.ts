import type { JsonObject } from '../core/json.ts';
import type { Resource } from '../core/resource.ts';
import { secret } from './_configuration-subjects.ts';
import { defineRule } from './_define-rule.ts';
import { kubernetesDocs, nsa } from './_sources.ts';

/** A Secret with these fields. */
function secretWith(fields: JsonObject, annotations: JsonObject = {}): Resource {
  return { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'checkout', annotations }, ...fields };
}

const account = { 'kubernetes.io/service-account.name': 'checkout' };

export const legacySaTokenSecret = defineRule({
  id: 'legacy-sa-token-secret',
  code: 'KP035',
  title: 'Long-lived service account token Secret',
  why: 'Such a token never expires and is bound to no pod: whoever copied it once, from a backup or a laptop, has the rights of the account for years.',
  severity: 'medium',
  category: 'security',
  sources: [
    nsa('Protecting Pod service account tokens'),
    kubernetesDocs('Secrets', 'concepts/configuration/secret/#serviceaccount-token-secrets'),
  ],
  subject: secret,
  check: [
    {
      id: 'no-token',
      expression: "object.?type != optional.of('kubernetes.io/service-account-token')",
      message: 'The Secret holds a token of a service account that never expires.',
    },
  ],
  remedy: {
    advice:
      'Let pods use a projected token, programs outside the cluster `kubectl create token` or a credential of the cloud, and delete the Secret.',
    risk: 'person',
    caution: null,
    edits: [],
  },
  limits: ['A token that somebody pasted into an ordinary Secret cannot be told from other data.'],
  prove: {
    pass: [
      { because: 'it holds data of its own', resource: secretWith({ type: 'Opaque' }) },
      { because: 'saying nothing means Opaque', resource: secretWith({}) },
      {
        because: 'the annotation alone makes no token',
        resource: secretWith({ type: 'Opaque' }, account),
      },
      {
        because: 'another type of Kubernetes',
        resource: secretWith({
          type: 'kubernetes.io/basic-auth',
          stringData: { username: 'checkout' },
        }),
      },
    ],
    fail: [
      {
        because: 'the token controller fills it in',
        resource: secretWith({ type: 'kubernetes.io/service-account-token' }, account),
      },
      {
        because: 'data of its own beside changes nothing',
        resource: secretWith(
          { type: 'kubernetes.io/service-account-token', stringData: { note: 'for the pipeline' } },
          account,
        ),
      },
    ],
  },
});
