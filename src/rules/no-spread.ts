import type { JsonObject } from '../core/json.ts';
import type { Resource } from '../core/resource.ts';
import { defineRule } from './_define-rule.ts';
import { deployment } from './_examples.ts';
import { kubernetesDocs } from './_sources.ts';
import { replicated } from './_subjects.ts';

const labelSelector = { matchLabels: { app: 'checkout' } };
const apart = { labelSelector, topologyKey: 'kubernetes.io/hostname' };
const constraint = { ...apart, maxSkew: 1, whenUnsatisfiable: 'ScheduleAnyway' };

/** A Deployment of this many such pods; null leaves their number unstated. */
function having(replicas: number | null, podSpec: JsonObject = {}): Resource {
  const resource = deployment(podSpec);
  if (replicas === null) return resource;
  return { ...resource, spec: { ...(resource['spec'] as JsonObject), replicas } };
}

export const noSpread = defineRule({
  id: 'no-spread',
  code: 'KP095',
  title: 'Replicas may land on one node',
  why: 'The replicas are there so that one may be lost; on one node all of them are lost at once.',
  severity: 'low',
  category: 'operations',
  sources: [
    kubernetesDocs(
      'Pod topology spread constraints',
      'concepts/scheduling-eviction/topology-spread-constraints/',
    ),
  ],
  subject: replicated,
  check: [
    {
      id: 'spread',
      // The last branch is the place: of three ways it is the one to take.
      expression:
        '!has(object.spec.replicas) || object.spec.replicas < 2 || size(variables.podSpec.?affinity.?podAntiAffinity.?requiredDuringSchedulingIgnoredDuringExecution.orValue([])) > 0 || size(variables.podSpec.?affinity.?podAntiAffinity.?preferredDuringSchedulingIgnoredDuringExecution.orValue([])) > 0 ? true : size(variables.podSpec.?topologySpreadConstraints.orValue([])) > 0',
      message: 'Nothing keeps the replicas on different nodes.',
    },
  ],
  remedy: {
    advice:
      'Add a topology spread constraint over `kubernetes.io/hostname` that selects these pods, with `whenUnsatisfiable: ScheduleAnyway`.',
    risk: 'person',
    caution: null,
    edits: [],
  },
  limits: [
    'Constraints that the scheduler applies by itself, which only lean towards spreading, are not known here.',
    'Whether the terms select these very pods is not compared.',
  ],
  prove: {
    pass: [
      {
        because: 'a constraint spreads them',
        resource: having(2, { topologySpreadConstraints: [constraint] }),
      },
      {
        because: 'they must not meet',
        resource: having(2, {
          affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [apart] } },
        }),
      },
      {
        because: 'they would rather not meet',
        resource: having(2, {
          affinity: {
            podAntiAffinity: {
              preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1, podAffinityTerm: apart }],
            },
          },
        }),
      },
      { because: 'one pod cannot be spread', resource: having(1) },
      { because: 'not stated means one', resource: having(null) },
      { because: 'none cannot either', resource: having(0) },
    ],
    fail: [
      { because: 'nothing is said', resource: having(2) },
      { because: 'empty lists say nothing', resource: having(3, { topologySpreadConstraints: [] }) },
      {
        because: 'empty terms say nothing',
        resource: having(2, {
          affinity: {
            podAntiAffinity: {
              requiredDuringSchedulingIgnoredDuringExecution: [],
              preferredDuringSchedulingIgnoredDuringExecution: [],
            },
          },
        }),
      },
      {
        because: 'seeking the company of others is no spreading',
        resource: having(2, {
          affinity: { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [apart] } },
        }),
      },
    ],
  },
});
