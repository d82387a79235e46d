import { defineRule } from './_define-rule.ts';
import { container, deployment } from './_examples.ts';
import { service } from './_related-examples.ts';
import { kubernetesDocs } from './_sources.ts';
import { byNoService, serviceExamples } from './_releases.ts';
import { longRunning } from './_subjects.ts';

const ready = { readinessProbe: { httpGet: { path: '/ready', port: 8080 } } };

const exposed = serviceExamples(deployment());

export const readinessProbeMissing = defineRule({
  id: 'readiness-probe-missing',
  code: 'KP088',
  title: 'Container has no readiness probe',
  why: 'Without it a pod gets traffic as soon as its process exists, and a release replaces good pods by ones that cannot answer yet: customers see the errors.',
  severity: 'medium',
  category: 'operations',
  sources: [
    kubernetesDocs(
      'Configure liveness, readiness and startup probes',
      'tasks/configure-pod-container/configure-liveness-readiness-startup-probes/',
    ),
  ],
  subject: longRunning,
  unless: byNoService,
  check: [
    {
      id: 'stated',
      expression: 'variables.podSpec.containers.all(c, has(c.readinessProbe))',
      message: 'The container does not say when it is ready for traffic.',
    },
  ],
  remedy: {
    advice: 'Add a `readinessProbe` that asks the container for something that only works when it can serve.',
    risk: 'person',
    caution: null,
    edits: [],
  },
  limits: [
    'What no Service of the input selects is left out, where other objects of its namespace are known; traffic that comes by other ways is not seen.',
    'Init containers and Jobs serve no traffic and are left out.',
  ],
  prove: {
    pass: [
      {
        because: 'it says when it is ready',
        resource: deployment({ containers: [container(ready)] }),
        beside: [service()],
      },
      {
        because: 'every container says it; init containers need not',
        resource: deployment({
          containers: [container(ready), container({ name: 'proxy', ...ready })],
          initContainers: [container({ name: 'migrate' })],
        }),
        beside: [service()],
      },
      ...exposed.pass,
    ],
    fail: [
      { because: 'it does not say', resource: deployment(), beside: [service()] },
      {
        because: 'a liveness probe says something else',
        resource: deployment({
          containers: [container({ livenessProbe: { httpGet: { path: '/alive', port: 8080 } } })],
        }),
        beside: [service()],
      },
      {
        because: 'one of two containers is enough',
        resource: deployment({ containers: [container(ready), container({ name: 'proxy' })] }),
        beside: [service()],
      },
      ...exposed.fail,
    ],
  },
});
