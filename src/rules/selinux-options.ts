import { defineRule } from './_define-rule.ts';
import { container, cronJob, deployment, pod, secured, withInit } from './_examples.ts';
import { podSecurity } from './_sources.ts';
import { workload } from './_subjects.ts';

const unconfined = { securityContext: { seLinuxOptions: { type: 'spc_t' } } };

export const selinuxOptions = defineRule({
  id: 'selinux-options',
  code: 'KP009',
  title: 'SELinux user, role or type is chosen freely',
  why: 'SELinux keeps a process that escaped its container from the files of the node; a free choice of label steps around that.',
  severity: 'medium',
  category: 'security',
  sources: [podSecurity('Baseline')],
  level: 'baseline',
  subject: workload,
  check: [
    {
      id: 'user-and-role',
      expression:
        "variables.bearers.all(b, b.?securityContext.?seLinuxOptions.?user.orValue('') == '' && b.?securityContext.?seLinuxOptions.?role.orValue('') == '')",
      message: 'It sets an SELinux user or role of its own.',
    },
    {
      id: 'type',
      expression:
        "variables.bearers.all(b, b.?securityContext.?seLinuxOptions.?type.orValue('') in ['', 'container_t', 'container_init_t', 'container_kvm_t'] || variables.minor >= 31 && b.securityContext.seLinuxOptions.type == 'container_engine_t')",
      message: 'It sets an SELinux type that is not made for containers.',
    },
  ],
  remedy: {
    advice:
      'Remove `seLinuxOptions`, or name one of the container types (`container_t`, `container_init_t`, `container_kvm_t`, `container_engine_t`).',
    risk: 'high',
    caution: 'What the label allowed, such as reading files of the node, fails.',
    edits: [
      { remove: '/securityContext/seLinuxOptions/user' },
      { remove: '/securityContext/seLinuxOptions/role' },
      { remove: '/securityContext/seLinuxOptions/type' },
      { remove: '/{containers}/*/securityContext/seLinuxOptions/user' },
      { remove: '/{containers}/*/securityContext/seLinuxOptions/role' },
      { remove: '/{containers}/*/securityContext/seLinuxOptions/type' },
    ],
  },
  limits: ['The level, which tells pods of one type apart, may be chosen freely, as the standard has it.'],
  prove: {
    pass: [
      { because: 'it says nothing', resource: pod() },
      {
        because: 'this type is for containers',
        resource: secured({ seLinuxOptions: { type: 'container_t' } }),
      },
      {
        because: 'this type is for init systems in containers',
        resource: secured({ seLinuxOptions: { type: 'container_init_t' } }),
      },
      {
        because: 'this type is for virtual machines',
        resource: secured({ seLinuxOptions: { type: 'container_kvm_t' } }),
      },
      {
        because: 'this type is for container engines',
        resource: secured({ seLinuxOptions: { type: 'container_engine_t' } }),
      },
      {
        because: 'container engines may since 1.31',
        minor: 31,
        resource: secured({ seLinuxOptions: { type: 'container_engine_t' } }),
      },
      {
        because: 'empty means unset',
        resource: secured({ seLinuxOptions: { user: '', role: '', type: '' } }),
      },
      {
        because: 'a level separates pods and is wanted',
        resource: secured({ seLinuxOptions: { level: 's0:c123,c456' } }),
      },
    ],
    fail: [
      { because: 'a super-privileged type', resource: pod({ containers: [container(unconfined)] }) },
      { because: 'the pod sets it for all', resource: pod(unconfined) },
      { because: 'a user of its own', resource: secured({ seLinuxOptions: { user: 'system_u' } }) },
      { because: 'a role of its own', resource: secured({ seLinuxOptions: { role: 'sysadm_r' } }) },
      {
        because: 'container engines might not before 1.31',
        minor: 30,
        resource: secured({ seLinuxOptions: { type: 'container_engine_t' } }),
      },
      { because: 'init containers run code too', resource: withInit({}, unconfined) },
      { because: 'a Deployment makes such pods', resource: deployment(unconfined) },
      { because: 'a CronJob makes such pods', resource: cronJob(unconfined) },
    ],
  },
});
