import { defineRule } from './_define-rule.ts';
import { container, cronJob, deployment, pod, withInit } from './_examples.ts';
import { cis } from './_sources.ts';
import { workload } from './_subjects.ts';

const profile = { securityContext: { seccompProfile: { type: 'RuntimeDefault' } } };
const armor = { securityContext: { appArmorProfile: { type: 'RuntimeDefault' } } };
const selinux = { securityContext: { seLinuxOptions: { level: 's0:c123,c456' } } };
const dropped = { securityContext: { capabilities: { drop: ['NET_RAW'] } } };

export const linuxHardening = defineRule({
  id: 'linux-hardening',
  code: 'KP031',
  title: 'None of the protections of Linux is used',
  why: 'Seccomp, AppArmor, SELinux and dropped capabilities each take away what an escape needs; without any of them only the namespaces are in between.',
  severity: 'medium',
  category: 'security',
  sources: [cis('5.6.2'), cis('5.2.9')],
  subject: workload,
  check: [
    {
      id: 'any',
      // The last branch is the place: what is missing can be said once, at the pod.
      expression:
        "variables.podMetadata.?annotations.orValue({}).exists(k, k.startsWith('container.apparmor.security.beta.kubernetes.io/')) || variables.linuxContainers.all(c, c.?securityContext.orValue({}).exists(k, k in ['seccompProfile', 'appArmorProfile', 'seLinuxOptions']) || size(c.?securityContext.?capabilities.?drop.orValue([])) > 0) ? true : variables.podSpec.?securityContext.orValue({}).exists(k, k in ['seccompProfile', 'appArmorProfile', 'seLinuxOptions'])",
      message:
        'Neither the pod nor all of its containers use seccomp, AppArmor, SELinux or dropped capabilities.',
    },
  ],
  remedy: {
    advice: 'Set `securityContext.seccompProfile.type` of the pod to RuntimeDefault.',
    risk: 'low',
    caution: 'Programs that need unusual system calls, such as debuggers and some databases, may fail.',
    edits: [{ set: '/securityContext/seccompProfile/type', to: 'RuntimeDefault' }],
  },
  covers: ['seccomp-required'],
  limits: ['That one of them is used does not say that it is used well; rules of their own look at each.'],
  prove: {
    pass: [
      { because: 'the pod has a seccomp profile', resource: pod(profile) },
      { because: 'the pod has an AppArmor profile', resource: pod(armor) },
      { because: 'the pod has SELinux options', resource: pod(selinux) },
      { because: 'the container has a seccomp profile', resource: pod({ containers: [container(profile)] }) },
      { because: 'the container has an AppArmor profile', resource: pod({ containers: [container(armor)] }) },
      { because: 'the container has SELinux options', resource: pod({ containers: [container(selinux)] }) },
      { because: 'the container drops a capability', resource: pod({ containers: [container(dropped)] }) },
      {
        because: 'the old annotation names an AppArmor profile',
        resource: pod(
          {},
          { annotations: { 'container.apparmor.security.beta.kubernetes.io/app': 'runtime/default' } },
        ),
      },
      {
        because: 'one of two annotations does',
        resource: pod(
          {},
          {
            annotations: {
              'example.com/team': 'shop',
              'container.apparmor.security.beta.kubernetes.io/app': 'runtime/default',
            },
          },
        ),
      },
      {
        because: 'the pod is protected, a container says nothing',
        resource: pod({ ...profile, containers: [container({ securityContext: { runAsNonRoot: true } })] }),
      },
      { because: 'Windows has none of them', resource: pod({ os: { name: 'windows' } }) },
    ],
    fail: [
      { because: 'nobody says anything', resource: pod() },
      { because: 'Linux, said or not, has them', resource: pod({ os: { name: 'linux' } }) },
      {
        because: 'other settings are none of them',
        resource: pod({
          securityContext: { runAsNonRoot: true },
          containers: [container({ securityContext: { runAsUser: 1000 } })],
        }),
      },
      {
        because: 'dropping nothing drops nothing',
        resource: pod({ containers: [container({ securityContext: { capabilities: { add: ['CHOWN'] } } })] }),
      },
      {
        because: 'other annotations do not matter',
        resource: pod({}, { annotations: { 'old.container.apparmor.security.beta.kubernetes.io/app': 'x' } }),
      },
      {
        because: 'one of two containers is enough',
        resource: pod({ containers: [container(dropped), container({ name: 'agent' })] }),
      },
      { because: 'init containers run code too', resource: withInit(dropped, {}) },
      { because: 'a Deployment makes such pods', resource: deployment() },
      { because: 'a CronJob makes such pods', resource: cronJob() },
    ],
  },
});
