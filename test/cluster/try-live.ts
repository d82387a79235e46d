import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { JsonObject } from '../../src/core/json.ts';
import { openCluster } from '../../src/kubernetes/open-cluster.ts';
import type { Cluster as Port, ServedKind } from '../../src/operations/cluster-port.ts';
import { keepPromises, type Promised, type Tried } from './keep-promises.ts';
import { objectsIn, openLiveWorld, type LiveWorld } from './live-world.ts';
import type { Cluster } from './start.ts';
import { judgeCrowd } from './try-crowd.ts';
import { watchCrowd, watchForbidden, watchLooksUp, watchSettles, watchSurvives } from './try-watch.ts';
import { writ } from './writ.ts';

/** Tries everything that is promised about live clusters, one after the other. */
export async function tryLive(cluster: Cluster): Promise<Tried> {
  using world = await openLiveWorld(cluster);
  await world.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } });
  for await (const object of objectsIn('examples/shop/*.yaml')) await world.create(object);
  return await keepPromises(promises, () => world);
}

interface Result {
  readonly summary: { readonly resources: number; readonly skip: number; readonly excepted: number };
  readonly findings: readonly {
    readonly policy: string;
    readonly message: string;
    readonly result: string;
    readonly fingerprint: string;
    readonly resource: { readonly kind: string; readonly name: string };
    readonly location: { readonly file: string; readonly line: number };
  }[];
  readonly unjudged: readonly { readonly file: string; readonly code: string; readonly message: string }[];
  readonly notes: readonly string[];
}

async function judge(
  kubeconfig: string,
  args: readonly string[],
): Promise<Result & { readonly code: number }> {
  const { code, out, err } = await writ(kubeconfig, ['check', '--format', 'json', ...args]);
  assert.notEqual(out, '', err);
  return { ...(JSON.parse(out) as Result), code };
}

const promises: readonly Promised<LiveWorld>[] = [
  [
    'a live object has the findings of its manifest, and no others',
    async ({ kubeconfig }) => {
      const files = await judge(kubeconfig, ['examples/shop']);
      const live = await judge(kubeconfig, ['--cluster', '--namespace', 'shop']);
      const told = (result: Result): readonly string[] =>
        result.findings.map(
          ({ policy, resource, fingerprint }) => `${policy} ${resource.kind}/${resource.name} ${fingerprint}`,
        );
      assert.deepEqual(told(live).toSorted(), told(files).toSorted());
      assert.equal(live.code, 1);
      assert.match(live.findings[0]?.location.file ?? '', /^cluster:\/\/test\/shop\/\w+\/\w+$/);
      return `${live.findings.length} findings`;
    },
  ],
  [
    'the example of --help works as printed',
    async ({ kubeconfig }) => {
      const { out } = await writ(kubeconfig, ['check', '--help']);
      const lines = Array.from(out.matchAll(/^ +\$ writ (.+)$/gm), ([, line = '']) => line.trim());
      const live = lines.filter((line) => / --cluster(?: |$)/.test(line));
      assert.ok(live.length > 0);
      for (const line of live) assert.equal((await writ(kubeconfig, line.split(' '))).code, 1, line);
    },
  ],
  [
    'owned objects are left out, ReplicaSets at zero, and what the API server makes',
    async ({ kubeconfig, create, api }) => {
      const { body } = await api.call('GET', '/apis/apps/v1/namespaces/shop/deployments/storefront');
      const { uid } = body['metadata'] as { readonly uid: string };
      const template = (body['spec'] as JsonObject)['template'] as JsonObject;
      const owner = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'storefront', uid, controller: true };
      const labels = (template['metadata'] as JsonObject)['labels'] as JsonObject;
      const set = (name: string, more: JsonObject, count: number): JsonObject => ({
        apiVersion: 'apps/v1',
        kind: 'ReplicaSet',
        metadata: { name, namespace: 'shop', labels, ...more },
        spec: { replicas: count, selector: { matchLabels: labels }, template },
      });
      await create(set('storefront-1', { ownerReferences: [owner] }, 2));
      await create(set('alone-at-zero', {}, 0));
      await create({
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: {
          name: 'storefront-1-x',
          namespace: 'shop',
          labels,
          ownerReferences: [{ ...owner, kind: 'ReplicaSet', name: 'storefront-1' }],
        },
        spec: template['spec'] as JsonObject,
      });
      const { findings } = await judge(kubeconfig, ['--cluster', '--namespace', 'shop', '--results', 'all']);
      const of = (name: string): readonly string[] => [
        ...new Set(
          findings
            .filter(({ resource }) => resource.name === name)
            .map(({ result, message }) => `${result}: ${message}`),
        ),
      ];
      assert.deepEqual(of('storefront-1'), ['skip: its owner is judged in its place']);
      assert.deepEqual(of('storefront-1-x'), ['skip: its owner is judged in its place']);
      assert.deepEqual(of('alone-at-zero'), ['skip: it is scaled to zero']);
      const all = await judge(kubeconfig, [
        '--cluster',
        '--results',
        'all',
        '--rules',
        'rbac-cluster-admin-binding',
      ]);
      const builtIn = all.findings.filter(({ resource }) => resource.name === 'cluster-admin');
      assert.deepEqual([...new Set(builtIn.map(({ result }) => result))], ['skip']);
      for (const path of [
        'apps/v1/namespaces/shop/replicasets/storefront-1',
        'apps/v1/namespaces/shop/replicasets/alone-at-zero',
      ])
        await api.call('DELETE', `/apis/${path}`);
      await api.call('DELETE', '/api/v1/namespaces/shop/pods/storefront-1-x?gracePeriodSeconds=0');
    },
  ],
  [
    'rules on other objects see the whole cluster, and are skipped where a kind may not be read',
    async ({ kubeconfig, account, grant, kubeconfigFor }) => {
      const whole = await judge(kubeconfig, [
        '--cluster',
        '--rules',
        'pod-without-network-policy',
        '--results',
        'all',
      ]);
      assert.ok(whole.findings.some(({ result }) => result === 'fail' || result === 'pass'));
      const role = roleOf(
        await writ(kubeconfig, ['rules', 'pod-without-network-policy', '--cluster-role', '--format', 'json']),
      );
      const token = await account('no-policies');
      await grant('no-policies', without(role, 'networkpolicies'));
      const part = await judge(kubeconfigFor('no-policies', { token }), [
        '--cluster',
        '--rules',
        'pod-without-network-policy',
        '--results',
        'all',
      ]);
      assert.ok(
        part.findings.every(({ result }) => result === 'skip'),
        JSON.stringify(part.findings.slice(0, 2)),
      );
      assert.match(
        part.findings.map(({ message }) => message).join('\n'),
        /may not list networkpolicies\.networking\.k8s\.io/,
      );
      assert.match(
        part.notes.join('\n'),
        /may not list networkpolicies\.networking\.k8s\.io: rules that look beyond/,
      );
    },
  ],
  [
    'the generated role is enough, and with any kind less the check says so',
    async ({ kubeconfig, account, grant, kubeconfigFor }) => {
      const role = roleOf(
        await writ(kubeconfig, ['rules', '--profile', 'default', '--cluster-role', '--format', 'json']),
      );
      const token = await account('reader');
      const mine = kubeconfigFor('reader', { token });
      await grant('reader', role);
      const all = await judge(mine, ['--cluster']);
      const admin = await judge(kubeconfig, ['--cluster']);
      assert.deepEqual(all.unjudged, []);
      assert.deepEqual(
        all.findings,
        admin.findings.map((one) => ({
          ...one,
          location: { ...one.location, file: one.location.file.replace('//test/', '//reader/') },
        })),
      );
      const resources = role.rules.flatMap((rule) => rule.resources);
      for (const resource of resources) {
        if (['rollouts', 'deploymentconfigs'].includes(resource)) continue;
        await grant('reader', without(role, resource));
        const less = await judge(mine, ['--cluster']);
        const said = JSON.stringify([less.unjudged, less.notes]);
        assert.ok(new RegExp(`may not list ${resource}\\b`).test(said), `${resource}: ${said}`);
      }
      return `${resources.length} kinds`;
    },
  ],
  [
    'who may do nothing is told what to ask for, and nothing passes',
    async ({ account, kubeconfigFor }) => {
      const mine = kubeconfigFor('nobody', { token: await account('nobody') });
      const { code, unjudged, findings, notes } = await judge(mine, ['--cluster']);
      assert.equal(code, 3);
      assert.deepEqual(findings, []);
      assert.ok(unjudged.every((one) => one.code === 'CLUSTER_FORBIDDEN'));
      assert.match(
        unjudged[0]?.message ?? '',
        /^user `system:serviceaccount:writ-system:nobody` may not list/,
      );
      assert.equal(notes.filter((note) => note.includes('writ rules --cluster-role')).length, 1);
    },
  ],
  [
    'in one namespace a RoleBinding is enough',
    async ({ kubeconfig, account, kubeconfigFor, create }) => {
      const role = roleOf(
        await writ(kubeconfig, ['rules', '--profile', 'baseline', '--cluster-role', '--format', 'json']),
      );
      await create({ ...role, metadata: { name: 'writ-reader' } });
      await create({
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'RoleBinding',
        metadata: { name: 'writ-reader', namespace: 'shop' },
        roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'writ-reader' },
        subjects: [{ kind: 'ServiceAccount', name: 'tenant', namespace: 'writ-system' }],
      });
      const mine = kubeconfigFor('tenant', { token: await account('tenant') });
      await sleep(300);
      const here = await judge(mine, ['--cluster', '--namespace', 'shop', '--profile', 'baseline']);
      assert.deepEqual([here.unjudged, here.code], [[], 1]);
      const everywhere = await judge(mine, ['--cluster', '--profile', 'baseline']);
      assert.equal(everywhere.code, 3);
    },
  ],
  [
    'a cluster that is not there, or is another, ends with 3 and a sentence',
    async ({ kubeconfigFor, folder }) => {
      const other = join(folder, 'other.crt');
      writeFileSync(other, readFileSync(new URL('other.crt', import.meta.url)));
      const cases: readonly (readonly [string, object, RegExp])[] = [
        ['closed', { server: 'https://127.0.0.1:9' }, /nothing listens there \(ECONNREFUSED\)/],
        ['unknown', { server: 'https://no-such-host.invalid' }, /\(DNS\)/],
        ['untrusted', { authority: other }, /nobody here trusts who signed its certificate/],
      ];
      for (const [name, access, sentence] of cases) {
        const { code, out, err } = await writ(kubeconfigFor(name, access), ['check', '--cluster']);
        assert.deepEqual([code, out], [3, '']);
        assert.match(err, sentence);
        assert.doesNotMatch(err, /\n\s+at /);
      }
    },
  ],
  [
    'expired and wrong credentials are told apart',
    async ({ kubeconfigFor, expired }) => {
      const late = await writ(kubeconfigFor('late', { token: await expired('late') }), [
        'check',
        '--cluster',
      ]);
      assert.equal(late.code, 3);
      assert.match(
        late.err,
        /does not take the credentials of user `late` of context `late`: they expired at 20/,
      );
      const canary = 'canary-1234567890-canary';
      const wrong = await writ(kubeconfigFor('wrong', { token: canary }), ['check', '--cluster']);
      assert.equal(wrong.code, 3);
      assert.match(wrong.err, /they are wrong or have expired/);
      assert.ok(!`${wrong.err}${wrong.out}`.includes(canary));
    },
  ],
  [
    'contexts are chosen, and an unknown one is answered with the nearest',
    async ({ kubeconfigFor, account }) => {
      const mine = kubeconfigFor('prod', { token: await account('nobody') });
      assert.equal((await judge(mine, ['--cluster', '--namespace', 'shop'])).code, 3);
      assert.equal((await judge(mine, ['--cluster', '--namespace', 'shop', '--context', 'staging'])).code, 1);
      const { code, err } = await writ(mine, ['check', '--cluster', '--context', 'stagign']);
      assert.equal(code, 2);
      assert.match(err, /Did you mean `staging`\?/);
    },
  ],
  [
    'one may act as another, who has the rights of the other',
    async ({ kubeconfig, account, kubeconfigFor }) => {
      assert.equal((await judge(kubeconfig, ['--cluster', '--as', 'eve'])).code, 3);
      const group = ['--cluster', '--namespace', 'shop', '--as', 'eve', '--as-group', 'system:masters'];
      assert.deepEqual((await judge(kubeconfig, group)).unjudged, []);
      const mine = kubeconfigFor('nobody', { token: await account('nobody') });
      const { code, err } = await writ(mine, ['check', '--cluster', '--as', 'eve']);
      assert.equal(code, 3);
      assert.match(err, /may not act as `eve`/);
    },
  ],
  [
    'a report on a cluster has its scores',
    async ({ kubeconfig }) => {
      const { out } = await writ(kubeconfig, ['report', '--cluster', '--format', 'json']);
      const { scope } = JSON.parse(out) as { readonly scope: { readonly cluster: string } };
      assert.equal(scope.cluster, 'test');
    },
  ],
  [
    'a configuration, exceptions and the store work as for files',
    async ({ kubeconfig, folder }) => {
      const config = join(folder, 'writ.config.json');
      writeFileSync(
        config,
        JSON.stringify({
          global: { excludedNamespaces: ['shop'] },
        }),
      );
      const here = ['--cluster', '--namespace', 'shop', '--results', 'all', '--config', config];
      const { findings } = await judge(kubeconfig, here);
      const results = new Set(findings.map(({ result, message }) => `${result}: ${message}`));
      assert.deepEqual([...results], ['skip: the configuration excludes the namespace shop']);
      const excepted = ['--cluster', '--namespace', 'shop', '--exceptions', 'examples/exceptions'];
      assert.equal((await judge(kubeconfig, excepted)).summary.excepted, 2);
      const store = ['--store', join(folder, 'writ.db'), '--record'];
      const first = await writ(kubeconfig, ['check', '--cluster', '--namespace', 'shop', ...store]);
      assert.match(first.err, /recorded run 1 of cluster:\/\/test\/shop: (\d+) open, \1 opened/);
      const again = await writ(kubeconfig, ['check', '--cluster', '--namespace', 'shop', ...store]);
      assert.match(
        again.err,
        /recorded run 2 of cluster:\/\/test\/shop: \d+ open, 0 opened, 0 reopened, 0 fixed/,
      );
    },
  ],
  ['two writers never overwrite each other, and a dry run changes nothing', twoWriters],
  ['a change is told within 2 s', watchSettles],
  ['what another object decides is told within 2 s', watchLooksUp],
  ['a watch survives broken connections, and a server that is away', watchSurvives],
  ['who may list a kind and not watch it is told so, and watches the rest', watchForbidden],
  ['20,000 objects are judged with less than 400 MiB', judgeCrowd],
  ['beside 20,000 objects a change is told within 2 s', watchCrowd],
];

interface Role {
  readonly apiVersion: string;
  readonly kind: string;
  readonly rules: readonly {
    readonly apiGroups: readonly string[];
    readonly resources: readonly string[];
    readonly verbs: readonly string[];
  }[];
}

function roleOf({ out, err }: { readonly out: string; readonly err: string }): Role & JsonObject {
  assert.notEqual(out, '', err);
  return JSON.parse(out) as Role & JsonObject;
}

function without(role: Role, resource: string): JsonObject {
  const rules = role.rules.map((rule) => ({
    ...rule,
    resources: rule.resources.filter((one) => one !== resource),
  }));
  return { ...role, rules: rules.filter(({ resources }) => resources.length > 0) };
}

async function twoWriters({ kubeconfig, create }: LiveWorld): Promise<string> {
  const port = await openCluster({ context: null, as: null, asGroups: [] }, { KUBECONFIG: kubeconfig });
  try {
    await create({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'count', namespace: 'shop' },
      data: { n: '0' },
    });
    const { kinds } = await port.kinds();
    const maps = kinds.find(({ kind, group }) => kind === 'ConfigMap' && group === '');
    assert.ok(maps !== undefined);
    const conflicts = await Promise.all([
      increment(port, maps, 25),
      increment(port, maps, 25),
      increment(port, maps, 25),
    ]);
    const end = await port.get(maps, 'count', 'shop');
    assert.deepEqual(end?.['data'], { n: '75' });
    const { uid, resourceVersion } = end['metadata'] as {
      readonly uid: string;
      readonly resourceVersion: string;
    };
    const target = { name: 'count', namespace: 'shop', uid, resourceVersion };
    const dry = await port.patch(maps, target, [{ op: 'replace', path: '/data/n', value: '9' }], true);
    assert.deepEqual(dry['data'], { n: '9' });
    assert.deepEqual(await port.get(maps, 'count', 'shop'), end);
    assert.deepEqual(
      await port.may({ verb: 'patch', group: '', resource: 'configmaps', namespace: 'shop', name: null }),
      {
        allowed: true,
        reason: '',
      },
    );
    return `${conflicts.reduce((sum, count) => sum + count, 0)} conflicts, 75 writes`;
  } finally {
    port.close();
  }
}

/** Adds one so many times, again where somebody else was first; gives how often that was. */
async function increment(port: Port, kind: ServedKind, times: number): Promise<number> {
  let conflicts = 0;
  for (let done = 0; done < times;) {
    const object = await port.get(kind, 'count', 'shop');
    assert.ok(object !== null);
    const { uid, resourceVersion } = object['metadata'] as {
      readonly uid: string;
      readonly resourceVersion: string;
    };
    const { n } = object['data'] as { readonly n: string };
    const target = { name: 'count', namespace: 'shop', uid, resourceVersion };
    try {
      await port.patch(
        kind,
        target,
        [{ op: 'replace', path: '/data/n', value: String(Number(n) + 1) }],
        false,
      );
      done++;
    } catch (cause) {
      assert.equal((cause as { readonly code?: string }).code, 'CLUSTER_CONFLICT');
      conflicts++;
    }
  }
  return conflicts;
}
