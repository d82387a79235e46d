import { defineRule } from './_define-rule.ts';
import { container, cronJob, deployment, pod, withEphemeral, withInit } from './_examples.ts';
import { kubernetesDocs } from './_sources.ts';
import { workload } from './_subjects.ts';

const set = (...names: readonly string[]) => ({ env: names.map((name) => ({ name, value: 'on' })) });
const twice = set('DEBUG', 'REGION', 'DEBUG');

export const duplicateEnvVar = defineRule({
  id: 'duplicate-env-var',
  code: 'KP101',
  title: 'Environment variable is set twice',
  why: 'Only the last one counts, and a later apply may merge the two into either: what somebody reads in the file is not what runs.',
  severity: 'medium',
  category: 'operations',
  sources: [
    kubernetesDocs(
      'Define environment variables for a container',
      'tasks/inject-data-application/define-environment-variable-container/',
    ),
  ],
  subject: workload,
  check: [
    {
      id: 'once',
      // `exists_one` points to the list once; counting by `filter` would point to each of the two.
      expression:
        'variables.containers.all(c, c.?env.orValue([]).all(e, c.env.exists_one(other, other.name == e.name)))',
      message: 'The container sets an environment variable more than once; only the last one counts.',
    },
  ],
  remedy: {
    advice: 'Keep the one that you mean; the last one is the one in effect today.',
    risk: 'person',
    caution: null,
    edits: [],
  },
  limits: ['What `envFrom` brings in is not compared; `env` wins over it.'],
  prove: {
    pass: [
      { because: 'it sets none', resource: pod() },
      { because: 'it sets one', resource: pod({ containers: [container(set('DEBUG'))] }) },
      {
        because: 'two names differ',
        resource: pod({ containers: [container(set('DEBUG', 'REGION'))] }),
      },
      {
        because: 'two containers may set the same',
        resource: pod({
          containers: [container(set('DEBUG')), container({ name: 'agent', ...set('DEBUG') })],
        }),
      },
    ],
    fail: [
      { because: 'it is set twice', resource: pod({ containers: [container(twice)] }) },
      {
        because: 'a reference is a definition too',
        resource: pod({
          containers: [
            container({
              env: [
                { name: 'KEY', value: '' },
                { name: 'KEY', valueFrom: { secretKeyRef: { name: 'acquirer', key: 'key' } } },
              ],
            }),
          ],
        }),
      },
      {
        because: 'one of two containers is enough',
        resource: pod({ containers: [container(), container({ name: 'agent', ...twice })] }),
      },
      { because: 'init containers read variables too', resource: withInit({}, twice) },
      withEphemeral('debugging containers read variables too', {}, twice),
      { because: 'a Deployment makes such pods', resource: deployment({ containers: [container(twice)] }) },
      { because: 'a CronJob makes such pods', resource: cronJob({ containers: [container(twice)] }) },
    ],
  },
});
