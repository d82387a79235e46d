import type { JsonObject } from '../core/json.ts';
import type { Example } from '../core/rule.ts';
import { defineRule } from './_define-rule.ts';
import { container, cronJob, deployment, pod, withInit } from './_examples.ts';
import { withResources } from './_resource-examples.ts';
import { managingResources } from './_sources.ts';
import { scheduled } from './_subjects.ts';

const answers = { maxCpu: '4', maxMemory: '16Gi' };

/** CEL for what each container, and the pod itself, asks for; a limit alone is the request, too. */
function within(resource: 'cpu' | 'memory', ceiling: string): string {
  const [requested, limit] = ['requests', 'limits'].map((list) => `h.?resources.?${list}[?'${resource}']`);
  return `variables.holders.all(h, (${requested}.hasValue() ? ${requested} : ${limit}).optMap(q, !isQuantity(string(q)) || !quantity(string(q)).isGreaterThan(quantity(${ceiling}))).orValue(true))`;
}

/** The same verdict where it is requested, where it is only limited, and where it is so for the pod. */
function everywhere(because: string, amounts: JsonObject): readonly [Example, ...Example[]] {
  return [
    { because, resource: withResources({ requests: amounts }), answers },
    { because: `as a limit: ${because}`, resource: withResources({ limits: amounts }), answers },
    { because: `for the pod: ${because}`, resource: pod({ resources: { requests: amounts } }), answers },
  ];
}

export const oversizedRequest = defineRule({
  id: 'oversized-request',
  code: 'KP084',
  title: 'Container asks for more than the organization allows',
  why: 'What is requested is paid for whether it is used or not, and a container that is larger than the nodes never starts.',
  severity: 'low',
  category: 'cost',
  sources: [managingResources],
  subject: scheduled,
  ask: {
    maxCpu: { type: 'text', prompt: 'How much CPU may a container request at most? As a quantity: 4, 500m' },
    maxMemory: {
      type: 'text',
      prompt: 'How much memory may a container request at most? As a quantity: 16Gi, 512Mi',
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
      id: 'cpu',
      expression: within('cpu', 'variables.maxCpu'),
      message: 'It requests more CPU than the organization allows.',
    },
    {
      id: 'memory',
      expression: within('memory', 'variables.maxMemory'),
      message: 'It requests more memory than the organization allows.',
    },
  ],
  remedy: {
    advice: 'Request what is used on a busy day, and more replicas instead of larger ones.',
    risk: 'person',
    caution: null,
    edits: [],
  },
  limits: ['Containers are judged one by one; their sum, and the number of replicas, are not.'],
  prove: {
    pass: [
      ...everywhere('as much as is allowed', { cpu: '4000m', memory: '16384Mi' }),
      ...everywhere('what is no quantity is wrong in another way', { cpu: 'plenty', memory: 'plenty' }),
      { because: 'nothing is stated', resource: pod(), answers },
      {
        because: 'a limit may be higher than the request',
        resource: withResources({
          requests: { cpu: '1', memory: '1Gi' },
          limits: { cpu: '8', memory: '32Gi' },
        }),
        answers,
      },
      {
        because: 'before 1.34 a pod had no resources of its own',
        resource: pod({ resources: { requests: { cpu: '5' } } }),
        answers,
        minor: 33,
      },
    ],
    fail: [
      ...everywhere('more CPU', { cpu: 5 }),
      ...everywhere('more memory', { memory: '17Gi' }),
      {
        because: 'a pod as a whole since 1.34',
        resource: pod({ resources: { requests: { cpu: '5' } } }),
        answers,
        minor: 34,
      },
      {
        because: 'one of two containers asks for more CPU',
        resource: pod({
          containers: [container(), container({ name: 'agent', resources: { requests: { cpu: '5' } } })],
        }),
        answers,
      },
      {
        because: 'one of two containers asks for more memory',
        resource: pod({
          containers: [
            container(),
            container({ name: 'agent', resources: { requests: { memory: '17Gi' } } }),
          ],
        }),
        answers,
      },
      {
        because: 'an init container needs room, too',
        resource: withInit({}, { resources: { requests: { memory: '17Gi' } } }),
        answers,
      },
      {
        because: 'a Deployment makes such pods',
        resource: deployment({ containers: [container({ resources: { requests: { cpu: '5' } } })] }),
        answers,
      },
      {
        because: 'a CronJob makes such pods',
        resource: cronJob({ containers: [container({ resources: { requests: { cpu: '5' } } })] }),
        answers,
      },
    ],
  },
});
