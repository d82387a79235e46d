import type { JsonObject } from '../core/json.ts';
import type { Resource } from '../core/resource.ts';
import { defineRule } from './_define-rule.ts';
import { deployment } from './_examples.ts';
import { service } from './_related-examples.ts';
import { byNoService, serviceExamples } from './_releases.ts';
import { kubernetesDocs } from './_sources.ts';
import { deployments } from './_subjects.ts';

const recreate = { type: 'Recreate' };

/** A Deployment with this strategy and such pods. */
function having(strategy: JsonObject, podSpec: JsonObject = {}): Resource {
  const resource = deployment(podSpec);
  return { ...resource, spec: { ...(resource['spec'] as JsonObject), strategy } };
}

const exposed = serviceExamples(having(recreate));

export const recreateStrategy = defineRule({
  id: 'recreate-strategy',
  code: 'KP096',
  title: 'Every release takes the service down',
  why: 'With Recreate all old pods end before the first new one starts; when the new version does not start, nothing is left.',
  severity: 'low',
  category: 'operations',
  sources: [kubernetesDocs('Deployments', 'concepts/workloads/controllers/deployment/#strategy')],
  subject: deployments,
  unless: byNoService,
  check: [
    {
      id: 'rolling',
      // Who waits for a disk that only one node may have must let it go first.
      expression:
        "object.spec.template.spec.?volumes.orValue([]).exists(v, has(v.persistentVolumeClaim)) ? true : object.spec.?strategy.?type != optional.of('Recreate')",
      message: 'The Deployment ends all of its pods before it starts new ones.',
    },
  ],
  remedy: {
    advice: 'Set `spec.strategy.type` to RollingUpdate.',
    risk: 'medium',
    caution: 'For a while two versions run side by side: they must agree about data and messages.',
    edits: [{ set: '/spec/strategy/type', to: 'RollingUpdate' }],
  },
  limits: [
    'Deployments with a claim of storage are left out: most disks can only be at one node.',
    'Who takes its work from a queue is not known to be waited for: only a Service counts.',
  ],
  prove: {
    pass: [
      {
        because: 'pods are replaced little by little',
        resource: having({ type: 'RollingUpdate' }),
        beside: [service()],
      },
      { because: 'that is the default', resource: deployment(), beside: [service()] },
      {
        because: 'the disk must be let go first',
        resource: having(recreate, {
          volumes: [
            { name: 'scratch', emptyDir: {} },
            { name: 'data', persistentVolumeClaim: { claimName: 'data' } },
          ],
        }),
        beside: [service()],
      },
      ...exposed.pass,
    ],
    fail: [
      { because: 'nothing runs in between', resource: having(recreate), beside: [service()] },
      {
        because: 'other volumes may be mounted twice',
        resource: having(recreate, { volumes: [{ name: 'scratch', emptyDir: {} }] }),
        beside: [service()],
      },
      ...exposed.fail,
    ],
  },
});
