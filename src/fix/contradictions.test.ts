import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../core/json.ts';
import type { Resource } from '../core/resource.ts';
import { contradictionsIn } from './contradictions.ts';

function workloads(spec: JsonObject, container: JsonObject): readonly Resource[] {
  const pod = { ...spec, initContainers: [{ name: 'fine' }], containers: [{ name: 'a', ...container }] };
  return [
    { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a' }, spec: pod },
    { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'a' }, spec: { template: { spec: pod } } },
    {
      apiVersion: 'batch/v1',
      kind: 'CronJob',
      metadata: { name: 'a' },
      spec: { jobTemplate: { spec: { template: { spec: pod } } } },
    },
  ];
}

const context = (securityContext: JsonObject): JsonObject => ({ securityContext });
const resources = (requests: JsonObject, limits: JsonObject): JsonObject => ({
  resources: { requests, limits },
});

describe('nobody would run', () => {
  test.each<readonly [string, string, JsonObject, JsonObject]>([
    ['root that must not be', 'runAsUser', {}, context({ runAsNonRoot: true, runAsUser: 0 })],
    ['root of the pod', 'runAsUser', context({ runAsUser: 0 }), context({ runAsNonRoot: true })],
    ['privileges', 'privileged', {}, context({ privileged: true, allowPrivilegeEscalation: false })],
    [
      'an administrator',
      'CAP_SYS_ADMIN',
      {},
      context({ allowPrivilegeEscalation: false, capabilities: { add: ['CAP_SYS_ADMIN'] } }),
    ],
    ['a mount', 'Bidirectional', {}, { volumeMounts: [{ name: 'v', mountPropagation: 'Bidirectional' }] }],
    ['a host process', 'hostProcess', {}, context({ windowsOptions: { hostProcess: true } })],
    ['a limit below its request', 'below', {}, resources({ memory: '1Gi' }, { memory: '1000Mi' })],
    ['a limit in other units', 'below', {}, resources({ cpu: 1 }, { cpu: '900m' })],
    ['devices without a limit', 'overcommitted', {}, resources({ 'nvidia.com/gpu': 1 }, {})],
    ['huge pages alone', 'huge pages', {}, resources({}, { 'hugepages-2Mi': '4Mi' })],
    [
      'a pod that requests less than its containers',
      'together',
      { resources: { requests: { memory: '1Gi' } } },
      resources({ memory: '2Gi' }, {}),
    ],
    [
      'a pod whose limit its containers request away',
      'together',
      { resources: { limits: { memory: '1Gi' } } },
      resources({}, { memory: '2Gi' }),
    ],
    ['Linux on Windows', 'windows', { os: { name: 'windows' } }, context({ capabilities: {} })],
  ])('%s', (_, word, spec, container) => {
    for (const resource of workloads(spec, container)) {
      const found = [...contradictionsIn(resource).values()];
      expect(found.length).toBeGreaterThan(0);
      expect(found.every((because) => because.includes(word))).toBe(true);
    }
  });
});

test.each<readonly [string, JsonObject, JsonObject]>([
  ['another user', context({ runAsUser: 0, runAsNonRoot: true }), context({ runAsUser: 1000 })],
  ['privileges alone', {}, context({ privileged: true })],
  [
    'a pod that requests what its containers do',
    { resources: { requests: { memory: '1Gi' }, limits: { memory: '1Gi' } } },
    resources({ memory: '1Gi' }, {}),
  ],
  ['a limit that is its request', {}, resources({ cpu: '1', memory: '1Gi' }, { cpu: '1000m' })],
  ['devices with their limit', {}, resources({ 'a.b/c': 1, cpu: 1 }, { 'a.b/c': '1' })],
  [
    'a host process on the host network',
    { hostNetwork: true },
    context({ windowsOptions: { hostProcess: true } }),
  ],
])('nothing speaks against %s', (_, spec, container) => {
  const [pod] = workloads(spec, container);
  const own = [...contradictionsIn(pod as Resource).keys()].filter(
    (key) => !key.startsWith('initContainers/'),
  );
  expect(own).toEqual([]);
});
