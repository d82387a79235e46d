import type { JsonValue } from '../core/json.ts';
import type { Resource } from '../core/resource.ts';
import { defineRule } from './_define-rule.ts';
import { container, cronJob, deployment, pod } from './_examples.ts';
import { managingResources } from './_sources.ts';
import { scheduled } from './_subjects.ts';

const more = memory('1Gi', '2Gi');

/** Fields of a container, or of a pod, that asks for this much memory and may take that much. */
function memory(request: JsonValue | null, limit: JsonValue | null) {
  return {
    resources: {
      ...(request !== null && { requests: { memory: request } }),
      ...(limit !== null && { limits: { memory: limit } }),
    },
  };
}

/** A Pod with one such container. */
function having(request: JsonValue | null, limit: JsonValue | null): Resource {
  return pod({ containers: [container(memory(request, limit))] });
}

export const memoryLimitAboveRequest = defineRule({
  id: 'memory-limit-above-request',
  code: 'KP083',
  title: 'Container may take more memory than is set aside for it',
  why: 'Nodes are filled by what is requested; when several containers take more at once memory runs out, and the kernel kills some of them.',
  severity: 'low',
  category: 'cost',
  sources: [managingResources],
  subject: scheduled,
  variables: [
    // Resources of the pod as a whole are on by default since 1.34 (KEP-2837).
    {
      name: 'holders',
      expression: 'variables.mains + (variables.minor >= 34 ? [variables.podSpec] : [])',
    },
  ],
  check: [
    {
      id: 'equal',
      expression:
        "variables.holders.all(h, h.?resources.?requests[?'memory'].optMap(r, h.resources.?limits[?'memory'].optMap(l, isQuantity(string(r)) && isQuantity(string(l)) ? !quantity(string(l)).isGreaterThan(quantity(string(r))) : true).orValue(true)).orValue(true))",
      message: 'The memory limit is higher than the memory request.',
    },
  ],
  remedy: {
    advice: 'Request as much memory as the limit allows; a limit without a request does the same.',
    risk: 'medium',
    caution: 'More of each node is set aside, so that pods may no longer find a place.',
    edits: [
      { remove: '/{containers}/*/resources/requests/memory' },
      { remove: '/resources/requests/memory' },
    ],
  },
  limits: ['Where no limit is stated nothing is compared; another rule asks for the limit.'],
  prove: {
    pass: [
      { because: 'they are the same', resource: having('1Gi', '1Gi') },
      { because: 'they are the same, written otherwise', resource: having('1Gi', '1024Mi') },
      { because: 'a limit alone is the request, too', resource: having(null, '1Gi') },
      { because: 'there is no limit', resource: having('1Gi', null) },
      { because: 'nothing is stated', resource: pod() },
      { because: 'a request that is no quantity is wrong in another way', resource: having('plenty', '1Gi') },
      { because: 'so is a limit that is none', resource: having('1Gi', 'plenty') },
      { because: 'the pod has them for all', resource: pod(memory('1Gi', '1Gi')) },
      { because: 'before 1.34 a pod had no resources of its own', resource: pod(more), minor: 33 },
    ],
    fail: [
      { because: 'the limit is higher', resource: having('1Gi', '2Gi') },
      { because: 'numbers are bytes', resource: having(1_000_000, 2_000_000) },
      { because: 'so it is for the pod as a whole', resource: pod(more) },
      { because: 'since 1.34', resource: pod(more), minor: 34 },
      {
        because: 'one of two containers is enough',
        resource: pod({
          containers: [container(memory('1Gi', '1Gi')), container({ name: 'agent', ...more })],
        }),
      },
      {
        because: 'a sidecar runs as long as the pod',
        resource: pod({ initContainers: [container({ name: 'proxy', restartPolicy: 'Always', ...more })] }),
      },
      { because: 'a Deployment makes such pods', resource: deployment({ containers: [container(more)] }) },
      { because: 'a CronJob makes such pods', resource: cronJob({ containers: [container(more)] }) },
    ],
  },
});
