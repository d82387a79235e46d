import { defineRule } from './_define-rule.ts';
import { container } from './_examples.ts';
import { empty } from './_related-examples.ts';
import { kubernetesDocs } from './_sources.ts';
import { lookAgain, only, unseen, usedExamples, usersOf } from './_unused.ts';

const secret = empty('v1', 'Secret', 'bank');
const examples = usedExamples(
  secret,
  [
    ['a volume', { volumes: [{ name: 's', secret: { secretName: 'bank' } }] }],
    [
      'part of a volume',
      { volumes: [{ name: 's', projected: { sources: [{ secret: { name: 'bank' } }] } }] },
    ],
    [
      'a driver of a volume',
      { volumes: [{ name: 's', csi: { driver: 'd', nodePublishSecretRef: { name: 'bank' } } }] },
    ],
    ['all variables', { containers: [container({ envFrom: [{ secretRef: { name: 'bank' } }] })] }],
    [
      'one variable',
      {
        containers: [
          container({ env: [{ name: 'A', valueFrom: { secretKeyRef: { name: 'bank', key: 'a' } } }] }),
        ],
      },
    ],
    ['images are pulled with it', { imagePullSecrets: [{ name: 'bank' }] }],
  ],
  {
    volumes: [
      { name: 's', secret: { secretName: 'others' } },
      { name: 't', configMap: { name: 'bank' } },
    ],
  },
);
const ingress = {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'Ingress',
  metadata: { name: 'shop' },
  spec: { tls: [{ hosts: ['shop.example'], secretName: 'bank' }] },
};

export const unusedSecret = defineRule({
  id: 'unused-secret',
  code: 'KP181',
  title: 'Secret that nothing uses',
  why: 'A credential that nobody needs can still be stolen, and is never renewed because nothing breaks when it expires.',
  severity: 'low',
  category: 'cost',
  sources: [kubernetesDocs('Secrets', 'concepts/configuration/secret/')],
  subject: only('Secret', 'secrets'),
  related: usersOf('Secret', 'ServiceAccount', 'networking.k8s.io/Ingress'),
  check: [
    {
      id: 'used',
      // Tokens and releases of Helm are for whoever made them.
      expression:
        "object.?type.optMap(t, t in ['kubernetes.io/service-account-token', 'bootstrap.kubernetes.io/token', 'helm.sh/release.v1']).orValue(false) || size(variables.users) > 0",
      message: 'No pod, account or Ingress of the namespace uses the Secret.',
    },
  ],
  remedy: lookAgain,
  limits: [...unseen, 'Gateways, which name certificates in their own way, are not seen.'],
  prove: {
    pass: [
      ...examples.pass,
      { because: 'an Ingress shows it', resource: secret, beside: [ingress] },
      {
        because: 'an account has it',
        resource: secret,
        beside: [{ ...empty('v1', 'ServiceAccount', 'a'), imagePullSecrets: [{ name: 'bank' }] }],
      },
      {
        because: 'the token of an account',
        resource: { ...secret, type: 'kubernetes.io/service-account-token' },
      },
      { because: 'the token of a new node', resource: { ...secret, type: 'bootstrap.kubernetes.io/token' } },
      { because: 'a release of Helm', resource: { ...secret, type: 'helm.sh/release.v1' } },
    ],
    fail: [
      ...examples.fail,
      { because: 'an ordinary one', resource: { ...secret, type: 'Opaque' }, beside: [] },
    ],
  },
});
