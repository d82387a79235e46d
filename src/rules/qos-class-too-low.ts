import type { JsonObject } from '../core/json.ts';
import type { Resource } from '../core/resource.ts';
import { defineRule } from './_define-rule.ts';
import { container, cronJob, deployment, pod, withInit } from './_examples.ts';
import { withResources } from './_resource-examples.ts';
import { kubernetesDocs } from './_sources.ts';
import { scheduled } from './_subjects.ts';

const amounts = { cpu: '500m', memory: '512Mi' };
const guaranteed = { guaranteed: true };

function each(limits: JsonObject, requests?: JsonObject): Resource {
  return withResources({ limits, ...(requests !== undefined && { requests }) });
}

// What the kubelet compares: amounts, not the words in which they are written.
const same =
  'isQuantity(string(q)) && isQuantity(string(l)) && quantity(string(q)).compareTo(quantity(string(l))) == 0';

export const qosClassTooLow = defineRule({
  id: 'qos-class-too-low',
  code: 'KP177',
  title: 'Quality of service class is below what is demanded',
  why: 'When a node runs out of memory, pods of the class BestEffort go first and those of the class Guaranteed last; what must not be disturbed has to ask for it.',
  severity: 'medium',
  category: 'performance',
  sources: [
    kubernetesDocs('Pod Quality of Service Classes', 'concepts/workloads/pods/pod-qos/'),
    kubernetesDocs(
      'Configure Quality of Service for Pods',
      'tasks/configure-pod-container/quality-service-pod/',
    ),
  ],
  subject: scheduled,
  ask: {
    guaranteed: {
      type: 'flag',
      prompt: 'Must pods be of the class Guaranteed? Otherwise Burstable is enough',
      default: false,
    },
  },
  variables: [
    // Resources of the pod as a whole are on by default since 1.34 (KEP-2837), and decide alone where they are stated.
    {
      name: 'deciding',
      expression:
        'variables.minor >= 34 && has(variables.podSpec.resources) ? [variables.podSpec.?resources] : (variables.podSpec.containers + variables.podSpec.?initContainers.orValue([])).map(c, c.?resources)',
    },
  ],
  check: [
    {
      id: 'burstable',
      expression:
        "variables.deciding.exists(r, ['cpu', 'memory'].exists(n, r.?requests[?n].hasValue() || r.?limits[?n].hasValue()))",
      message: 'Nothing is requested and nothing limited: the pod is of the class BestEffort.',
    },
    {
      id: 'guaranteed',
      expression: `!variables.guaranteed || variables.deciding.all(r, ['cpu', 'memory'].all(n, r.?limits[?n].optMap(l, r.?requests[?n].optMap(q, ${same}).orValue(true)).orValue(false)))`,
      message: 'The pod is not of the class Guaranteed: its limits of CPU and memory are not its requests.',
    },
  ],
  remedy: {
    advice: 'State requests, and limits that are the same where the class Guaranteed is demanded.',
    risk: 'person',
    caution: null,
    edits: [],
  },
  limits: ['A LimitRange that fills amounts in is not seen.', 'An amount of nothing counts as stated.'],
  prove: {
    pass: [
      { because: 'memory is requested', resource: withResources({ requests: { memory: '1Gi' } }) },
      { because: 'CPU is limited', resource: each({ cpu: '1' }) },
      {
        because: 'one of two containers is enough for Burstable',
        resource: pod({
          containers: [container(), container({ name: 'b', resources: { limits: amounts } })],
        }),
      },
      {
        because: 'an init container counts, too',
        resource: withInit({}, { resources: { limits: amounts } }),
      },
      { because: 'the pod as a whole says it', resource: pod({ resources: { requests: { cpu: '1' } } }) },
      { because: 'limits alone are the requests, too', resource: each(amounts), answers: guaranteed },
      { because: 'both are the same', resource: each(amounts, amounts), answers: guaranteed },
      {
        because: 'both are the same in other words',
        resource: each({ cpu: 0.5, memory: '512Mi' }, { cpu: '500m', memory: '536870912' }),
        answers: guaranteed,
      },
      {
        because: 'the pod as a whole says it, since 1.34',
        resource: pod({ resources: { requests: { cpu: '1' } } }),
        minor: 34,
      },
      {
        because: 'the pod as a whole is guaranteed',
        resource: pod({ resources: { limits: amounts } }),
        answers: guaranteed,
      },
    ],
    fail: [
      { because: 'nothing is stated', resource: pod() },
      { because: 'neither is CPU nor memory', resource: each({ 'ephemeral-storage': '1Gi' }) },
      { because: 'a Deployment makes such pods', resource: deployment() },
      { because: 'a CronJob makes such pods', resource: cronJob() },
      {
        because: 'before 1.34 only containers count',
        resource: pod({ resources: { requests: { cpu: '1' } } }),
        minor: 33,
      },
      {
        because: 'CPU is not limited',
        resource: each({ memory: '512Mi' }, amounts),
        answers: guaranteed,
      },
      {
        because: 'memory is not limited',
        resource: each({ cpu: '500m' }, amounts),
        answers: guaranteed,
      },
      {
        because: 'less is requested',
        resource: each(amounts, { cpu: '100m', memory: '512Mi' }),
        answers: guaranteed,
      },
      {
        because: 'one container is not',
        resource: pod({
          containers: [container({ resources: { limits: amounts } }), container({ name: 'b' })],
        }),
        answers: guaranteed,
      },
      {
        because: 'what is no quantity is like nothing',
        resource: each({ cpu: 'much', memory: '512Mi' }, { cpu: 'much' }),
        answers: guaranteed,
      },
      {
        because: 'a limit that is no quantity',
        resource: each({ cpu: 'much', memory: '512Mi' }, { cpu: '1' }),
        answers: guaranteed,
      },
      {
        because: 'a request that is no quantity',
        resource: each(amounts, { cpu: 'much' }),
        answers: guaranteed,
      },
    ],
  },
});
