import type { JsonObject } from '../core/json.ts';
import type { Resource } from '../core/resource.ts';
import { defineRule } from './_define-rule.ts';
import { kubernetesDocs } from './_sources.ts';
import { autoscaler } from './_subjects.ts';

/** An autoscaler between these limits. */
function scaling(limits: JsonObject, apiVersion = 'autoscaling/v2'): Resource {
  return {
    apiVersion,
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: 'checkout' },
    spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'checkout' }, ...limits },
  };
}

export const hpaMinReplicas = defineRule({
  id: 'hpa-min-replicas',
  code: 'KP086',
  title: 'Autoscaler goes too low, or cannot go anywhere',
  why: 'At night it takes the service down to a single pod, which any drained node ends; and where both limits are the same it never scales when customers come.',
  severity: 'low',
  category: 'performance',
  sources: [
    kubernetesDocs('Horizontal pod autoscaling', 'concepts/workloads/autoscaling/horizontal-pod-autoscale/'),
  ],
  subject: autoscaler,
  ask: {
    min: { type: 'number', prompt: 'How many replicas must an autoscaler keep at least?', default: 2 },
  },
  check: [
    {
      id: 'floor',
      expression: 'object.spec.?minReplicas.orValue(1) >= variables.min',
      message: 'The autoscaler may go below the number of replicas that is needed to lose one.',
    },
    {
      id: 'room',
      // By way of an optional, so that of the two numbers only one is the place.
      expression:
        'optional.of(object.spec.maxReplicas).optMap(max, max > object.spec.?minReplicas.orValue(1)).value()',
      message: 'The autoscaler has no room: its lowest and its highest number are the same.',
    },
  ],
  remedy: {
    advice: 'Set `spec.minReplicas` to 2 or more, and `spec.maxReplicas` to more than that.',
    risk: 'person',
    caution: null,
    edits: [],
  },
  limits: ['Scaling down to zero, where nobody waits for an answer, is not told apart.'],
  prove: {
    pass: [
      { because: 'it keeps two and may double', resource: scaling({ minReplicas: 2, maxReplicas: 4 }) },
      {
        because: 'the older version says the same',
        resource: scaling({ minReplicas: 2, maxReplicas: 3 }, 'autoscaling/v1'),
      },
      {
        because: 'the organization is content with one',
        resource: scaling({ maxReplicas: 2 }),
        answers: { min: 1 },
      },
    ],
    fail: [
      { because: 'it goes down to one', resource: scaling({ minReplicas: 1, maxReplicas: 4 }) },
      { because: 'that is the default', resource: scaling({ maxReplicas: 4 }, 'autoscaling/v1') },
      { because: 'it has no room', resource: scaling({ minReplicas: 4, maxReplicas: 4 }) },
      {
        because: 'one has no room either',
        resource: scaling({ maxReplicas: 1 }),
        answers: { min: 1 },
      },
      {
        because: 'the organization wants three',
        resource: scaling({ minReplicas: 2, maxReplicas: 4 }),
        answers: { min: 3 },
      },
    ],
  },
});
