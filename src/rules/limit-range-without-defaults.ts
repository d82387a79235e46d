import type { JsonObject } from '../core/json.ts';
import type { Resource } from '../core/resource.ts';
import { defineRule } from './_define-rule.ts';
import { kubernetesDocs, nsa } from './_sources.ts';
import { limitRange } from './_configuration-subjects.ts';

/** A LimitRange with these limits. */
function limiting(...limits: readonly JsonObject[]): Resource {
  return { apiVersion: 'v1', kind: 'LimitRange', metadata: { name: 'shop' }, spec: { limits } };
}

const container = { type: 'Container' };
const whole = { ...container, default: { memory: '256Mi' }, defaultRequest: { cpu: '100m' } };

export const limitRangeWithoutDefaults = defineRule({
  id: 'limit-range-without-defaults',
  code: 'KP118',
  title: 'LimitRange gives containers no defaults',
  why: 'A container that states nothing then still has no bounds: it may take all memory of its node, and the scheduler counts it as nothing.',
  severity: 'low',
  category: 'operations',
  sources: [nsa('Resource policies'), kubernetesDocs('Limit Ranges', 'concepts/policy/limit-range/')],
  subject: limitRange,
  check: [
    {
      id: 'memory-limit',
      // The API server takes the most that is allowed as default where none is stated.
      expression:
        "variables.limits.all(l, l.type == 'Container' && !('memory' in l.?max.orValue({})) ? 'memory' in l.?default.orValue({}) : true)",
      message: 'The LimitRange gives containers no default limit of memory.',
    },
    {
      id: 'cpu-request',
      expression:
        "variables.limits.all(l, l.type == 'Container' && !('cpu' in l.?default.orValue({}) || 'cpu' in l.?min.orValue({}) || 'cpu' in l.?max.orValue({})) ? 'cpu' in l.?defaultRequest.orValue({}) : true)",
      message: 'The LimitRange gives containers no default request of CPU.',
    },
  ],
  remedy: {
    advice:
      'Give the entry for containers `default` with memory and `defaultRequest` with cpu and memory, of what a usual container needs.',
    risk: 'person',
    caution: null,
    edits: [],
  },
  limits: ['Another LimitRange of the namespace may give the defaults; each is judged by itself.'],
  prove: {
    pass: [
      { because: 'it gives both', resource: limiting(whole) },
      {
        because: 'the most that is allowed is the default',
        resource: limiting({ ...container, max: { memory: '1Gi', cpu: '1' } }),
      },
      {
        because: 'the least that is allowed is the default request',
        resource: limiting({ ...container, default: { memory: '256Mi' }, min: { cpu: '50m' } }),
      },
      {
        because: 'the default limit is the default request',
        resource: limiting({ ...container, default: { memory: '256Mi', cpu: '1' } }),
      },
      {
        because: 'it is about claims, not about containers',
        resource: limiting({ type: 'PersistentVolumeClaim', max: { storage: '10Gi' } }),
      },
      {
        because: 'what pods may have beside it is another entry',
        resource: limiting({ type: 'Pod', max: { memory: '2Gi' } }, whole),
      },
    ],
    fail: [
      {
        because: 'it gives no memory',
        resource: limiting({ ...container, defaultRequest: { cpu: '100m' } }),
      },
      { because: 'it gives no CPU', resource: limiting({ ...container, default: { memory: '256Mi' } }) },
      {
        because: 'the least of memory is a request, not a limit',
        resource: limiting({ ...container, min: { memory: '64Mi', cpu: '50m' } }),
      },
      {
        because: 'what a pod may have is not what a container gets',
        resource: limiting(
          { type: 'Pod', max: { memory: '2Gi', cpu: '2' } },
          { ...container, min: { cpu: '50m' } },
        ),
      },
      {
        because: 'what a pod may have of CPU is not what a container gets',
        resource: limiting({ type: 'Pod', max: { cpu: '2' } }, { ...container, max: { memory: '1Gi' } }),
      },
      {
        because: 'a ratio gives nothing',
        resource: limiting({ ...container, maxLimitRequestRatio: { cpu: '4', memory: '2' } }),
      },
    ],
  },
});
