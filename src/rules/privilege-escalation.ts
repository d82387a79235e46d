import { defineRule } from './_define-rule.ts';
import { container, cronJob, deployment, pod, secured, withEphemeral, withInit } from './_examples.ts';
import { cis, nsa, podSecurity } from './_sources.ts';
import { workload } from './_subjects.ts';

const off = { securityContext: { allowPrivilegeEscalation: false } };

export const privilegeEscalation = defineRule({
  id: 'privilege-escalation',
  code: 'KP016',
  title: 'Container may gain privileges',
  why: 'Unless it is forbidden, a setuid program in the image turns any foothold into root.',
  severity: 'high',
  category: 'security',
  sources: [podSecurity('Restricted'), cis('5.2.6'), nsa('Pod security enforcement')],
  level: 'restricted',
  subject: workload,
  check: [
    {
      id: 'forbidden',
      expression:
        'variables.linuxContainers.all(c, c.?securityContext.?allowPrivilegeEscalation.orValue(true) == false)',
      message: 'Nothing keeps the processes of the container from gaining more privileges than their parent.',
    },
  ],
  remedy: {
    advice: 'Set `securityContext.allowPrivilegeEscalation` to false.',
    risk: 'low',
    caution:
      'Programs that rely on setuid or file capabilities, such as sudo and some versions of ping, stop working.',
    edits: [{ set: '/{containers}/*/securityContext/allowPrivilegeEscalation', to: false }],
  },
  limits: ['Windows has no such setting: pods that state `os.name: windows` are left out.'],
  prove: {
    pass: [
      { because: 'it is forbidden', resource: secured({ allowPrivilegeEscalation: false }) },
      { because: 'Windows has no such setting', resource: pod({ os: { name: 'windows' } }) },
      { because: 'every container forbids it', resource: withInit(off, off) },
    ],
    fail: [
      { because: 'saying nothing allows it', resource: pod() },
      { because: 'it is allowed', resource: secured({ allowPrivilegeEscalation: true }) },
      { because: 'Linux, said or not, needs it', resource: pod({ os: { name: 'linux' } }) },
      { because: 'init containers run code too', resource: withInit(off, {}) },
      withEphemeral('debugging containers run code too', off, {}),
      {
        because: 'one of two containers is enough',
        resource: pod({ containers: [container(off), container({ name: 'agent' })] }),
      },
      { because: 'a Deployment makes such pods', resource: deployment() },
      { because: 'a CronJob makes such pods', resource: cronJob() },
    ],
  },
});
