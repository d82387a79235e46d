import { describe, expect, test } from 'vitest';
import { WritError } from '../../core/errors.ts';
import type { JsonObject } from '../../core/json.ts';
import { kubernetesSchema } from '../../schema/kubernetes.ts';
import type { CheckEvent } from '../judging/check-result.ts';
import { startRun, type CheckInput } from '../judging/check-run.ts';
import type { Cluster, ServedKind } from '../cluster-port.ts';
import { openLiveInput } from './live-input.ts';

const schema = await kubernetesSchema();
const input: CheckInput = {
  rules: [],
  profile: null,
  category: [],
  severity: null,
  results: 'all',
  failOn: 'medium',
  failOnWarn: false,
  noFold: true,
  allowEmpty: false,
  kubernetesVersion: '1.36',
  defaulting: false,
  maxDocuments: 1,
  maxDepth: 200,
  paths: [],
};

function kind(group: string, name: string, resource: string, namespaced = true): ServedKind {
  return { group, version: 'v1', kind: name, resource, namespaced, verbs: ['list', 'watch'] };
}

const kinds = [
  kind('', 'Pod', 'pods'),
  kind('', 'Secret', 'secrets'),
  kind('', 'Namespace', 'namespaces', false),
  kind('apps', 'ReplicaSet', 'replicasets'),
  kind('apps', 'Deployment', 'deployments'),
  kind('networking.k8s.io', 'NetworkPolicy', 'networkpolicies'),
  { ...kind('metrics.k8s.io', 'PodMetrics', 'pods'), verbs: ['get'] },
];

interface World {
  readonly objects?: readonly JsonObject[];
  /** Resources that may not be listed. */
  readonly forbidden?: readonly string[];
  readonly namespaces?: readonly string[];
  readonly version?: string;
  readonly missing?: readonly string[];
}

/** Judges what a made-up cluster holds. */
async function judge(rules: readonly string[], world: World) {
  const { objects = [], forbidden = [], namespaces = [], version = '1.36.3', missing = [] } = world;
  const listed: string[] = [];
  const refuse = (resource: string): void => {
    if (forbidden.includes(resource))
      throw new WritError('CLUSTER_FORBIDDEN', `nobody may list ${resource}`, { hint: 'Ask.' });
  };
  const cluster: Pick<Cluster, 'about' | 'version' | 'kinds' | 'list' | 'get' | 'close'> = {
    about: { context: 'made-up', server: 'https://x' },
    version: () => Promise.resolve(version),
    kinds: () => Promise.resolve({ kinds, missing }),
    async *list({ kind: name, resource }, { namespace }) {
      listed.push(namespace === null ? resource : `${namespace}/${resource}`);
      refuse(resource);
      yield await Promise.resolve({
        resourceVersion: '1',
        objects: objects.filter(
          (object) =>
            object['kind'] === name &&
            (namespace === null || (object['metadata'] as JsonObject)['namespace'] === namespace),
        ),
      });
    },
    get(_kind, name) {
      refuse('namespaces');
      return Promise.resolve(
        objects.find((object) => (object['metadata'] as JsonObject)['name'] === name) ?? null,
      );
    },
    close: () => undefined,
  };
  const context = {
    openCluster: () => Promise.resolve(cluster as Cluster),
    pause: () => Promise.resolve(),
    now: () => 0n,
  };
  const live = await openLiveInput({ context: null, as: null, asGroups: [], namespaces }, schema, context);
  const events: CheckEvent[] = [];
  const { kubernetesVersion, paths } = live;
  const asked = { ...input, rules, kubernetesVersion, paths };
  const run = startRun(asked, { now: 0n, schema, pause: context.pause, live: live.world }, (event) =>
    events.push(event),
  );
  await live.read(run);
  const { judged, failed, summary } = run.finish();
  const told = events.flatMap((event) =>
    event.type === 'finding'
      ? [`${event.finding.result} ${event.finding.policy} ${event.finding.location.file}`]
      : [],
  );
  return { judged, failed, summary, told, listed, events, kubernetesVersion };
}

function pod(name: string, more: JsonObject = {}, spec: JsonObject = {}): JsonObject {
  const containers = [{ name: 'c', image: 'x' }];
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'shop', ...more },
    spec: { containers, ...spec },
  };
}

const shop: JsonObject = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } };

test('only the kinds that rules judge or look up are read, owners before what they own', async () => {
  const { listed } = await judge(['pod-without-network-policy'], {});
  expect(listed).toEqual(['networkpolicies', 'deployments', 'replicasets', 'pods']);
  expect((await judge(['legacy-sa-token-secret'], {})).listed).toEqual(['secrets']);
});

test('a finding names the object by its place in the cluster', async () => {
  const { told, failed, judged } = await judge(['host-network'], {
    objects: [pod('web', {}, { hostNetwork: true })],
  });
  expect(told).toEqual(['fail host-network cluster://made-up/shop/Pod/web']);
  expect([failed, judged]).toEqual([true, true]);
});

test('what an owner that is there owns is left out', async () => {
  const ownerReferences = [{ kind: 'ReplicaSet', name: 'r', controller: true }];
  const owner = {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: { name: 'r', namespace: 'shop' },
    spec: { replicas: 1, template: { spec: { hostNetwork: true } } },
  };
  const owned = pod('web', { ownerReferences }, { hostNetwork: true });
  const both = await judge(['host-network'], { objects: [owned, owner] });
  expect(both.told).toEqual([
    'fail host-network cluster://made-up/shop/ReplicaSet/r',
    'skip host-network cluster://made-up/shop/Pod/web',
  ]);
  const alone = await judge(['host-network'], { objects: [owned], forbidden: ['replicasets'] });
  expect(alone.told).toEqual(['fail host-network cluster://made-up/shop/Pod/web']);
});

describe('what may not be read', () => {
  test('is not judged, and what to do is said once', async () => {
    const { judged, events, told } = await judge(['host-network'], {
      objects: [pod('web')],
      forbidden: ['deployments', 'replicasets'],
    });
    expect(judged).toBe(false);
    expect(events.flatMap((event) => (event.type === 'unjudged' ? [event.unjudged.file] : []))).toEqual([
      'cluster://made-up/Deployment',
      'cluster://made-up/ReplicaSet',
    ]);
    expect(events.filter((event) => event.type === 'note' && event.note.startsWith('Ask.'))).toHaveLength(1);
    expect(told).toEqual(['pass host-network cluster://made-up/shop/Pod/web']);
  });

  test('for its group does not answer is not judged, or a note where nobody wants it', async () => {
    const world = { objects: [pod('web')], missing: ['apps/v1', 'metrics.k8s.io/v1beta1'] };
    const { judged, events } = await judge(['host-network'], world);
    expect(judged).toBe(false);
    expect(events.flatMap((event) => (event.type === 'unjudged' ? [event.unjudged.file] : []))).toEqual([
      'cluster://made-up/apps/v1',
    ]);
    const notes = events.flatMap((event) => (event.type === 'note' ? [event.note] : []));
    expect(notes.join()).toContain('metrics.k8s.io/v1beta1, which does not answer now; no rule judges');
  });

  test('is no pass of a rule that looks it up', async () => {
    const seen = await judge(['pod-without-network-policy'], { objects: [pod('web')] });
    expect(seen.told).toEqual(['fail pod-without-network-policy cluster://made-up/shop/Pod/web']);
    const unseen = await judge(['pod-without-network-policy'], {
      objects: [pod('web')],
      forbidden: ['networkpolicies'],
    });
    expect(unseen.told).toEqual(['skip pod-without-network-policy cluster://made-up/shop/Pod/web']);
    expect(unseen.judged).toBe(true);
  });
});

describe('of some namespaces', () => {
  test('only these are read, and rules within one of them judge', async () => {
    const { listed, told } = await judge(['pod-without-network-policy'], {
      objects: [shop, pod('web')],
      namespaces: ['shop'],
    });
    expect(listed).toEqual(['shop/networkpolicies', 'shop/deployments', 'shop/replicasets', 'shop/pods']);
    expect(told).toEqual(['fail pod-without-network-policy cluster://made-up/shop/Pod/web']);
  });

  test('one that is not there is a mistake', async () => {
    await expect(judge(['host-network'], { namespaces: ['shpo'] })).rejects.toThrow(
      'there is no namespace `shpo` in the cluster of context `made-up`',
    );
  });

  test('whoever may not see the namespace itself may see what is in it', async () => {
    const { judged } = await judge(['host-network'], {
      objects: [pod('web')],
      namespaces: ['shop'],
      forbidden: ['namespaces'],
    });
    expect(judged).toBe(true);
  });
});

test('rules on how something was written are none of a cluster', async () => {
  await expect(judge(['duplicate-object', 'deprecated-api-version'], {})).rejects.toThrow(
    'no rule is left to judge by',
  );
});

test.each([
  ['1.30.2', '1.30'],
  ['1.29.1-eks-508b6b3', '1.29'],
  ['1.99.0', '1.36'],
  ['1.12.0', '1.25'],
])('a cluster of %s is judged by the rules of %s', async (version, minor) => {
  expect((await judge(['host-network'], { version })).kubernetesVersion).toBe(minor);
});

test('an empty cluster is no clean bill of health', async () => {
  expect((await judge(['host-network'], {})).judged).toBe(false);
});
