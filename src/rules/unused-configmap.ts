import { defineRule } from './_define-rule.ts';
import { container } from './_examples.ts';
import { empty } from './_related-examples.ts';
import { kubernetesDocs } from './_sources.ts';
import { lookAgain, only, unseen, usedExamples, usersOf } from './_unused.ts';

const settings = empty('v1', 'ConfigMap', 'settings');
const examples = usedExamples(
  settings,
  [
    ['a volume', { volumes: [{ name: 's', configMap: { name: 'settings' } }] }],
    [
      'part of a volume',
      { volumes: [{ name: 's', projected: { sources: [{ configMap: { name: 'settings' } }] } }] },
    ],
    ['all variables', { containers: [container({ envFrom: [{ configMapRef: { name: 'settings' } }] })] }],
    [
      'one variable',
      {
        containers: [
          container({
            env: [{ name: 'A', valueFrom: { configMapKeyRef: { name: 'settings', key: 'a' } } }],
          }),
        ],
      },
    ],
    [
      'an init container',
      { initContainers: [container({ name: 'i', envFrom: [{ configMapRef: { name: 'settings' } }] })] },
    ],
  ],
  {
    volumes: [
      { name: 's', configMap: { name: 'others' } },
      { name: 't', secret: { secretName: 'settings' } },
    ],
  },
);

export const unusedConfigmap = defineRule({
  id: 'unused-configmap',
  code: 'KP180',
  title: 'ConfigMap that nothing uses',
  why: 'Leftovers are read as if they mattered: people change a setting that no program reads, and wonder.',
  severity: 'info',
  category: 'cost',
  sources: [kubernetesDocs('ConfigMaps', 'concepts/configuration/configmap/')],
  subject: only('ConfigMap', 'configmaps'),
  related: usersOf('ConfigMap'),
  check: [
    {
      id: 'used',
      // Every namespace has the one with the certificates of the cluster.
      expression: "object.metadata.?name == optional.of('kube-root-ca.crt') || size(variables.users) > 0",
      message: 'No pod of the namespace uses the ConfigMap.',
    },
  ],
  remedy: lookAgain,
  limits: unseen,
  prove: {
    pass: [
      ...examples.pass,
      { because: 'every namespace has it', resource: empty('v1', 'ConfigMap', 'kube-root-ca.crt') },
    ],
    fail: examples.fail,
  },
});
