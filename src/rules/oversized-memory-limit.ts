import type { JsonValue } from '../core/json.ts';
import type { Resource } from '../core/resource.ts';
import { defineRule } from './_define-rule.ts';
import { container, cronJob, deployment, pod, withInit } from './_examples.ts';
import { managingResources } from './_sources.ts';
import { scheduled } from './_subjects.ts';

const answers = { maxMemory: '2Gi' };

function limited(memory: JsonValue): Resource {
  return pod({ containers: [container({ resources: { limits: { memory } } })] });
}

export const oversizedMemoryLimit = defineRule({
  id: 'oversized-memory-limit',
  code: 'KP178',
  title: 'Memory limit above what this environment allows',
  why: 'Where nobody earns anything, in development and tests, a container that may fill a node makes somebody buy another one.',
  severity: 'low',
  category: 'cost',
  sources: [managingResources],
  subject: scheduled,
  ask: {
    maxMemory: {
      type: 'text',
      prompt: 'How much memory may the limit of a container be at most here? As a quantity: 2Gi, 512Mi',
    },
  },
  variables: [
    // Resources of the pod as a whole are on by default since 1.34 (KEP-2837).
    {
      name: 'holders',
      expression:
        'variables.podSpec.containers + variables.podSpec.?initContainers.orValue([]) + (variables.minor >= 34 ? [variables.podSpec] : [])',
    },
  ],
  check: [
    {
      id: 'memory',
      expression:
        "variables.holders.all(h, h.?resources.?limits[?'memory'].optMap(q, isQuantity(string(q)) && !quantity(string(q)).isGreaterThan(quantity(variables.maxMemory))).orValue(true))",
      message: 'The memory limit is above what this environment allows.',
    },
  ],
  remedy: {
    advice: 'Lower `resources.limits.memory`.',
    risk: 'person',
    caution: null,
    edits: [],
  },
  limits: ['What has no limit passes: another rule asks for one.'],
  prove: {
    pass: [
      { because: 'exactly as much as is allowed', resource: limited('2Gi'), answers },
      { because: 'the same in bytes', resource: limited(2_147_483_648), answers },
      { because: 'there is no limit', resource: pod(), answers },
      {
        because: 'another limit says nothing of memory',
        resource: pod({ containers: [container({ resources: { limits: { cpu: '64' } } })] }),
        answers,
      },
      { because: 'another environment allows more', resource: limited('4Gi'), answers: { maxMemory: '4Gi' } },
      {
        because: 'before 1.34 only containers have limits',
        resource: pod({ resources: { limits: { memory: '4Gi' } } }),
        answers,
        minor: 33,
      },
    ],
    fail: [
      { because: 'a byte too much', resource: limited(2_147_483_649), answers },
      { because: 'more', resource: limited('4Gi'), answers },
      { because: 'this environment allows less', resource: limited('2Gi'), answers: { maxMemory: '1Gi' } },
      { because: 'what is no quantity cannot be within a limit', resource: limited('plenty'), answers },
      {
        because: 'one of two containers is enough',
        resource: pod({
          containers: [container(), container({ name: 'b', resources: { limits: { memory: '8Gi' } } })],
        }),
        answers,
      },
      {
        because: 'init containers take memory, too',
        resource: withInit({}, { resources: { limits: { memory: '8Gi' } } }),
        answers,
      },
      {
        because: 'the pod as a whole',
        resource: pod({ resources: { limits: { memory: '8Gi' } } }),
        answers,
      },
      {
        because: 'the pod as a whole, since 1.34',
        resource: pod({ resources: { limits: { memory: '8Gi' } } }),
        answers,
        minor: 34,
      },
      {
        because: 'a Deployment makes such pods',
        resource: deployment({ containers: [container({ resources: { limits: { memory: '8Gi' } } })] }),
        answers,
      },
      {
        because: 'a CronJob makes such pods',
        resource: cronJob({ containers: [container({ resources: { limits: { memory: '8Gi' } } })] }),
        answers,
      },
    ],
  },
});
