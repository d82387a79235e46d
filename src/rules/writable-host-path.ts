import { defineRule } from './_define-rule.ts';
import { container, cronJob, deployment, pod } from './_examples.ts';
import { kubernetesDocs } from './_sources.ts';
import { workload } from './_subjects.ts';

const volumes = [
  { name: 'host', hostPath: { path: '/srv/data' } },
  { name: 'scratch', emptyDir: {} },
];
const mounts = (...volumeMounts: readonly { name: string; mountPath: string; readOnly?: boolean }[]) => ({
  volumeMounts,
});
const writable = mounts({ name: 'host', mountPath: '/data' });
const readOnly = mounts({ name: 'host', mountPath: '/data', readOnly: true });
const scratch = mounts({ name: 'scratch', mountPath: '/tmp' });

export const writableHostPath = defineRule({
  id: 'writable-host-path',
  code: 'KP027',
  title: 'Container may write to a folder of its node',
  why: 'What a container writes to the node outlives it and reaches others: a program, a key or a job put there runs as the node.',
  severity: 'high',
  category: 'security',
  sources: [kubernetesDocs('hostPath volumes', 'concepts/storage/volumes/#hostpath')],
  subject: workload,
  variables: [
    {
      name: 'hostVolumes',
      expression: 'variables.podSpec.?volumes.orValue([]).filter(v, has(v.hostPath)).map(v, v.name)',
    },
  ],
  check: [
    {
      id: 'read-only',
      expression:
        'variables.containers.all(c, c.?volumeMounts.orValue([]).all(m, m.name in variables.hostVolumes ? m.?readOnly.orValue(false) : true))',
      message: 'The container mounts a folder of its node for writing.',
    },
  ],
  remedy: {
    advice: 'Set `readOnly: true` on the mount, or take a PersistentVolumeClaim for data that is written.',
    risk: 'high',
    caution: 'Programs that write there fail.',
    edits: [{ set: '/{containers}/*/volumeMounts/*/readOnly', to: true }],
  },
  limits: ['Which folder it is does not matter here: sensitive-host-path looks at that.'],
  prove: {
    pass: [
      { because: 'it mounts nothing', resource: pod() },
      { because: 'it mounts it for reading', resource: pod({ volumes, containers: [container(readOnly)] }) },
      {
        because: 'a scratch folder may be written',
        resource: pod({ volumes, containers: [container(scratch)] }),
      },
      { because: 'a volume that no container mounts harms nobody', resource: pod({ volumes }) },
    ],
    fail: [
      {
        because: 'mounts are writable by default',
        resource: pod({ volumes, containers: [container(writable)] }),
      },
      {
        because: 'it says so',
        resource: pod({
          volumes,
          containers: [container(mounts({ name: 'host', mountPath: '/data', readOnly: false }))],
        }),
      },
      {
        because: 'one of two mounts is enough',
        resource: pod({
          volumes,
          containers: [
            container(mounts({ name: 'scratch', mountPath: '/tmp' }, { name: 'host', mountPath: '/data' })),
          ],
        }),
      },
      {
        because: 'one of two containers is enough',
        resource: pod({
          volumes,
          containers: [container(readOnly), container({ name: 'agent', ...writable })],
        }),
      },
      {
        because: 'init containers write too',
        resource: pod({
          volumes,
          containers: [container(readOnly)],
          initContainers: [container({ name: 'init', ...writable })],
        }),
      },
      {
        because: 'a Deployment makes such pods',
        resource: deployment({ volumes, containers: [container(writable)] }),
      },
      {
        because: 'a CronJob makes such pods',
        resource: cronJob({ volumes, containers: [container(writable)] }),
      },
    ],
  },
});
