import { defineRule } from './_define-rule.ts';
import { container, cronJob, deployment, pod, withInit } from './_examples.ts';
import { cis } from './_sources.ts';
import { workload } from './_subjects.ts';

const context = { securityContext: { runAsNonRoot: true } };

export const securityContextMissing = defineRule({
  id: 'security-context-missing',
  code: 'KP030',
  title: 'No security context is set',
  why: 'Every default of Kubernetes is the permissive one: a workload that says nothing runs as whoever the image says, with capabilities, a writable image and all system calls.',
  severity: 'low',
  category: 'security',
  sources: [cis('5.6.3')],
  subject: workload,
  check: [
    {
      id: 'stated',
      // Over the fields of the pod spec, so that the whole of it is the place: all else that it lacks follows.
      expression:
        "variables.containers.all(c, size(c.?securityContext.orValue({})) > 0) ? true : variables.podSpec.exists(field, field == 'securityContext' && size(variables.podSpec.securityContext) > 0)",
      message: 'Neither the pod nor all of its containers have a security context.',
    },
  ],
  remedy: {
    advice:
      'Give the pod `securityContext: {runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}}` and each container `securityContext: {allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: {drop: [ALL]}}`.',
    risk: 'person',
    caution: null,
    edits: [],
  },
  covers: [
    'run-as-non-root',
    'privilege-escalation',
    'capabilities-drop-all',
    'drop-net-raw',
    'seccomp-required',
    'read-only-root-filesystem',
    'low-uid',
    'root-group',
    'linux-hardening',
  ],
  limits: ['What a security context says is looked at by rules of their own.'],
  prove: {
    pass: [
      { because: 'the pod says something', resource: pod(context) },
      { because: 'its only container says something', resource: pod({ containers: [container(context)] }) },
      { because: 'every container says something', resource: withInit(context, context) },
      {
        because: 'the pod says something, a container nothing',
        resource: pod({ ...context, containers: [container(context), container({ name: 'agent' })] }),
      },
    ],
    fail: [
      { because: 'nobody says anything', resource: pod() },
      {
        because: 'an empty context says nothing',
        resource: pod({ securityContext: {}, containers: [container({ securityContext: {} })] }),
      },
      {
        because: 'one of two containers says nothing',
        resource: pod({ containers: [container(context), container({ name: 'agent' })] }),
      },
      { because: 'the init container says nothing', resource: withInit(context, {}) },
      { because: 'a Deployment makes such pods', resource: deployment() },
      { because: 'a CronJob makes such pods', resource: cronJob() },
    ],
  },
});
