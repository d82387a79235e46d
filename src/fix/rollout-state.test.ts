import { expect, test } from 'vitest';
import type { JsonObject } from '../core/json.ts';
import { rolloutState } from './rollout-state.ts';

const object = (kind: string, spec: JsonObject, status: JsonObject): JsonObject => ({
  apiVersion: 'apps/v1',
  kind,
  metadata: { name: 'a', generation: 2 },
  spec,
  status: { observedGeneration: 2, ...status },
});
const all = { updatedReplicas: 3, replicas: 3, availableReplicas: 3, readyReplicas: 3 };
const late = {
  conditions: [{ type: 'Progressing', reason: 'ProgressDeadlineExceeded', message: 'too late' }],
};
const same = { currentRevision: 'x', updateRevision: 'x' };

const cases: readonly (readonly [string, JsonObject, JsonObject, string, string])[] = [
  ['Deployment', { replicas: 3 }, all, 'done', '3 pods replaced'],
  ['Deployment', { replicas: 0 }, {}, 'done', 'no pods'],
  ['Deployment', { replicas: 3 }, { ...all, observedGeneration: 1 }, 'under way', 'not seen'],
  ['Deployment', { replicas: 3 }, { ...all, updatedReplicas: 1 }, 'under way', '1 of 3'],
  ['Deployment', { replicas: 3 }, { ...all, replicas: 4 }, 'under way', '1 pod of before is'],
  ['Deployment', { replicas: 3 }, { ...all, availableReplicas: 2 }, 'under way', '2 of 3 pods are available'],
  ['Deployment', { replicas: 3 }, { ...all, availableReplicas: 2, ...late }, 'failed', 'too late'],
  ['Deployment', { replicas: 3, paused: true }, {}, 'held back', 'paused'],
  ['DaemonSet', {}, { desiredNumberScheduled: 2, updatedNumberScheduled: 1 }, 'under way', '1 of 2'],
  [
    'DaemonSet',
    {},
    { desiredNumberScheduled: 2, updatedNumberScheduled: 2, numberAvailable: 2 },
    'done',
    '2 pods',
  ],
  [
    'DaemonSet',
    {},
    { desiredNumberScheduled: 2, updatedNumberScheduled: 2, numberAvailable: 1 },
    'under way',
    'available',
  ],
  ['DaemonSet', { updateStrategy: { type: 'OnDelete' } }, {}, 'held back', 'OnDelete'],
  ['StatefulSet', { replicas: 3 }, { ...all, ...same }, 'done', '3 pods'],
  ['StatefulSet', { replicas: 3 }, { ...all, ...same, readyReplicas: 2 }, 'under way', 'ready'],
  ['StatefulSet', { replicas: 3 }, { ...all, updatedReplicas: 1 }, 'under way', '1 of 3'],
  ['StatefulSet', { replicas: 3 }, { ...all, ...same, updateRevision: 'y' }, 'under way', 'last pods'],
  [
    'StatefulSet',
    { replicas: 3, updateStrategy: { rollingUpdate: { partition: 2 } } },
    { ...all, updatedReplicas: 1 },
    'held back',
    'partition',
  ],
  ['StatefulSet', { updateStrategy: { type: 'OnDelete' } }, {}, 'held back', 'OnDelete'],
];

test.each(cases.map(([kind, spec, status, ...told]) => ({ kind, spec, status, told })))(
  'a $kind of $spec with $status is $told',
  ({ kind, spec, status, told: [state, why] }) => {
    expect(rolloutState(object(kind, spec, status))).toEqual({ state, why: expect.stringContaining(why) });
  },
);

test('a kind that replaces no pods has no rollout', () => {
  expect(rolloutState(object('CronJob', {}, {}))).toBeNull();
});
