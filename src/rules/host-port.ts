import { defineRule } from './_define-rule.ts';
import { container, cronJob, deployment, pod, withInit } from './_examples.ts';
import { cis, podSecurity } from './_sources.ts';
import { workload } from './_subjects.ts';

const bound = { ports: [{ containerPort: 8080, hostPort: 8080 }] };

export const hostPort = defineRule({
  id: 'host-port',
  code: 'KP005',
  title: 'Container takes a port of its node',
  why: 'A port of the node is reachable past Services and most network policies, and only one pod on each node can have it, so that the next one stays pending.',
  severity: 'medium',
  category: 'security',
  sources: [podSecurity('Baseline'), cis('5.2.12')],
  level: 'baseline',
  subject: workload,
  check: [
    {
      id: 'no-host-port',
      expression: 'variables.containers.all(c, c.?ports.orValue([]).all(p, p.?hostPort.orValue(0) == 0))',
      message: 'The container takes a port of its node.',
    },
  ],
  remedy: {
    advice: 'Remove `hostPort` and publish the container through a Service.',
    risk: 'high',
    caution: 'Whoever connects to the address of the node no longer reaches the container.',
    edits: [{ remove: '/{containers}/*/ports/*/hostPort' }],
  },
  limits: ['A pod on the network of its node takes its ports as well; that is a rule of its own.'],
  prove: {
    pass: [
      { because: 'it declares no ports', resource: pod() },
      {
        because: 'a port of the container alone is its own',
        resource: pod({ containers: [container({ ports: [{ containerPort: 8080 }] })] }),
      },
      {
        because: 'zero means none',
        resource: pod({ containers: [container({ ports: [{ containerPort: 8080, hostPort: 0 }] })] }),
      },
    ],
    fail: [
      { because: 'it takes a port', resource: pod({ containers: [container(bound)] }) },
      {
        because: 'one of two ports is enough',
        resource: pod({
          containers: [
            container({ ports: [{ containerPort: 8080 }, { containerPort: 9090, hostPort: 9090 }] }),
          ],
        }),
      },
      {
        because: 'one of two containers is enough',
        resource: pod({ containers: [container(), container({ name: 'agent', ...bound })] }),
      },
      { because: 'init containers take ports too', resource: withInit({}, bound) },
      { because: 'a Deployment makes such pods', resource: deployment({ containers: [container(bound)] }) },
      { because: 'a CronJob makes such pods', resource: cronJob({ containers: [container(bound)] }) },
    ],
  },
});
