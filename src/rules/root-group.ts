import type { JsonObject } from '../core/json.ts';
import { defineRule } from './_define-rule.ts';
import { container, cronJob, deployment, pod, withInit } from './_examples.ts';
import { nsa } from './_sources.ts';
import { workload } from './_subjects.ts';

const group = (runAsGroup: number) => ({ securityContext: { runAsGroup } });
const inPod = (securityContext: JsonObject) =>
  pod({ securityContext: { runAsGroup: 3000, ...securityContext } });

export const rootGroup = defineRule({
  id: 'root-group',
  code: 'KP029',
  title: 'Container runs in the group of root',
  why: 'Files that the group of root may read or write are open to such a process, on every volume and, after an escape, on the node.',
  severity: 'low',
  category: 'security',
  sources: [nsa('Non-root containers')],
  subject: workload,
  check: [
    {
      id: 'primary',
      expression:
        'variables.linuxContainers.all(c, c.?securityContext.?runAsGroup.hasValue() ? c.securityContext.runAsGroup != 0 : variables.podSpec.?securityContext.?runAsGroup.orValue(0) != 0)',
      message: 'The primary group of the container is root, or left to the image.',
    },
    {
      id: 'others',
      expression:
        'variables.podSpec.?securityContext.?supplementalGroups.orValue([]).all(g, g != 0) && variables.podSpec.?securityContext.?fsGroup != optional.of(0)',
      message: 'The pod adds the group of root.',
    },
  ],
  remedy: {
    advice:
      'Set `securityContext.runAsGroup` to a numeric group of its own, and take 0 out of `supplementalGroups` and `fsGroup`.',
    risk: 'person',
    caution: null,
    edits: [],
  },
  limits: ['Which group an image names is not looked up: an unstated one counts as that of root.'],
  prove: {
    pass: [
      { because: 'the pod states a group for all', resource: inPod({}) },
      { because: 'the container states one', resource: pod({ containers: [container(group(3000))] }) },
      {
        because: 'further groups may be others',
        resource: inPod({ supplementalGroups: [4000], fsGroup: 2000 }),
      },
      {
        because: 'any group but root will do',
        resource: inPod({ runAsGroup: 1, supplementalGroups: [1], fsGroup: 1 }),
      },
      { because: 'Windows has no such groups', resource: pod({ os: { name: 'windows' } }) },
    ],
    fail: [
      { because: 'it is left to the image', resource: pod() },
      { because: 'Linux, said or not, has them', resource: pod({ os: { name: 'linux' } }) },
      { because: 'the container takes it', resource: pod({ containers: [container(group(0))] }) },
      {
        because: 'the container takes it back',
        resource: pod({ ...group(3000), containers: [container(group(0))] }),
      },
      { because: 'it is one of the further groups', resource: inPod({ supplementalGroups: [4000, 0] }) },
      { because: 'files belong to it', resource: inPod({ fsGroup: 0 }) },
      {
        because: 'one of two containers is enough',
        resource: pod({ containers: [container(group(3000)), container({ name: 'agent' })] }),
      },
      { because: 'init containers run code too', resource: withInit(group(3000), {}) },
      { because: 'a Deployment makes such pods', resource: deployment() },
      { because: 'a CronJob makes such pods', resource: cronJob() },
    ],
  },
});
