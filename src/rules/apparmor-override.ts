import { defineRule } from './_define-rule.ts';
import { container, cronJob, deployment, pod, secured, withInit } from './_examples.ts';
import { podSecurity } from './_sources.ts';
import { workload } from './_subjects.ts';

const key = 'container.apparmor.security.beta.kubernetes.io/app';
const unconfined = { securityContext: { appArmorProfile: { type: 'Unconfined' } } };
const annotated = (value: string) => ({ annotations: { [key]: value } });

export const apparmorOverride = defineRule({
  id: 'apparmor-override',
  code: 'KP013',
  title: 'AppArmor is turned off',
  why: 'AppArmor limits which files and capabilities a process may use, also after it escaped its container.',
  severity: 'medium',
  category: 'security',
  sources: [podSecurity('Baseline')],
  level: 'baseline',
  subject: workload,
  check: [
    {
      id: 'field',
      expression:
        "variables.bearers.all(b, b.?securityContext.?appArmorProfile.?type.orValue('RuntimeDefault') in ['RuntimeDefault', 'Localhost'])",
      message: 'It turns AppArmor off.',
    },
    {
      id: 'annotation',
      expression:
        "variables.podMetadata.?annotations.orValue({}).all(k, !k.startsWith('container.apparmor.security.beta.kubernetes.io/') || variables.podMetadata.annotations[k] in ['', 'runtime/default'] || variables.podMetadata.annotations[k].matches('^localhost/'))",
      message: 'An annotation turns AppArmor off for a container.',
    },
  ],
  remedy: {
    advice: 'Remove the override, or name RuntimeDefault or a Localhost profile.',
    risk: 'person',
    caution: null,
    edits: [],
  },
  limits: ["Whether a profile of one's own (`Localhost`) keeps anything out is not looked at."],
  prove: {
    pass: [
      { because: 'it says nothing', resource: pod() },
      {
        because: 'the profile of the runtime',
        resource: secured({ appArmorProfile: { type: 'RuntimeDefault' } }),
      },
      {
        because: 'a profile of the node',
        resource: secured({ appArmorProfile: { type: 'Localhost', localhostProfile: 'k8s-app' } }),
      },
      {
        because: 'an annotation may name the profile of the runtime',
        resource: pod({}, annotated('runtime/default')),
      },
      {
        because: 'an annotation may name a profile of the node',
        resource: pod({}, annotated('localhost/k8s-app')),
      },
      { because: 'an empty annotation says nothing', resource: pod({}, annotated('')) },
      {
        because: 'other annotations do not matter',
        resource: pod({}, { annotations: { [`old.${key}`]: 'unconfined' } }),
      },
    ],
    fail: [
      { because: 'the container turns it off', resource: pod({ containers: [container(unconfined)] }) },
      { because: 'the pod turns it off', resource: pod(unconfined) },
      { because: 'init containers run code too', resource: withInit({}, unconfined) },
      { because: 'an annotation turns it off', resource: pod({}, annotated('unconfined')) },
      {
        because: 'one of two annotations is enough',
        resource: pod({}, { annotations: { 'example.com/team': 'shop', [key]: 'unconfined' } }),
      },
      { because: 'a Deployment makes such pods', resource: deployment({}, annotated('unconfined')) },
      { because: 'a CronJob makes such pods', resource: cronJob({}, annotated('unconfined')) },
    ],
  },
});
