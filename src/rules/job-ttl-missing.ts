import type { JsonObject } from '../core/json.ts';
import type { Resource } from '../core/resource.ts';
import { defineRule } from './_define-rule.ts';
import { container } from './_examples.ts';
import { kubernetesDocs } from './_sources.ts';
import { job } from './_subjects.ts';

const owner = {
  apiVersion: 'batch/v1',
  kind: 'CronJob',
  name: 'settlement',
  uid: '7e4a0f0c-2b0e-4b57-8f0e-0f6d3c1f5a11',
};

/** A Job with these fields of its spec and metadata. */
function having(spec: JsonObject = {}, metadata: JsonObject = {}): Resource {
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name: 'migrate', ...metadata },
    spec: { template: { spec: { restartPolicy: 'Never', containers: [container()] } }, ...spec },
  };
}

export const jobTtlMissing = defineRule({
  id: 'job-ttl-missing',
  code: 'KP085',
  title: 'Finished Job stays forever',
  why: 'Each Job leaves itself and its pods behind; thousands of them slow the cluster down and use up quotas.',
  severity: 'low',
  category: 'cost',
  sources: [
    kubernetesDocs('Automatic cleanup for finished Jobs', 'concepts/workloads/controllers/ttlafterfinished/'),
  ],
  subject: job,
  check: [
    {
      id: 'stated',
      // A CronJob cleans up behind itself; the last branch is the place.
      expression:
        'size(object.metadata.?ownerReferences.orValue([])) > 0 ? true : has(object.spec.ttlSecondsAfterFinished)',
      message: 'Nothing removes the Job when it has finished.',
    },
  ],
  remedy: {
    advice: 'Set `spec.ttlSecondsAfterFinished`, for example to 86400 for a day.',
    risk: 'low',
    caution: 'Its status and the logs of its pods are gone after that time.',
    edits: [{ set: '/spec/ttlSecondsAfterFinished', to: 86_400 }],
  },
  limits: ['Tools that remove the Jobs they made, such as Helm by its hooks, are not told apart.'],
  prove: {
    pass: [
      { because: 'it goes after a day', resource: having({ ttlSecondsAfterFinished: 86_400 }) },
      { because: 'it goes at once', resource: having({ ttlSecondsAfterFinished: 0 }) },
      { because: 'its owner cleans up', resource: having({}, { ownerReferences: [owner] }) },
    ],
    fail: [
      { because: 'it stays', resource: having() },
      { because: 'an empty list names no owner', resource: having({}, { ownerReferences: [] }) },
    ],
  },
});
