import { expect, test } from 'vitest';
import type { JsonObject } from '../../src/core/json.ts';
import { ask, refusal, toolContext } from './context.ts';
import { deployment } from './deployments.ts';
import { heldCluster } from './held-cluster.ts';
import { valueOf } from './value-of.ts';

const namespace = (name: string): JsonObject => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name },
  status: { phase: 'Active' },
});

async function context() {
  const other = await valueOf(deployment({ name: 'other', namespace: 'staging' }));
  const slow = { ...other, spec: { ...(other['spec'] as JsonObject), replicas: 5 } };
  const held = heldCluster([
    namespace('production'),
    namespace('staging'),
    await valueOf(deployment()),
    slow,
    {
      apiVersion: 'v1',
      kind: 'Event',
      metadata: { name: 'e', namespace: 'production' },
      type: 'Normal',
      reason: 'ScalingReplicaSet',
      message: 'Scaled up',
      lastTimestamp: '2026-11-21T10:00:00Z',
      involvedObject: { uid: 'uid-2' },
    },
    {
      apiVersion: 'v1',
      kind: 'Event',
      metadata: { name: 'f', namespace: 'production' },
      message: 'of another',
      involvedObject: { uid: 'x' },
    },
  ]);
  return toolContext({ openCluster: async () => held });
}

test('what cluster it is, and as whom it is asked', async () => {
  const { output } = await ask('get_cluster_info', {}, await context());
  expect(output).toEqual({
    cluster: 'held',
    server: 'https://held.example',
    version: '1.36.3',
    user: 'ada',
    groups: [],
    namespaces: 2,
    missing: [],
  });
});

test('namespaces are listed with how many deployments they have', async () => {
  const { output } = await ask('list_namespaces', {}, await context());
  expect(output).toMatchObject({
    total: 2,
    namespaces: [
      { name: 'production', phase: 'Active', deployments: 1 },
      { name: 'staging', deployments: 1 },
    ],
  });
});

test('deployments are listed with whether they are healthy', async () => {
  const { output } = await ask('list_deployments', {}, await context());
  expect(output).toMatchObject({
    total: 2,
    healthy: 1,
    leftOut: 0,
    deployments: [
      {
        namespace: 'production',
        name: 'web-app',
        desired: 2,
        ready: 2,
        healthy: true,
        images: ['nginx:latest'],
      },
      {
        namespace: 'staging',
        name: 'other',
        desired: 5,
        ready: 2,
        healthy: false,
        why: '2 of 5 pods are new',
      },
    ],
  });
  expect((await ask('list_deployments', { namespace: 'staging' }, await context())).output['total']).toBe(1);
});

test('the status of a deployment, with its own events where they are asked for', async () => {
  const call = { namespace: 'production', deployment: 'web-app' };
  const { output } = await ask('get_deployment_status', call, await context());
  expect(output).toMatchObject({ healthy: true, updated: 2, available: 2, events: null });
  const more = await ask('get_deployment_status', { ...call, includeEvents: true }, await context());
  expect(more.output['events']).toEqual([
    { type: 'Normal', reason: 'ScalingReplicaSet', message: 'Scaled up', last: '2026-11-21T10:00:00Z' },
  ]);
  const gone = { ...call, deployment: 'nothing' };
  expect(await refusal('get_deployment_status', gone, await context())).toMatch(/^OBJECT_UNKNOWN/);
});
