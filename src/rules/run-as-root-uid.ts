import { defineRule } from './_define-rule.ts';
import { container, cronJob, deployment, pod, secured, withEphemeral, withInit } from './_examples.ts';
import { cis, podSecurity } from './_sources.ts';
import { workload } from './_subjects.ts';

const root = { securityContext: { runAsUser: 0 } };

export const runAsRootUid = defineRule({
  id: 'run-as-root-uid',
  code: 'KP018',
  title: 'Container is told to run as root',
  why: 'User 0 in a container is user 0 on the node: whatever gets out, gets out as root.',
  severity: 'high',
  category: 'security',
  sources: [podSecurity('Restricted'), cis('5.2.7')],
  level: 'restricted',
  subject: workload,
  check: [
    {
      id: 'not-zero',
      expression:
        'variables.ownUsers ? true : variables.bearers.all(b, b.?securityContext.?runAsUser != optional.of(0))',
      message: 'It sets `runAsUser: 0`, which is root.',
    },
  ],
  remedy: {
    advice: 'Name the numeric user that the image is made for, such as 10001.',
    risk: 'person',
    caution: null,
    edits: [],
  },
  covers: ['low-uid'],
  limits: ['Which user an image names is not looked up; run-as-non-root keeps it from being root.'],
  prove: {
    pass: [
      { because: 'it names no user', resource: pod() },
      { because: 'it names a user', resource: secured({ runAsUser: 1000 }) },
      { because: 'the lowest user that is not root', resource: secured({ runAsUser: 1 }) },
      {
        because: 'root of a user namespace is nobody outside, says 1.35',
        minor: 35,
        resource: pod({ hostUsers: false, ...root }),
      },
      { because: 'root of a user namespace is nobody outside', resource: pod({ hostUsers: false, ...root }) },
    ],
    fail: [
      { because: 'the container is told so', resource: pod({ containers: [container(root)] }) },
      { because: 'the pod is told so', resource: pod(root) },
      {
        because: 'the users of the node are not a namespace of its own',
        resource: pod({ hostUsers: true, ...root }),
      },
      {
        because: 'before 1.35 a user namespace did not matter',
        minor: 34,
        resource: pod({ hostUsers: false, ...root }),
      },
      {
        because: 'one of two containers is enough',
        resource: pod({ containers: [container(), container({ name: 'agent', ...root })] }),
      },
      { because: 'init containers run code too', resource: withInit({}, root) },
      withEphemeral('debugging containers run code too', {}, root),
      { because: 'a Deployment makes such pods', resource: deployment(root) },
      { because: 'a CronJob makes such pods', resource: cronJob(root) },
    ],
  },
});
