import { defineRule } from './_define-rule.ts';
import { container, cronJob, deployment, pod, withInit } from './_examples.ts';
import { kubernetesDocs } from './_sources.ts';
import { workload } from './_subjects.ts';
import type { JsonValue } from '../core/json.ts';
import type { Resource } from '../core/resource.ts';

function limited(cpu: JsonValue): Resource {
  return pod({ containers: [container({ resources: { limits: { cpu } } })] });
}

export const oversizedLimit = defineRule({
  id: 'oversized-limit',
  code: 'KP150',
  title: 'CPU limit above what one container should use',
  why: 'A container that may take many cores takes them from its neighbours when something goes wrong in it, and hides what it really needs.',
  severity: 'medium',
  category: 'cost',
  sources: [
    kubernetesDocs(
      'Resource management for Pods and containers',
      'concepts/configuration/manage-resources-containers/',
    ),
  ],
  subject: workload,
  ask: {
    maxCpu: {
      type: 'text',
      prompt: 'How much CPU may the limit of a container be at most? As a quantity: 2, 500m',
      default: '2',
    },
  },
  variables: [
    {
      name: 'plannedContainers',
      expression: 'variables.podSpec.containers + variables.podSpec.?initContainers.orValue([])',
    },
  ],
  check: [
    {
      id: 'cpu',
      expression:
        "variables.plannedContainers.all(c, !c.?resources.?limits[?'cpu'].hasValue() || (isQuantity(string(c.resources.limits['cpu'])) && !quantity(string(c.resources.limits['cpu'])).isGreaterThan(quantity(variables.maxCpu))))",
      message: 'The CPU limit is above what one container should use.',
    },
  ],
  remedy: {
    advice: 'Lower `resources.limits.cpu`, or run more replicas.',
    risk: 'person',
    caution: null,
    edits: [],
  },
  limits: [
    'A container without a CPU limit passes: another rule asks for one.',
    'Requests are not looked at.',
  ],
  prove: {
    pass: [
      { because: 'exactly as much as is allowed', resource: limited('2') },
      { because: 'the same in thousandths', resource: limited('2000m') },
      { because: 'the same as a number', resource: limited(2) },
      { because: 'there is no limit', resource: pod() },
      {
        because: 'another limit says nothing of CPU',
        resource: pod({ containers: [container({ resources: { limits: { memory: '64Gi' } } })] }),
      },
      { because: 'the organization allows more', resource: limited('4'), answers: { maxCpu: '4' } },
    ],
    fail: [
      { because: 'a thousandth too much', resource: limited('2001m') },
      { because: 'as a number', resource: limited(64) },
      { because: 'the organization allows less', resource: limited('600m'), answers: { maxCpu: '500m' } },
      { because: 'what is no quantity cannot be within a limit', resource: limited('plenty') },
      {
        because: 'one of two containers is enough',
        resource: pod({
          containers: [container(), container({ name: 'b', resources: { limits: { cpu: '8' } } })],
        }),
      },
      {
        because: 'init containers take CPU, too',
        resource: withInit({}, { resources: { limits: { cpu: '8' } } }),
      },
      {
        because: 'a Deployment makes such pods',
        resource: deployment({ containers: [container({ resources: { limits: { cpu: '8' } } })] }),
      },
      {
        because: 'a CronJob makes such pods',
        resource: cronJob({ containers: [container({ resources: { limits: { cpu: '8' } } })] }),
      },
    ],
  },
});
