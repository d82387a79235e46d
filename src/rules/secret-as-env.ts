import { defineRule } from './_define-rule.ts';
import { container, cronJob, deployment, pod, withEphemeral, withInit } from './_examples.ts';
import { cis, kubernetesDocs, nsa } from './_sources.ts';
import { workload } from './_subjects.ts';

const one = {
  env: [{ name: 'DB_PASSWORD', valueFrom: { secretKeyRef: { name: 'db', key: 'password' } } }],
};
const whole = { envFrom: [{ secretRef: { name: 'db' } }] };

export const secretAsEnv = defineRule({
  id: 'secret-as-env',
  code: 'KP052',
  title: 'Secret consumed as environment variable instead of file',
  why: 'The environment of a program is inherited by every child, written into crash reports and shown by debugging pages, and it keeps the old value until the pod is replaced.',
  severity: 'low',
  category: 'security',
  sources: [
    cis('5.4.1'),
    nsa('Secrets'),
    kubernetesDocs('Good practices for Kubernetes Secrets', 'concepts/security/secrets-good-practices/'),
  ],
  subject: workload,
  check: [
    {
      id: 'no-key',
      expression:
        'variables.containers.all(c, c.?env.orValue([]).all(e, !has(e.valueFrom) || !has(e.valueFrom.secretKeyRef)))',
      message: 'The container reads a key of a Secret as an environment variable.',
    },
    {
      id: 'no-whole-secret',
      expression: 'variables.containers.all(c, c.?envFrom.orValue([]).all(e, !has(e.secretRef)))',
      message: 'The container reads a whole Secret as environment variables.',
    },
  ],
  remedy: {
    advice: 'Mount the Secret as a file and let the program read it from there.',
    risk: 'person',
    caution: null,
    edits: [],
  },
  limits: ['Secrets that a program asks the API server for are not seen.'],
  prove: {
    pass: [
      { because: 'it reads no Secret', resource: pod() },
      {
        because: 'it reads the Secret as a file',
        resource: pod({
          containers: [container({ volumeMounts: [{ name: 'db', mountPath: '/etc/db' }] })],
          volumes: [{ name: 'db', secret: { secretName: 'db' } }],
        }),
      },
      {
        because: 'a ConfigMap is no Secret',
        resource: pod({
          containers: [
            container({
              env: [
                { name: 'REGION', valueFrom: { configMapKeyRef: { name: 'shop', key: 'region' } } },
                { name: 'LEVEL', value: 'info' },
              ],
              envFrom: [{ configMapRef: { name: 'shop' } }],
            }),
          ],
        }),
      },
    ],
    fail: [
      { because: 'it reads a key', resource: pod({ containers: [container(one)] }) },
      { because: 'it reads all keys', resource: pod({ containers: [container(whole)] }) },
      {
        because: 'one of two variables is enough',
        resource: pod({ containers: [container({ env: [{ name: 'LEVEL', value: 'info' }, ...one.env] })] }),
      },
      {
        because: 'one of two sources is enough',
        resource: pod({
          containers: [container({ envFrom: [{ configMapRef: { name: 'shop' } }, ...whole.envFrom] })],
        }),
      },
      {
        because: 'one of two containers is enough',
        resource: pod({ containers: [container({ env: [] }), container({ name: 'agent', ...one })] }),
      },
      {
        because: 'one of two containers with all keys is enough',
        resource: pod({ containers: [container({ envFrom: [] }), container({ name: 'agent', ...whole })] }),
      },
      { because: 'init containers read Secrets too', resource: withInit({}, one) },
      withEphemeral('debugging containers read Secrets too', {}, whole),
      { because: 'a Deployment makes such pods', resource: deployment({ containers: [container(one)] }) },
      { because: 'a CronJob makes such pods', resource: cronJob({ containers: [container(whole)] }) },
    ],
  },
});
