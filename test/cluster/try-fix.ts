import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { at, type JsonObject, type JsonPointer } from '../../src/core/json.ts';
import { openSqliteStore } from '../../src/store/sqlite-store.ts';
import { app, deployment, merged, placeIn, told, type Place } from './fix-place.ts';
import { keepPromises, type Promised, type Tried } from './keep-promises.ts';
import { killLive } from './kill-live.ts';
import { openLiveWorld } from './live-world.ts';
import type { Cluster } from './start.ts';
import { writ } from './writ.ts';

const rules = ['--rules', 'host-pid,privilege-escalation', '--risk', 'high'];

/** Tries everything that is promised about repairs of live objects, one after the other. */
export async function tryFix(cluster: Cluster): Promise<Tried> {
  using world = await openLiveWorld(cluster);
  return await keepPromises(promises, (index) => placeIn(world, `fix-${index}`));
}

const hostPid: JsonPointer = '/spec/template/spec/hostPID';
const escalates: JsonPointer = '/spec/template/spec/containers/0/securityContext/allowPrivilegeEscalation';

const promises: readonly Promised<Place>[] = [
  [
    'row 11: a dry run shows the exact patch that the server would take, and changes nothing',
    async ({ deploy, fix, get }) => {
      await deploy('a');
      const before = told(await get('deployments/a'));
      const { code, files, objects } = await fix(...rules);
      assert.equal(code, 1);
      assert.deepEqual(
        objects.map(({ status }) => status),
        ['proposed'],
      );
      assert.deepEqual(files[0]?.resources[0]?.patch, [
        { op: 'remove', path: hostPid },
        {
          op: 'add',
          path: '/spec/template/spec/containers/0/securityContext',
          value: { allowPrivilegeEscalation: false },
        },
      ]);
      assert.deepEqual(told(await get('deployments/a')), before);
    },
  ],
  [
    'row 13: nothing is changed that nobody approved; who approves it, when and why is kept, and it is done once',
    async ({ deploy, fix, get, store }) => {
      await deploy('a');
      const { code, plan, undo } = await fix(...rules, '--write');
      assert.deepEqual([code, undo], [1, null]);
      assert.equal(at(await get('deployments/a'), hostPid), true);
      const again = await fix(...rules, '--write');
      assert.equal(again.plan, plan);
      assert.match((await fix('--approve', plan ?? '')).err, /for a reason/);
      const approved = await fix('--approve', plan ?? '', '--reason', 'ticket 7');
      assert.deepEqual([approved.code, approved.objects.map(({ status }) => status)], [0, ['done']]);
      assert.equal(at(await get('deployments/a'), hostPid), undefined);
      assert.match(
        (await fix('--approve', plan ?? '', '--reason', 'again')).err,
        /carried out or refused before/,
      );
      const opened = openSqliteStore(store);
      const [approval] = await opened.approvals.of(plan ?? '');
      const acts = (await opened.audit.list(10)).map(({ action }) => action);
      const { broken } = await opened.audit.verify(null);
      await opened.close();
      assert.deepEqual([approval?.decision, approval?.reason], ['approved', 'ticket 7']);
      assert.ok(approval !== undefined && approval.by !== '' && approval.at > 0);
      assert.deepEqual(acts, ['fix.done', 'fix.write', 'approval.give', 'fix.plan']);
      assert.equal(broken, null);
    },
  ],
  [
    'row 13: a plan that somebody refused is never carried out',
    async ({ deploy, fix, get }) => {
      await deploy('a');
      const { plan } = await fix(...rules, '--write');
      await fix('--refuse', plan ?? '', '--reason', 'not now');
      assert.match((await fix('--approve', plan ?? '', '--reason', 'but yes')).err, /carried out or refused/);
      assert.equal(at(await get('deployments/a'), hostPid), true);
    },
  ],
  [
    'row 14: what is reported as repaired is judged anew as the server has it, and nothing is found there any more',
    async ({ deploy, fix, namespace, world }) => {
      await deploy('a');
      const { plan, files } = await fix(...rules, '--write');
      const { before, after } = files[0]?.resources[0]?.findings ?? {};
      assert.deepEqual(
        [before, after],
        [{ 'host-pid': 1, 'privilege-escalation': 1 }, {}].map((one) => ({ ...one })),
      );
      await fix('--approve', plan ?? '', '--reason', 'yes');
      const { out } = await writ(world.kubeconfig, [
        'check',
        '--cluster',
        '--namespace',
        namespace,
        '--rules',
        'host-pid,privilege-escalation',
        '--format',
        'json',
      ]);
      assert.deepEqual((JSON.parse(out) as { findings: unknown[] }).findings, []);
    },
  ],
  [
    'row 12: what was done is taken back, and what others changed since stays',
    async ({ deploy, fix, get, change }) => {
      await deploy('a');
      const before = told(await get('deployments/a'));
      const { plan } = await fix(...rules, '--write');
      const { undo } = await fix('--approve', plan ?? '', '--reason', 'yes');
      await change('deployments/a', { metadata: { labels: { mine: 'yes' } } });
      const undone = await fix('--undo', undo ?? '');
      assert.deepEqual([undone.code, undone.objects.map(({ status }) => status)], [0, ['taken back']]);
      const after = told(await get('deployments/a'));
      assert.deepEqual(after, merged(before, { metadata: { labels: { mine: 'yes' } } }));
      assert.match((await fix('--undo', undo ?? '')).err, /was taken back before/);
    },
  ],
  [
    'row 12: nothing is taken back where somebody changed the same fields since',
    async ({ deploy, fix, get, change }) => {
      await deploy('a');
      await deploy('b');
      const { plan } = await fix(...rules, '--write');
      const { undo } = await fix('--approve', plan ?? '', '--reason', 'yes');
      await change('deployments/b', { spec: { template: { spec: { hostPID: true, hostIPC: true } } } });
      const { code, err } = await fix('--undo', undo ?? '');
      assert.deepEqual(
        [code, err.includes('changed in the same fields since; nothing was taken back')],
        [3, true],
      );
      assert.equal(at(await get('deployments/a'), hostPid), undefined);
    },
  ],
  [
    'a plan is stale once somebody changed what it is about; what only its status says does not matter',
    async ({ deploy, fix, get, change }) => {
      await deploy('a');
      const stale = await fix(...rules, '--write');
      await change('deployments/a', { metadata: { annotations: { mine: 'yes' } } });
      const { code, err } = await fix('--approve', stale.plan ?? '', '--reason', 'yes');
      assert.deepEqual(
        [code, err.includes('was changed since it was planned; nothing was changed')],
        [3, true],
      );
      assert.equal(at(await get('deployments/a'), hostPid), true);
      const { plan } = await fix(...rules, '--write');
      await change('deployments/a/status', { status: { replicas: 0, conditions: [condition] } });
      assert.equal((await fix('--approve', plan ?? '', '--reason', 'yes')).code, 0);
      assert.equal(at(await get('deployments/a'), '/metadata/annotations/mine'), 'yes');
    },
  ],
  [
    'two writers never overwrite each other',
    async ({ deploy, fix, get, change }) => {
      const names = Array.from({ length: 8 }, (_, index) => `a${index}`);
      await Promise.all(names.map((name) => deploy(name)));
      for (let round = 0; round < 6; round++) {
        const { plan } = await fix(...rules, '--write');
        const other = (async () => {
          await sleep(round * 16);
          for (const name of names)
            await change(`deployments/${name}`, { metadata: { annotations: { [`r${round}`]: 'x' } } });
        })();
        const { objects, undo } = await fix('--approve', plan ?? '', '--reason', 'yes');
        await other;
        const all = await Promise.all(names.map((name) => get(`deployments/${name}`)));
        for (const one of all) assert.equal(at(one, `/metadata/annotations/r${round}`), 'x');
        const isDone = (name: string): boolean =>
          objects.some(({ resource, status }) => resource.name === name && status === 'done');
        for (const [index, name] of names.entries())
          assert.equal(at(all[index], hostPid) === undefined, isDone(name), `${name} in round ${round}`);
        if (undo !== null) assert.equal((await fix('--undo', undo)).code, 0);
      }
    },
  ],
  [
    'what the configuration approves is changed at once, and the rest waits',
    async ({ deploy, fix, get, file }) => {
      await deploy('a');
      const config = file('own.json', { categories: { security: { autoFix: true, autoFixRisk: 'low' } } });
      const { plan, undo, objects, code } = await fix(...rules, '--write', '--config', config);
      assert.equal(code, 1);
      assert.deepEqual(
        objects.map(({ status }) => status),
        ['done', 'waits'],
      );
      assert.equal(at(await get('deployments/a'), escalates), false);
      assert.equal(at(await get('deployments/a'), hostPid), true);
      assert.equal((await fix('--approve', plan ?? '', '--reason', 'yes')).code, 0);
      assert.equal((await fix('--undo', undo ?? '')).code, 0);
      assert.equal(at(await get('deployments/a'), escalates), undefined);
      assert.equal(at(await get('deployments/a'), hostPid), undefined);
    },
  ],
  [
    'row 18: whoever may not patch is told so before anything is sent, and the plan goes on waiting',
    async ({ deploy, fix, fixAs, get, world }) => {
      await deploy('a');
      const reader = { apiGroups: ['*'], resources: ['*'], verbs: ['get', 'list'] };
      const token = await world.account('reader');
      await world.grant('reader', {
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'ClusterRole',
        rules: [reader],
      });
      const config = world.kubeconfigFor('reader', { token });
      const shown = await fixAs(config, ...rules);
      assert.deepEqual([shown.code, shown.objects.map(({ status }) => status)], [1, ['not done']]);
      assert.match(shown.objects[0]?.why ?? '', /you may not patch deployments in namespace/);
      const { plan } = await fix(...rules, '--write');
      const { code, err } = await fixAs(
        config,
        '--approve',
        plan ?? '',
        '--reason',
        'yes',
        '--context',
        'reader',
      );
      assert.deepEqual([code, /you may not patch deployments .*; nothing was changed/s.test(err)], [3, true]);
      assert.equal(at(await get('deployments/a'), hostPid), true);
      assert.equal((await fix('--approve', plan ?? '', '--reason', 'yes')).code, 0);
    },
  ],
  [
    'the generated role of those who mend is enough to plan, approve and take back',
    async ({ deploy, fixAs, get, world }) => {
      await deploy('a');
      const role = [
        'rules',
        'host-pid',
        'privilege-escalation',
        '--cluster-role',
        '--fixing',
        '--format',
        'json',
      ];
      const { out } = await writ(world.kubeconfig, role);
      await world.grant('fixer', JSON.parse(out) as JsonObject);
      const config = world.kubeconfigFor('fixer', { token: await world.account('fixer') });
      const { plan } = await fixAs(config, ...rules, '--write');
      const { code, undo } = await fixAs(config, '--approve', plan ?? '', '--reason', 'yes');
      assert.deepEqual([code, at(await get('deployments/a'), hostPid)], [0, undefined]);
      assert.equal((await fixAs(config, '--undo', undo ?? '')).code, 0);
    },
  ],
  [
    'the Deployment is repaired, not its ReplicaSet and pods, and its rollout is watched',
    async ({ deploy, fix, get }) => {
      await deploy('a', { spec: { replicas: 1, progressDeadlineSeconds: 2 } });
      await until(async () => ((await get('pods'))['items'] as readonly JsonObject[]).length > 0);
      const [pod] = (await get('pods'))['items'] as readonly JsonObject[];
      const shown = await fix(...rules);
      assert.deepEqual(
        shown.objects.map(({ resource }) => resource.kind),
        ['Deployment'],
      );
      const { plan } = await fix(...rules, '--write');
      const late = await fix('--approve', plan ?? '', '--reason', 'yes', '--rollout-timeout', '60');
      // Nothing runs pods here, so its rollout cannot succeed.
      assert.deepEqual([late.code, late.objects.map(({ status }) => status)], [3, ['failed']]);
      assert.match(late.objects[0]?.why ?? '', /its rollout failed: .*progress/);
      assert.notEqual(late.undo, null);
      const name = at(pod, '/metadata/name');
      assert.ok(typeof name === 'string');
      const now = await get(`pods/${name}`);
      assert.equal(at(now, '/spec/hostPID') ?? true, true);
      assert.equal(
        (await fix('--undo', late.undo ?? '', '--rollout-timeout', '1')).objects[0]?.status,
        'taken back',
      );
      assert.equal(at(await get('deployments/a'), hostPid), true);
    },
  ],
  [
    'a rollout that fails stops what comes after it',
    async ({ deploy, fix, get }) => {
      await deploy('a', { spec: { replicas: 1, progressDeadlineSeconds: 1 } });
      await deploy('b');
      const { plan } = await fix(...rules, '--write');
      const { objects, undo } = await fix(
        '--approve',
        plan ?? '',
        '--reason',
        'yes',
        '--rollout-timeout',
        '30',
      );
      assert.deepEqual(
        objects.map(({ status }) => status),
        ['failed', 'not done'],
      );
      assert.equal(at(await get('deployments/b'), hostPid), true);
      const undone = await fix('--undo', undo ?? '', '--rollout-timeout', '1');
      assert.deepEqual(
        undone.objects.map(({ status }) => status),
        ['taken back', 'was not made'],
      );
    },
  ],
  [
    'a Pod that nobody owns and the pods of a Job cannot be changed: that is said, with what to do',
    async ({ fix, namespace, world, get }) => {
      const spec = { hostPID: true, containers: [app] };
      await world.create({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a', namespace }, spec });
      await world.create({
        apiVersion: 'batch/v1',
        kind: 'Job',
        metadata: { name: 'b', namespace },
        spec: { template: { spec: { ...spec, restartPolicy: 'Never' } } },
      });
      const { objects, out } = await fix(...rules, '--write');
      assert.deepEqual(
        objects.map(({ status }) => status),
        ['elsewhere', 'elsewhere'],
      );
      assert.ok(objects.every(({ why }) => why?.includes('make it anew')));
      assert.ok(out.includes('"path": "/spec/hostPID"'));
      assert.equal(at(await get('pods/a'), '/spec/hostPID'), true);
    },
  ],
  [
    'what Helm, Argo CD, Flux or an operator manages is not patched: the diff says what to change in its source',
    async ({ deploy, fix, get, world, namespace, store }) => {
      const owner = { apiVersion: 'example.com/v1', kind: 'Widget', name: 'w', uid: 'u', controller: true };
      const managed: Readonly<Record<string, JsonObject>> = {
        argo: { annotations: { 'argocd.argoproj.io/tracking-id': `shop:apps/Deployment:${namespace}/argo` } },
        flux: { labels: { 'kustomize.toolkit.fluxcd.io/name': 'apps' } },
        helm: { annotations: { 'meta.helm.sh/release-name': 'shop' } },
        owned: { ownerReferences: [owner] },
      };
      for (const [name, metadata] of Object.entries(managed)) await deploy(name, { metadata });
      const before = await Promise.all(Object.keys(managed).map((name) => get(`deployments/${name}`)));
      const { objects, plan, code } = await fix(...rules, '--write');
      assert.deepEqual([code, plan], [1, null]);
      assert.deepEqual(
        objects.map(({ status }) => status),
        ['elsewhere', 'elsewhere', 'elsewhere', 'elsewhere'],
      );
      for (const [index, tool] of ['Argo CD', 'Flux', 'Helm', 'Widget w'].entries())
        assert.ok(objects[index]?.why?.includes(tool), objects[index]?.why ?? '');
      const versions = before.map((one) => at(one, '/metadata/generation'));
      const after = await Promise.all(Object.keys(managed).map((name) => get(`deployments/${name}`)));
      assert.deepEqual(
        after.map((one) => at(one, '/metadata/generation')),
        versions,
      );
      const { out } = await writ(world.kubeconfig, [
        'fix',
        '--cluster',
        '--namespace',
        namespace,
        ...rules,
        '--store',
        store,
      ]);
      assert.match(out, /^-      hostPID: true$/m);
      assert.match(out, /helm upgrade/);
    },
  ],
  [
    'what the API server refuses is told in its words, and the others are repaired',
    async ({ deploy, fix, world, namespace }) => {
      await deploy('a');
      await deploy('b');
      await world.create(refusing(namespace));
      await world.create(refusalOf(namespace));
      await until(async () => {
        const { objects } = await fix(...rules);
        return objects.some(({ status }) => status === 'not done');
      });
      const { objects } = await fix(...rules, '--write');
      assert.deepEqual(
        objects.map(({ status }) => status),
        ['waits', 'not done'],
      );
      assert.match(objects[1]?.why ?? '', /b stays as it is/);
    },
  ],
  [
    'a secret beside a change is in no output, plan or record',
    async ({ fix, store, world, namespace }) => {
      const secret = 'canary-7f3a9c2b5d';
      const env = [{ name: 'PASSWORD', value: secret }];
      const pod = deployment('a', namespace);
      await world.create(
        merged(pod, { spec: { template: { spec: { containers: [{ ...app, env }] } } } }) as JsonObject,
      );
      const text = await writ(world.kubeconfig, [
        'fix',
        '--cluster',
        '--namespace',
        namespace,
        ...rules,
        '--store',
        store,
      ]);
      const { plan, out } = await fix(...rules, '--write');
      const approved = await fix('--approve', plan ?? '', '--reason', 'yes');
      const undone = await fix('--undo', approved.undo ?? '');
      const opened = openSqliteStore(store);
      const kept = JSON.stringify([
        await opened.plans.get(plan ?? ''),
        await opened.undo.list(9),
        await opened.audit.list(9),
      ]);
      await opened.close();
      for (const said of [text.out, out, approved.out, undone.out, kept]) assert.ok(!said.includes(secret));
    },
  ],
  ['killed at any moment, each change is recorded and undoable, or not made', killLive],
];

const condition = {
  type: 'Available',
  status: 'True',
  reason: 'x',
  message: 'y',
  lastUpdateTime: '2026-01-01T00:00:00Z',
  lastTransitionTime: '2026-01-01T00:00:00Z',
};

/** Refuses every change of the Deployment b. */
function refusing(namespace: string): JsonObject {
  return {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingAdmissionPolicy',
    metadata: { name: `keep-${namespace}` },
    spec: {
      matchConstraints: {
        resourceRules: [
          { apiGroups: ['apps'], apiVersions: ['v1'], operations: ['UPDATE'], resources: ['deployments'] },
        ],
      },
      validations: [{ expression: "object.metadata.name != 'b'", message: 'b stays as it is' }],
    },
  };
}

function refusalOf(namespace: string): JsonObject {
  return {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingAdmissionPolicyBinding',
    metadata: { name: `keep-${namespace}` },
    spec: {
      policyName: `keep-${namespace}`,
      validationActions: ['Deny'],
      matchResources: { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } } },
    },
  };
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + 30_000;
  while (!(await holds())) {
    assert.ok(performance.now() < end, 'waited half a minute');
    await sleep(100);
  }
}
