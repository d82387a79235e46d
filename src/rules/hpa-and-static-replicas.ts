import { defineRule } from './_define-rule.ts';
import { autoscaler, moved, replicated } from './_related-examples.ts';
import { replicatedObject } from './_related-subjects.ts';
import { kubernetesDocs } from './_sources.ts';

const three = replicated({ replicas: 3 });

export const hpaAndStaticReplicas = defineRule({
  id: 'hpa-and-static-replicas',
  code: 'KP087',
  title: 'Fixed replicas on what an autoscaler scales',
  why: 'Every release sets the number back to what the file says, in the middle of the day, until the autoscaler has corrected it.',
  severity: 'medium',
  category: 'operations',
  sources: [
    kubernetesDocs(
      'Migrating Deployments and StatefulSets to horizontal autoscaling',
      'tasks/run-application/horizontal-pod-autoscale/#migrating-deployments-and-statefulsets-to-horizontal-autoscaling',
    ),
  ],
  subject: replicatedObject,
  related: {
    autoscalers: {
      kinds: ['autoscaling/HorizontalPodAutoscaler'],
      within: 'namespace',
      by: 'references',
      key: "object.?metadata.?name.optMap(name, object.kind + '/' + name)",
    },
  },
  check: [
    {
      id: 'left-out',
      expression: '!has(object.spec.replicas) || size(variables.autoscalers) == 0',
      message: 'An autoscaler decides the number of replicas that is fixed here.',
    },
  ],
  remedy: {
    advice:
      'Remove `spec.replicas`; with client-side apply take it out of the last-applied annotation first.',
    risk: 'person',
    caution: null,
    edits: [],
  },
  limits: [
    'Other autoscalers, such as those of KEDA, are not looked at.',
    'Objects that are judged as the API server completes them always state replicas.',
  ],
  prove: {
    pass: [
      { because: 'the number is left to the autoscaler', resource: replicated(), beside: [autoscaler()] },
      { because: 'nothing scales it', resource: three },
      { because: 'another is scaled', resource: three, beside: [autoscaler({ name: 'search' })] },
      { because: 'another kind is scaled', resource: three, beside: [autoscaler({ kind: 'StatefulSet' })] },
      { because: 'one of another namespace is scaled', resource: three, beside: [moved(autoscaler())] },
      {
        because: 'its name is not known yet',
        resource: { ...three, metadata: { generateName: 'checkout-' } },
        beside: [autoscaler()],
      },
    ],
    fail: [
      { because: 'both say how many', resource: three, beside: [autoscaler()] },
      {
        because: 'also for a StatefulSet, and whatever the number',
        resource: { ...replicated({ replicas: 1 }), kind: 'StatefulSet' },
        beside: [autoscaler({ kind: 'StatefulSet' })],
      },
    ],
  },
});
