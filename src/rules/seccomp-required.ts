import { defineRule } from './_define-rule.ts';
import { container, cronJob, deployment, pod, withEphemeral, withInit } from './_examples.ts';
import { cis, podSecurity } from './_sources.ts';
import { workload } from './_subjects.ts';

const confined = { securityContext: { seccompProfile: { type: 'RuntimeDefault' } } };
const local = {
  securityContext: { seccompProfile: { type: 'Localhost', localhostProfile: 'profiles/audit.json' } },
};
const unconfined = { securityContext: { seccompProfile: { type: 'Unconfined' } } };

export const seccompRequired = defineRule({
  id: 'seccomp-required',
  code: 'KP019',
  title: 'Container has no seccomp profile',
  why: 'Without a profile the container may use every system call of the kernel it shares with the node; the profile of the runtime takes away those that only an attack needs.',
  severity: 'medium',
  category: 'security',
  sources: [podSecurity('Restricted'), cis('5.6.2')],
  level: 'restricted',
  subject: workload,
  check: [
    {
      id: 'confined',
      // What a container does not say is missing at the pod: one place, however many containers.
      expression:
        "variables.podSpec.?securityContext.?seccompProfile.?type.orValue('RuntimeDefault') in ['RuntimeDefault', 'Localhost'] && variables.linuxContainers.all(c, c.?securityContext.?seccompProfile.?type.hasValue() ? c.securityContext.seccompProfile.type in ['RuntimeDefault', 'Localhost'] : variables.podSpec.?securityContext.?seccompProfile.?type.hasValue())",
      message: 'No seccomp profile limits the system calls of the containers.',
    },
  ],
  remedy: {
    advice: 'Set `securityContext.seccompProfile.type` of the pod to RuntimeDefault.',
    risk: 'low',
    caution: 'Programs that need unusual system calls, such as debuggers and some databases, may fail.',
    edits: [
      { set: '/securityContext/seccompProfile/type', to: 'RuntimeDefault' },
      { set: '/{containers}/*/securityContext/seccompProfile/type', to: 'RuntimeDefault' },
    ],
  },
  limits: ['Windows has no seccomp: pods that state `os.name: windows` are left out.'],
  prove: {
    pass: [
      { because: 'the pod names it for all', resource: pod(confined) },
      { because: 'every container names it', resource: withInit(confined, confined) },
      { because: 'a profile of the node will do', resource: pod(local) },
      {
        because: 'a profile of the node will do for a container',
        resource: pod({ containers: [container(local)] }),
      },
      { because: 'Windows has no seccomp', resource: pod({ os: { name: 'windows' } }) },
    ],
    fail: [
      { because: 'saying nothing turns it off', resource: pod() },
      { because: 'Linux, said or not, needs it', resource: pod({ os: { name: 'linux' } }) },
      { because: 'the pod turns it off', resource: pod(unconfined) },
      {
        because: 'the pod turns it off, though its containers do not',
        resource: pod({ ...unconfined, containers: [container(confined)] }),
      },
      {
        because: 'the container takes back what the pod says',
        resource: pod({ ...confined, containers: [container(unconfined)] }),
      },
      {
        because: 'the profile of another container does not help',
        resource: pod({ containers: [container(confined), container({ name: 'agent' })] }),
      },
      { because: 'init containers run code too', resource: withInit(confined, {}) },
      withEphemeral('debugging containers run code too', confined, {}),
      { because: 'a Deployment makes such pods', resource: deployment() },
      { because: 'a CronJob makes such pods', resource: cronJob() },
    ],
  },
});
