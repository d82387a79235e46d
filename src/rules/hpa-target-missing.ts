import type { Resource } from '../core/resource.ts';
import { defineRule } from './_define-rule.ts';
import { deployment } from './_examples.ts';
import { autoscaler, moved } from './_related-examples.ts';
import { podAutoscaler } from './_related-subjects.ts';
import { kubernetesDocs } from './_sources.ts';

const checkout = deployment();
const search = autoscaler({ name: 'search' });

export const hpaTargetMissing = defineRule({
  id: 'hpa-target-missing',
  code: 'KP108',
  title: 'Autoscaler whose target does not exist',
  why: 'Nothing is scaled: at the next peak the service stays as small as it is.',
  severity: 'medium',
  category: 'operations',
  sources: [kubernetesDocs('Horizontal Pod Autoscaling', 'tasks/run-application/horizontal-pod-autoscale/')],
  subject: podAutoscaler,
  related: {
    targets: {
      kinds: [
        'ReplicationController',
        'apps/Deployment',
        'apps/ReplicaSet',
        'apps/StatefulSet',
        'argoproj.io/Rollout',
      ],
      within: 'namespace',
      by: 'name',
      key: 'object.spec.scaleTargetRef.name',
    },
  },
  check: [
    {
      id: 'exists',
      expression:
        "object.spec.scaleTargetRef.kind in ['ReplicationController', 'Deployment', 'ReplicaSet', 'StatefulSet', 'Rollout'] ? variables.targets.exists(t, t.kind == object.spec.scaleTargetRef.kind) : true",
      message: 'What the autoscaler scales is not among the objects of the namespace.',
    },
  ],
  remedy: {
    advice: 'Correct `spec.scaleTargetRef`, or remove the autoscaler.',
    risk: 'person',
    caution: null,
    edits: [],
  },
  limits: ['Targets of kinds that others bring along are only looked for where they are Argo Rollouts.'],
  prove: {
    pass: [
      { because: 'the Deployment is there', resource: autoscaler(), beside: [checkout] },
      {
        because: 'others of that name do not matter',
        resource: autoscaler(),
        beside: [stateful(), checkout],
      },
      {
        because: 'nobody here knows this kind',
        resource: autoscaler({ kind: 'Fleet', apiVersion: 'agones.dev/v1' }),
      },
    ],
    fail: [
      { because: 'there is nothing', resource: autoscaler() },
      { because: 'another name', resource: search, beside: [checkout] },
      { because: 'another kind of that name', resource: autoscaler(), beside: [stateful()] },
      { because: 'in another namespace', resource: autoscaler(), beside: [moved(checkout)] },
      ...['ReplicationController', 'ReplicaSet', 'StatefulSet', 'Rollout'].map((kind) => ({
        because: `there is no such ${kind}`,
        resource: autoscaler({ kind }),
      })),
    ],
  },
});

function stateful(): Resource {
  return { ...checkout, kind: 'StatefulSet' };
}
