import { defineRule } from './_define-rule.ts';
import { container, cronJob, deployment, pod } from './_examples.ts';
import { cis, podSecurity } from './_sources.ts';
import { workload } from './_subjects.ts';

const windows = { os: { name: 'windows' }, hostNetwork: true };
const hostProcess = {
  securityContext: { windowsOptions: { hostProcess: true, runAsUserName: 'NT AUTHORITY\\SYSTEM' } },
};

export const windowsHostProcess = defineRule({
  id: 'windows-host-process',
  code: 'KP007',
  title: 'Windows container is a process of its node',
  why: 'A HostProcess container is no container: it runs on the node with the rights of the account that it names, often the system itself.',
  severity: 'high',
  category: 'security',
  sources: [podSecurity('Baseline'), cis('5.2.10')],
  level: 'baseline',
  subject: workload,
  check: [
    {
      id: 'no-host-process',
      expression: 'variables.bearers.all(b, !b.?securityContext.?windowsOptions.?hostProcess.orValue(false))',
      message: 'It runs as a process of the Windows node.',
    },
  ],
  remedy: {
    advice:
      'Set `windowsOptions.hostProcess` to false, and run only node agents that cannot do without it in a namespace of their own.',
    risk: 'high',
    caution: 'Agents that administer the node stop working.',
    edits: [
      { set: '/securityContext/windowsOptions/hostProcess', to: false },
      { set: '/{containers}/*/securityContext/windowsOptions/hostProcess', to: false },
    ],
  },
  limits: ['Pods of Linux have no such setting; there privileged-container looks at its like.'],
  prove: {
    pass: [
      { because: 'it says nothing', resource: pod() },
      {
        because: 'it is turned off',
        resource: pod({
          os: { name: 'windows' },
          securityContext: { windowsOptions: { hostProcess: false } },
        }),
      },
    ],
    fail: [
      { because: 'the pod turns it on', resource: pod({ ...windows, ...hostProcess }) },
      {
        because: 'every container turns it on',
        resource: pod({ ...windows, containers: [container(hostProcess)] }),
      },
      { because: 'a Deployment makes such pods', resource: deployment({ ...windows, ...hostProcess }) },
      { because: 'a CronJob makes such pods', resource: cronJob({ ...windows, ...hostProcess }) },
    ],
  },
});
