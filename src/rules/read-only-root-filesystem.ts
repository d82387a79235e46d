import { defineRule } from './_define-rule.ts';
import { container, cronJob, deployment, pod, secured, withEphemeral, withInit } from './_examples.ts';
import { nsa } from './_sources.ts';
import { workload } from './_subjects.ts';

const readOnly = { securityContext: { readOnlyRootFilesystem: true } };

export const readOnlyRootFilesystem = defineRule({
  id: 'read-only-root-filesystem',
  code: 'KP024',
  title: 'Container may write to its own image',
  why: 'Whoever breaks into a container that can change its own programs stays in it and hides there; a read-only one is clean again after a restart.',
  severity: 'medium',
  category: 'security',
  sources: [nsa('Immutable container file systems')],
  subject: workload,
  check: [
    {
      id: 'read-only',
      expression:
        'variables.linuxContainers.all(c, c.?securityContext.?readOnlyRootFilesystem.orValue(false))',
      message: 'The root file system of the container is writable.',
    },
  ],
  remedy: {
    advice:
      'Set `securityContext.readOnlyRootFilesystem` to true and mount an emptyDir where the program writes, such as /tmp.',
    risk: 'high',
    caution: 'Programs that write outside their volumes fail until an emptyDir is mounted there.',
    edits: [{ set: '/{containers}/*/securityContext/readOnlyRootFilesystem', to: true }],
  },
  limits: ['Windows has no such setting: pods that state `os.name: windows` are left out.'],
  prove: {
    pass: [
      { because: 'it is read-only', resource: pod({ containers: [container(readOnly)] }) },
      { because: 'every container is', resource: withInit(readOnly, readOnly) },
      { because: 'Windows has no such setting', resource: pod({ os: { name: 'windows' } }) },
    ],
    fail: [
      { because: 'the default is writable', resource: pod() },
      { because: 'Linux, said or not, needs it', resource: pod({ os: { name: 'linux' } }) },
      { because: 'it is turned off', resource: secured({ readOnlyRootFilesystem: false }) },
      {
        because: 'one of two containers is enough',
        resource: pod({ containers: [container(readOnly), container({ name: 'agent' })] }),
      },
      { because: 'init containers run code too', resource: withInit(readOnly, {}) },
      withEphemeral('debugging containers run code too', readOnly, {}),
      { because: 'a Deployment makes such pods', resource: deployment() },
      { because: 'a CronJob makes such pods', resource: cronJob() },
    ],
  },
});
