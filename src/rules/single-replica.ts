import type { JsonObject } from '../core/json.ts';
import type { Resource } from '../core/resource.ts';
import { defineRule } from './_define-rule.ts';
import { deployment } from './_examples.ts';
import { autoscaler, moved } from './_related-examples.ts';
import { byAutoscaler } from './_releases.ts';
import { kubernetesDocs } from './_sources.ts';
import { replicated } from './_subjects.ts';

/** A Deployment with these fields of its own spec. */
function having(spec: JsonObject): Resource {
  const resource = deployment();
  return { ...resource, spec: { ...(resource['spec'] as JsonObject), ...spec } };
}

export const singleReplica = defineRule({
  id: 'single-replica',
  code: 'KP092',
  title: 'Too few replicas to survive the loss of one',
  why: 'When the only pod moves, because its node is drained, updated or lost, the service is away until another one is up.',
  severity: 'low',
  category: 'operations',
  sources: [kubernetesDocs('Disruptions', 'concepts/workloads/pods/disruptions/')],
  subject: replicated,
  unless: byAutoscaler,
  ask: {
    min: { type: 'number', prompt: 'How many replicas must a workload have at least?', default: 2 },
  },
  check: [
    {
      id: 'enough',
      expression:
        'object.spec.?replicas.orValue(1) >= variables.min || object.spec.?replicas == optional.of(0)',
      message: 'The workload has fewer replicas than are needed to lose one.',
    },
  ],
  remedy: {
    advice: 'Set `spec.replicas` to 2 or more, or let an autoscaler hold as many.',
    risk: 'person',
    caution: null,
    edits: [],
  },
  limits: ['Workloads that must run only once at a time are not told apart.'],
  prove: {
    pass: [
      { because: 'one of two may go', resource: having({ replicas: 2 }) },
      { because: 'none at all is meant so', resource: having({ replicas: 0 }) },
      { because: 'the organization wants one', resource: having({ replicas: 1 }), answers: { min: 1 } },
      { because: 'not stated, too', resource: deployment(), answers: { min: 1 } },
      {
        because: 'an autoscaler says how many there are',
        resource: having({ replicas: 1 }),
        beside: [autoscaler()],
      },
    ],
    fail: [
      { because: 'it is alone', resource: having({ replicas: 1 }) },
      { because: 'not stated means one', resource: deployment() },
      { because: 'the organization wants three', resource: having({ replicas: 2 }), answers: { min: 3 } },
      {
        because: 'a StatefulSet loses its pods, too',
        resource: { ...having({ serviceName: 'checkout' }), kind: 'StatefulSet' },
      },
      {
        because: 'the autoscaler is for another workload',
        resource: deployment(),
        beside: [autoscaler({ name: 'search' })],
      },
      {
        because: 'the autoscaler is for another kind',
        resource: deployment(),
        beside: [autoscaler({ kind: 'StatefulSet' })],
      },
      {
        because: 'the autoscaler is in another namespace',
        resource: deployment(),
        beside: [moved(autoscaler())],
      },
      {
        because: "a name that is still to be generated is nobody's target",
        resource: { ...deployment(), metadata: { generateName: 'checkout-' } },
        beside: [autoscaler()],
      },
    ],
  },
});
