import { defineRule } from './_define-rule.ts';
import { container, deployment } from './_examples.ts';
import { probes } from './_sources.ts';
import { longRunning } from './_subjects.ts';

const alive = { livenessProbe: { httpGet: { path: '/alive', port: 8080 } } };

export const livenessProbeMissing = defineRule({
  id: 'liveness-probe-missing',
  code: 'KP089',
  title: 'Container has no liveness probe',
  why: 'A process that hangs without ending stays as it is until a person restarts it, at whatever hour that is noticed.',
  severity: 'low',
  category: 'operations',
  sources: [probes],
  subject: longRunning,
  check: [
    {
      id: 'stated',
      expression: 'variables.mains.all(c, has(c.livenessProbe))',
      message: 'Nothing restarts the container when it hangs.',
    },
  ],
  remedy: {
    advice:
      'Add a `livenessProbe` that only fails when a restart helps: it must not ask for databases or other services.',
    risk: 'person',
    caution: null,
    edits: [],
  },
  limits: [
    'A program that ends by itself when it cannot go on needs none; a probe that asks for too much does harm.',
    'Init containers that end, and Jobs, are left out.',
  ],
  prove: {
    pass: [
      {
        because: 'it says how to see that it hangs',
        resource: deployment({ containers: [container(alive)] }),
      },
      {
        because: 'every container says it; init containers that end need not',
        resource: deployment({
          containers: [container(alive), container({ name: 'proxy', ...alive })],
          initContainers: [container({ name: 'migrate' })],
        }),
      },
    ],
    fail: [
      { because: 'it does not say', resource: deployment() },
      {
        because: 'a readiness probe only takes it out of traffic',
        resource: deployment({
          containers: [container({ readinessProbe: { httpGet: { path: '/ready', port: 8080 } } })],
        }),
      },
      {
        because: 'one of two containers is enough',
        resource: deployment({ containers: [container(alive), container({ name: 'proxy' })] }),
      },
      {
        because: 'a sidecar runs as long as the pod',
        resource: deployment({
          containers: [container(alive)],
          initContainers: [container({ name: 'proxy', restartPolicy: 'Always' })],
        }),
      },
    ],
  },
});
