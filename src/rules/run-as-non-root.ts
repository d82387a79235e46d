import { defineRule } from './_define-rule.ts';
import { container, cronJob, deployment, pod, secured, withEphemeral, withInit } from './_examples.ts';
import { cis, nsa, podSecurity } from './_sources.ts';
import { workload } from './_subjects.ts';

const nonRoot = { securityContext: { runAsNonRoot: true } };
const root = { securityContext: { runAsNonRoot: false } };

export const runAsNonRoot = defineRule({
  id: 'run-as-non-root',
  code: 'KP017',
  title: 'Container may run as root',
  why: 'Root in a container is root on the node as soon as anything goes wrong with the isolation; nothing here keeps an image that runs as root from starting.',
  severity: 'high',
  category: 'security',
  sources: [podSecurity('Restricted'), cis('5.2.7'), nsa('Non-root containers')],
  level: 'restricted',
  subject: workload,
  check: [
    {
      id: 'enforced',
      // What a container does not say is missing at the pod: one place, however many containers.
      expression:
        'variables.ownUsers ? true : variables.podSpec.?securityContext.?runAsNonRoot.orValue(true) && variables.containers.all(c, c.?securityContext.?runAsNonRoot.hasValue() ? c.securityContext.runAsNonRoot : variables.podSpec.?securityContext.?runAsNonRoot.orValue(false))',
      message: 'Nothing keeps the containers from running as root.',
    },
  ],
  remedy: {
    advice: 'Set `securityContext.runAsNonRoot` to true, and build the image with a numeric USER.',
    risk: 'high',
    caution: 'Images that run as root, or name their user by a word, no longer start.',
    edits: [
      { set: '/securityContext/runAsNonRoot', to: true },
      { set: '/{containers}/*/securityContext/runAsNonRoot', to: true },
    ],
  },
  limits: ['Which user an image names is not looked up.'],
  prove: {
    pass: [
      { because: 'the pod demands it for all', resource: pod(nonRoot) },
      { because: 'every container demands it', resource: withInit(nonRoot, nonRoot) },
      {
        because: 'root of a user namespace is nobody outside, says 1.35',
        minor: 35,
        resource: pod({ hostUsers: false }),
      },
      {
        because: 'root of a user namespace is nobody outside, even where it is stated',
        resource: pod({ hostUsers: false, ...root }),
      },
    ],
    fail: [
      { because: 'saying nothing leaves it to the image', resource: pod() },
      { because: 'the pod allows it', resource: pod(root) },
      {
        because: 'the pod allows it, though its containers do not',
        resource: pod({ ...root, containers: [container(nonRoot)] }),
      },
      {
        because: 'the container takes back what the pod demands',
        resource: pod({ ...nonRoot, containers: [container(root)] }),
      },
      { because: 'the users of the node are not a namespace of its own', resource: pod({ hostUsers: true }) },
      {
        because: 'before 1.35 a user namespace did not matter',
        minor: 34,
        resource: pod({ hostUsers: false }),
      },
      {
        because: 'before 1.35 a user namespace did not matter to the pod',
        minor: 34,
        resource: pod({ hostUsers: false, ...root, containers: [container(nonRoot)] }),
      },
      {
        because: 'the pod allows it on the node',
        resource: pod({ hostUsers: true, ...root, containers: [container(nonRoot)] }),
      },
      { because: 'init containers run code too', resource: withInit(nonRoot, {}) },
      withEphemeral('debugging containers run code too', nonRoot, {}),
      {
        because: 'the setting of another container does not help',
        resource: pod({ containers: [container(nonRoot), container({ name: 'agent' })] }),
      },
      { because: 'a user id alone does not say it', resource: secured({ runAsUser: 1000 }) },
      { because: 'a Deployment makes such pods', resource: deployment() },
      { because: 'a CronJob makes such pods', resource: cronJob() },
    ],
  },
});
