import type { JsonObject } from '../core/json.ts';
import type { Resource } from '../core/resource.ts';
import { defineRule } from './_define-rule.ts';
import { autoscaler, budget, moved, replicated } from './_related-examples.ts';
import { disruptionBudget } from './_related-subjects.ts';
import { kubernetesDocs } from './_sources.ts';

const three = replicated({ replicas: 3 });

/** An autoscaler that keeps at least so many; nothing is said of them where that is null. */
function keeping(minReplicas: number | null, target: JsonObject = {}): Resource {
  const resource = autoscaler(target);
  const { minReplicas: _, ...spec } = resource['spec'] as JsonObject;
  return { ...resource, spec: minReplicas === null ? spec : { ...spec, minReplicas } };
}

export const pdbBlocksEviction = defineRule({
  id: 'pdb-blocks-eviction',
  code: 'KP094',
  title: 'PodDisruptionBudget that allows no disruption',
  why: 'Nodes can never be drained: updates of the cluster hang, until somebody deletes pods by force at night.',
  severity: 'medium',
  category: 'operations',
  sources: [
    kubernetesDocs(
      'Specifying a Disruption Budget for your Application',
      'tasks/run-application/configure-pdb/',
    ),
  ],
  subject: disruptionBudget,
  related: {
    workloads: {
      kinds: ['ReplicationController', 'apps/Deployment', 'apps/ReplicaSet', 'apps/StatefulSet'],
      within: 'namespace',
      by: 'labels',
      key: 'object.spec.?selector',
    },
    autoscalers: {
      kinds: ['autoscaling/HorizontalPodAutoscaler'],
      within: 'namespace',
      by: 'references',
      key: "variables.workloads.map(w, w.kind + '/' + w.metadata.name)",
    },
  },
  variables: [
    {
      name: 'fixed',
      expression:
        'variables.workloads.filter(w, !variables.autoscalers.exists(a, a.spec.scaleTargetRef.kind == w.kind && a.spec.scaleTargetRef.name == w.metadata.name))',
    },
  ],
  check: [
    {
      id: 'unavailable',
      expression:
        "object.spec.?maxUnavailable != optional.of(0) && object.spec.?maxUnavailable != optional.of('0%')",
      message: 'The budget allows no pod to be away.',
    },
    {
      id: 'share',
      expression: "object.spec.?minAvailable != optional.of('100%')",
      message: 'The budget asks for every pod to be there.',
    },
    {
      id: 'count',
      expression:
        '!has(object.spec.minAvailable) || type(object.spec.minAvailable) != int || !variables.fixed.exists(w, (!has(w.spec.replicas) || w.spec.replicas > 0) && w.spec.?replicas.orValue(1) <= object.spec.minAvailable)',
      message: 'The budget asks for as many pods as there are, or more.',
    },
    {
      id: 'least',
      expression:
        '!has(object.spec.minAvailable) || type(object.spec.minAvailable) != int || !variables.autoscalers.exists(a, a.spec.?minReplicas.orValue(1) <= object.spec.minAvailable)',
      message: 'The budget asks for as many pods as the autoscaler goes down to, or more.',
    },
  ],
  remedy: {
    advice: 'Use `maxUnavailable: 1`, and at least two replicas.',
    risk: 'person',
    caution: null,
    edits: [],
  },
  limits: ['Shares of a few replicas, which are rounded, are not calculated.'],
  prove: {
    pass: [
      { because: 'one may be away', resource: budget({ maxUnavailable: 1 }), beside: [three] },
      { because: 'a part may be away', resource: budget({ maxUnavailable: '25%' }) },
      { because: 'a part must be there', resource: budget({ minAvailable: '50%' }), beside: [three] },
      { because: 'two of three must be there', resource: budget({ minAvailable: 2 }), beside: [three] },
      {
        because: 'an autoscaler adds more',
        resource: budget({ minAvailable: 1 }),
        beside: [replicated(), autoscaler()],
      },
      {
        because: 'the autoscaler of another workload goes lower',
        resource: budget({ minAvailable: 2 }),
        beside: [three, autoscaler({ name: 'search' }), replicated({ template: {} }, { name: 'search' })],
      },
      {
        because: 'what is scaled to zero is not evicted',
        resource: budget({ minAvailable: 1 }),
        beside: [replicated({ replicas: 0 })],
      },
      {
        because: 'it is for other pods',
        resource: budget({ minAvailable: 3, selector: { matchLabels: { app: 'search' } } }),
        beside: [three],
      },
      { because: 'of another namespace', resource: budget({ minAvailable: 3 }), beside: [moved(three)] },
      {
        because: 'none need be there',
        resource: budget({ minAvailable: 0 }),
        beside: [replicated()],
      },
      {
        because: 'one may be away, however few an autoscaler keeps',
        resource: budget({ maxUnavailable: 1 }),
        beside: [three, keeping(1)],
      },
      {
        because: 'a part of what an autoscaler keeps',
        resource: budget({ minAvailable: '50%' }),
        beside: [three, keeping(2)],
      },
      {
        because: 'none need be there, however few an autoscaler keeps',
        resource: budget({ minAvailable: 0 }),
        beside: [three, keeping(null)],
      },
    ],
    fail: [
      { because: 'none may be away', resource: budget({ maxUnavailable: 0 }) },
      { because: 'no part may be away', resource: budget({ maxUnavailable: '0%' }) },
      { because: 'all must be there', resource: budget({ minAvailable: '100%' }) },
      { because: 'three of three must be there', resource: budget({ minAvailable: 3 }), beside: [three] },
      {
        because: 'more than there are',
        resource: budget({ minAvailable: 4 }),
        beside: [three, replicated({ replicas: 9 }, { name: 'search' })],
      },
      { because: 'one is the default', resource: budget({ minAvailable: 1 }), beside: [replicated()] },
      {
        because: 'an autoscaler goes down to as many',
        resource: budget({ minAvailable: 2 }),
        beside: [three, autoscaler()],
      },
      {
        because: 'an autoscaler goes down to one where nothing is said',
        resource: budget({ minAvailable: 1 }),
        beside: [three, keeping(null)],
      },
      { because: 'one of one', resource: budget({ minAvailable: 1 }), beside: [replicated({ replicas: 1 })] },
      {
        because: 'another is scaled',
        resource: budget({ minAvailable: 3 }),
        beside: [three, replicated({ replicas: 9 }, { name: 'search' }), keeping(5, { name: 'search' })],
      },
      {
        because: 'another kind of that name is scaled',
        resource: budget({ minAvailable: 3 }),
        beside: [
          three,
          { ...replicated({ replicas: 9 }), kind: 'StatefulSet' },
          keeping(5, { kind: 'StatefulSet' }),
        ],
      },
      {
        because: 'the autoscaler is in another namespace',
        resource: budget({ minAvailable: 1 }),
        beside: [replicated(), moved(autoscaler())],
      },
    ],
  },
});
