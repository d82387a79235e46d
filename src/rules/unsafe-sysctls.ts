import { defineRule } from './_define-rule.ts';
import { cronJob, deployment, pod } from './_examples.ts';
import { podSecurity } from './_sources.ts';
import { workload } from './_subjects.ts';

const always = [
  'kernel.shm_rmid_forced',
  'net.ipv4.ip_local_port_range',
  'net.ipv4.tcp_syncookies',
  'net.ipv4.ping_group_range',
  'net.ipv4.ip_unprivileged_port_start',
];
const since29 = [
  'net.ipv4.tcp_keepalive_time',
  'net.ipv4.tcp_fin_timeout',
  'net.ipv4.tcp_keepalive_intvl',
  'net.ipv4.tcp_keepalive_probes',
];
const since32 = ['net.ipv4.tcp_rmem', 'net.ipv4.tcp_wmem'];

const setting = (...names: readonly string[]) => ({
  securityContext: { sysctls: names.map((name) => ({ name, value: '1' })) },
});
const quoted = (names: readonly string[]) => `[${names.map((name) => `'${name}'`).join(', ')}]`;

export const unsafeSysctls = defineRule({
  id: 'unsafe-sysctls',
  code: 'KP012',
  title: 'Pod sets a kernel parameter that is not safe',
  why: 'Kernel parameters outside the safe list are not separated between pods: one pod changes the node for all, or makes it unstable.',
  severity: 'medium',
  category: 'security',
  sources: [podSecurity('Baseline')],
  level: 'baseline',
  subject: workload,
  check: [
    {
      id: 'safe-only',
      expression: `variables.podSpec.?securityContext.?sysctls.orValue([]).all(s, s.name in ${quoted(always)} || variables.minor >= 27 && s.name == 'net.ipv4.ip_local_reserved_ports' || variables.minor >= 29 && s.name in ${quoted(since29)} || variables.minor >= 32 && s.name in ${quoted(since32)})`,
      message: 'The pod sets a kernel parameter that is not on the safe list.',
    },
  ],
  remedy: {
    advice:
      'Remove it from `securityContext.sysctls`, or set it on nodes of their own and schedule only these pods there.',
    risk: 'person',
    caution: null,
    edits: [],
  },
  limits: ['What the kubelet of a node is told to allow beyond the safe ones is not known here.'],
  prove: {
    pass: [
      { because: 'it sets none', resource: pod() },
      { because: 'these have always been safe', minor: 25, resource: pod(setting(...always)) },
      {
        because: 'reserved ports are safe since 1.27',
        minor: 27,
        resource: pod(setting('net.ipv4.ip_local_reserved_ports')),
      },
      { because: 'keep-alive settings are safe since 1.29', minor: 29, resource: pod(setting(...since29)) },
      { because: 'buffer sizes are safe since 1.32', minor: 32, resource: pod(setting(...since32)) },
      {
        because: 'all of them are safe today',
        resource: pod(setting(...always, 'net.ipv4.ip_local_reserved_ports', ...since29, ...since32)),
      },
    ],
    fail: [
      { because: 'it reaches the kernel of the node', resource: pod(setting('kernel.msgmax')) },
      {
        because: 'one of two is enough',
        resource: pod(setting('net.ipv4.tcp_syncookies', 'net.core.somaxconn')),
      },
      {
        because: 'reserved ports were not safe in 1.26',
        minor: 26,
        resource: pod(setting('net.ipv4.ip_local_reserved_ports')),
      },
      {
        because: 'keep-alive settings were not safe in 1.28',
        minor: 28,
        resource: pod(setting('net.ipv4.tcp_fin_timeout')),
      },
      {
        because: 'buffer sizes were not safe in 1.31',
        minor: 31,
        resource: pod(setting('net.ipv4.tcp_rmem')),
      },
      { because: 'a Deployment makes such pods', resource: deployment(setting('kernel.msgmax')) },
      { because: 'a CronJob makes such pods', resource: cronJob(setting('kernel.msgmax')) },
    ],
  },
});
