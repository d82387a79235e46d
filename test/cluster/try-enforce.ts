import assert from 'node:assert/strict';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { at, textAt, type JsonObject } from '../../src/core/json.ts';
import { openSqliteStore } from '../../src/store/sqlite-store.ts';
import { admission, edit, enforcePlaceIn, withSpec, type EnforcePlace } from './enforce-place.ts';
import { keepPromises, type Promised, type Tried } from './keep-promises.ts';
import { kyvernoPromises } from './enforce-with-kyverno.ts';
import { openLiveWorld } from './live-world.ts';
import { lossPromises } from './lose-enforcement.ts';
import type { Cluster } from './start.ts';

/** Tries everything that is promised about enforcement in clusters, one after the other; or those that hold a text. */
export async function tryEnforce(cluster: Cluster, about = ''): Promise<Tried> {
  using world = await openLiveWorld(cluster);
  const every = [...promises, ...lossPromises, ...kyvernoPromises];
  const all = every.filter(([promise]) => new RegExp(about).test(promise));
  return await keepPromises(all, (index) => enforcePlaceIn(world, `enforce-${index}`));
}

const rule = 'host-pid';
const name = /host-pid-[0-9a-f]{8}/;
const bindings = `${admission}/validatingadmissionpolicybindings`;

const promises: readonly Promised<EnforcePlace>[] = [
  [
    'what live objects a policy would refuse is shown before, by namespace and owner; then nothing is changed yet',
    async (place) => {
      const { enforce, policies, namespace, world } = place;
      await world.create(deployment(namespace));
      const { code, plan, blastRadius, statuses } = await enforce(rule, '--action', 'deny', '--apply');
      assert.deepEqual([code, statuses], [0, ['to create', 'to create']]);
      assert.match(plan ?? '', /^[0-9a-f]{16}$/);
      assert.deepEqual(
        blastRadius?.owners
          .filter((one) => one.namespace === namespace)
          .map(({ owner, team }) => [owner, team]),
        [['Deployment checkout', 'payments']],
      );
      assert.deepEqual(blastRadius?.unjudged, []);
      assert.deepEqual(await policies(), []);
      assert.equal((await enforce(rule, '--action', 'deny', '--apply')).plan, plan);
    },
  ],
  [
    'what is applied is seen at work: it refuses what it must by its name, and lets pass what it must; both are stored',
    async ({ enforce, done, pod, store, policies }) => {
      const begun = performance.now();
      const { code, statuses, notes } = await done(rule, '--action', 'deny', '--apply');
      assert.deepEqual([code, statuses, notes], [0, ['verified', 'verified'], []]);
      const took = ((performance.now() - begun) / 1000).toFixed(1);
      const refused = await pod('a', { hostPID: true });
      assert.equal(refused.status, 422);
      assert.match(
        textAt(refused.body, '/message') ?? '',
        /ValidatingAdmissionPolicy 'host-pid-[0-9a-f]{8}'/,
      );
      assert.equal((await pod('a', {})).status, 201);
      assert.equal((await policies()).length, 2);
      const status = await enforce('--status');
      assert.deepEqual([status.code, status.statuses], [0, ['verified', 'verified']]);
      const opened = openSqliteStore(store);
      const acts = (await opened.audit.list(10)).map(({ action }) => action).toReversed();
      const { broken } = await opened.audit.verify(null);
      await opened.close();
      const each = ['enforce.begin', 'enforce.begin', 'enforce.applied', 'enforce.applied'];
      assert.deepEqual(acts, [
        'enforce.plan',
        'approval.give',
        ...each,
        'enforce.verified',
        'enforce.verified',
      ]);
      assert.equal(broken, null);
      return `${took} s from plan to verified`;
    },
  ],
  [
    'one that warns is seen in a warning, and one that audits in the metrics of the API server',
    async ({ done }) => {
      for (const action of ['warn', 'audit'])
        assert.deepEqual(
          (
            await done(
              `host-ipc`,
              '--action',
              action,
              '--apply',
              '--namespaces',
              'default',
              ...(action === 'warn' ? [] : ['--target', 'vap']),
            )
          ).statuses.at(-1),
          'verified',
        );
    },
  ],
  [
    'applied again there is nothing to do; a plan is carried out once, for a reason, and one that is refused never',
    async ({ enforce, done, policies }) => {
      await done(rule, '--apply');
      const again = await enforce(rule, '--apply');
      assert.deepEqual([again.code, again.plan, again.statuses], [0, null, ['verified', 'verified']]);
      const { plan } = await enforce('host-ipc', '--apply');
      assert.match((await enforce('--approve', plan ?? '')).err, /for a reason/);
      assert.equal((await enforce('--refuse', plan ?? '', '--reason', 'not now')).code, 0);
      const late = await enforce('--approve', plan ?? '', '--reason', 'but yes');
      assert.match(late.err, /carried out or refused before/);
      assert.equal((await policies()).length, 2);
    },
  ],
  [
    'drift: what somebody edits by hand is found, field by field, and put back',
    async (place) => {
      const { enforce, done, policies } = place;
      await done(rule, '--action', 'deny', '--apply');
      const binding = (await policies()).find((one) => one.startsWith('binding'))?.slice(8) ?? '';
      await edit(place, `${bindings}/${binding}`, (object) =>
        withSpec(object, { validationActions: ['Audit'] }),
      );
      const status = await enforce('--status');
      assert.deepEqual([status.code, status.statuses], [1, ['verified', 'drifted']]);
      assert.match(status.objects[1]?.why ?? '', /somebody changed spec.validationActions/);
      assert.deepEqual((await done(rule, '--action', 'deny', '--apply')).statuses, ['verified']);
      assert.deepEqual((await enforce('--status')).code, 0);
      await place.call('DELETE', `${bindings}/${binding}`);
      assert.deepEqual((await enforce('--status')).statuses, ['verified', 'missing']);
      await done(rule, '--action', 'deny', '--apply');
      assert.deepEqual((await enforce('--status')).statuses, ['verified', 'verified']);
    },
  ],
  [
    'a label that others put on a policy is no drift, and stays when the policy is changed',
    async (place) => {
      const { enforce, done, policies, call } = place;
      await done(rule, '--action', 'audit', '--apply');
      const binding = (await policies()).find((one) => one.startsWith('binding'))?.slice(8) ?? '';
      const path = `${bindings}/${binding}`;
      await edit(place, path, (object) => {
        const metadata = object['metadata'] as JsonObject;
        return {
          ...object,
          metadata: { ...metadata, annotations: { ...(metadata['annotations'] as JsonObject), mine: 'yes' } },
        };
      });
      assert.deepEqual((await enforce('--status')).code, 0);
      await done(rule, '--action', 'warn', '--apply', '--reason', 'yes');
      assert.equal(at((await call('GET', path)).body, '/metadata/annotations/mine'), 'yes');
    },
  ],
  [
    'orphan: what has our labels and no store knows is told, and taken out by a plan; what was applied from files stays',
    async (place) => {
      const { enforce, done, policies, store, world } = place;
      await done(rule, '--apply');
      for (const end of ['', '-wal', '-shm']) rmSync(`${store}${end}`, { force: true });
      const status = await enforce('--status');
      assert.deepEqual([status.code, status.statuses], [1, ['orphaned', 'orphaned']]);
      const file = JSON.parse((await enforce('host-ipc')).out) as { policies: { objects: JsonObject[] }[] };
      for (const object of file.policies[0]?.objects ?? []) await world.create(object);
      const pruned = await done('--prune');
      assert.deepEqual(pruned.statuses, ['removed', 'removed']);
      assert.deepEqual(
        (await policies()).filter((one) => name.test(one)),
        [],
      );
      assert.equal((await policies()).length, 2);
      assert.match((await enforce('--status')).objects[0]?.why ?? '', /applied from a file/);
      assert.equal((await enforce('--prune')).plan, null);
    },
  ],
  [
    'a store that lost its memory learns of what is there as it is wanted, without changing the cluster',
    async ({ enforce, done, store }) => {
      await done(rule, '--action', 'deny', '--apply');
      for (const end of ['', '-wal', '-shm']) rmSync(`${store}${end}`, { force: true });
      const again = await enforce(rule, '--action', 'deny', '--apply');
      assert.deepEqual([again.plan, again.statuses], [null, ['verified', 'verified']]);
      assert.equal((await enforce('--status')).code, 0);
    },
  ],
  [
    'forbidden: every right that is missing is named, and nothing is changed or stored',
    async ({ enforceAs, world, policies, store }) => {
      const token = await world.account('looker');
      await world.grant('looker', role(['get', 'list']));
      const { code, err } = await enforceAs(world.kubeconfigFor('looker', { token }), rule, '--apply');
      assert.equal(code, 3);
      for (const right of [
        'create validatingadmissionpolicies',
        'create validatingadmissionpolicybindings',
        'delete validatingadmissionpolicies',
      ])
        assert.ok(err.includes(right), err);
      assert.deepEqual(await policies(), []);
      const opened = openSqliteStore(store);
      assert.deepEqual([await opened.plans.open(9), await opened.audit.list(9)], [[], []]);
      await opened.close();
    },
  ],
  [
    'who may not carry a plan out is told so, and it goes on waiting for somebody who may',
    async ({ enforce, enforceAs, world, policies }) => {
      const { plan } = await enforce(rule, '--apply');
      const token = await world.account('other');
      await world.grant('other', role(['get', 'list']));
      const config = world.kubeconfigFor('test', { token });
      const tried = await enforceAs(config, '--approve', plan ?? '', '--reason', 'yes');
      world.kubeconfigFor('test', {});
      assert.deepEqual([tried.code, tried.err.includes('you may not')], [3, true]);
      assert.deepEqual(await policies(), []);
      assert.equal((await enforce('--approve', plan ?? '', '--reason', 'yes')).code, 0);
    },
  ],
  [
    'who may put policies there and not try them is told that nobody saw them at work',
    async ({ enforceAs, world }) => {
      const token = await world.account('installer');
      await world.grant('installer', role(['get', 'list', 'create', 'update', 'delete']));
      const config = world.kubeconfigFor('test', { token });
      const { plan } = await enforceAs(config, rule, '--apply');
      const { code, statuses, objects } = await enforceAs(config, '--approve', plan ?? '', '--reason', 'yes');
      world.kubeconfigFor('test', {});
      assert.deepEqual([code, statuses], [1, ['applied', 'applied']]);
      assert.match(objects[0]?.why ?? '', /may not/);
    },
  ],
  [
    "name taken: a stranger's policy is never overwritten",
    async ({ enforce, call, policies }) => {
      const rendered = JSON.parse((await enforce(rule)).out) as { policies: { objects: JsonObject[] }[] };
      const object = rendered.policies[0]?.objects[0] ?? {};
      const called = textAt(object, '/metadata/name') ?? '';
      const stranger = { ...object, metadata: { name: called } };
      const path = `${admission}/validatingadmissionpolicies`;
      assert.equal((await call('POST', path, stranger)).status, 201);
      const { code, err } = await enforce(rule, '--apply');
      assert.deepEqual([code, err.includes("is not Writ's; nothing was changed")], [3, true]);
      const { body } = await call('GET', `${path}/${called}`);
      assert.equal(at(body, '/metadata/generation'), 1);
      assert.equal((await enforce('--status')).objects.length, 0);
      assert.deepEqual(await policies(), []);
    },
  ],
  [
    'a name that a stranger takes between plan and approval makes the plan stale',
    async ({ enforce, call }) => {
      const { plan, objects } = await enforce(rule, '--apply');
      const rendered = JSON.parse((await enforce(rule)).out) as { policies: { objects: JsonObject[] }[] };
      const object = rendered.policies[0]?.objects[0] ?? {};
      const stranger = { ...object, metadata: { name: objects[0]?.resource.name ?? '' } };
      await call('POST', `${admission}/validatingadmissionpolicies`, stranger);
      const { code, err } = await enforce('--approve', plan ?? '', '--reason', 'yes');
      assert.deepEqual([code, err.includes('is there by now since it was planned')], [3, true]);
      assert.equal((await enforce('--status')).objects.length, 0);
    },
  ],
  [
    'promotion: what would have been refused stands against it, and only a reason goes past it',
    async (place) => {
      const { enforce, done, world, namespace, store } = place;
      await done(rule, '--action', 'audit', '--apply', '--namespaces', namespace);
      await world.create(deployment(namespace));
      const log = join(world.folder, 'audit.log');
      const policy = (await enforce('--status')).objects[0]?.policy ?? '';
      writeFileSync(log, auditLog(policy));
      const held = await enforce('--promote', rule, '--audit-log', log);
      assert.deepEqual([held.code, held.plan], [3, null]);
      const [evidence] = held.evidence;
      assert.deepEqual(
        [evidence?.from, evidence?.to, evidence?.live, evidence?.logged],
        ['audit', 'warn', 1, 1],
      );
      const { plan } = await enforce('--promote', rule, '--reason', 'announced');
      const applied = await enforce('--approve', plan ?? '', '--reason', 'announced');
      assert.deepEqual(applied.statuses, ['verified']);
      await done('--promote', rule, '--reason', 'announced');
      assert.equal((await place.pod('a', { hostPID: true })).status, 422);
      assert.ok(readFileSync(store).length > 0);
    },
  ],
  [
    'what is no longer wanted is taken out by a plan: by name, or all but what is named',
    async ({ enforce, done, policies }) => {
      await done(rule, 'host-ipc', '--apply');
      assert.equal((await policies()).length, 4);
      assert.deepEqual((await done(rule, '--prune')).statuses, ['removed', 'removed']);
      assert.deepEqual(
        (await policies()).every((one) => name.test(one)),
        true,
      );
      assert.deepEqual((await done('--remove', rule)).statuses, ['removed', 'removed']);
      assert.deepEqual(await policies(), []);
      assert.deepEqual((await enforce('--status')).objects, []);
      assert.match((await enforce('--remove', rule)).err, /nothing in the cluster is called/);
    },
  ],
  [
    'what another policy refuses before still shows in what the API server counts',
    async ({ world, done, call }) => {
      await world.create(refusingEverything);
      await world.create(refusalOfEverything);
      while ((await call('POST', '/api/v1/namespaces/default/pods?dryRun=All', barePod)).status === 201)
        await sleep(50);
      const { statuses, objects } = await done(rule, '--action', 'deny', '--apply');
      assert.deepEqual(statuses, ['verified', 'verified']);
      return objects[0]?.why ?? 'told by the answer itself';
    },
  ],
  [
    'a policy from a file, of which no example is known, is tried with copies of live objects',
    async ({ world, done, namespace }) => {
      await world.create(labelled('bad', namespace, {}));
      await world.create(labelled('good', namespace, { team: 'shop' }));
      const file = join(world.folder, 'own.yaml');
      writeFileSync(file, JSON.stringify(ownPolicy(namespace)));
      const { statuses, objects } = await done(file, '--action', 'deny', '--apply');
      assert.deepEqual(statuses, ['verified', 'verified']);
      assert.equal(objects[0]?.why, null);
    },
  ],
  [
    'a whole profile is planned, applied and seen at work, rule by rule and as a bundle, of which no part goes alone',
    async ({ enforce, done }) => {
      const begun = performance.now();
      const applied = await done('--profile', 'baseline', '--action', 'warn', '--apply');
      const took = ((performance.now() - begun) / 1000).toFixed(1);
      assert.deepEqual(
        applied.objects.filter(({ status, untried }) => status !== 'verified' && untried !== true),
        [],
      );
      assert.deepEqual((await done('--remove', rule)).statuses, ['removed', 'removed']);
      await done('--remove', 'all');
      const bundle = await done('--profile', 'baseline', '--bundle', '--action', 'warn', '--apply');
      assert.ok(bundle.objects.length < applied.objects.length);
      const part = await enforce('--remove', rule);
      assert.deepEqual([part.code, /is one of \d+ rules of the policy/.test(part.err)], [2, true]);
      assert.equal((await done('--promote', bundle.objects[0]?.policy ?? '', '--reason', 'x')).code, 0);
      return `${applied.objects.length} objects in ${took} s`;
    },
  ],
];

function labelled(called: string, namespace: string, labels: JsonObject): JsonObject {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: called, namespace, labels } };
}

/** Somebody's own policy, for what is in a namespace. */
function ownPolicy(namespace: string): JsonObject {
  return {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingAdmissionPolicy',
    metadata: { name: 'needs-team' },
    spec: {
      matchConstraints: {
        resourceRules: [
          {
            apiGroups: [''],
            apiVersions: ['v1'],
            operations: ['CREATE', 'UPDATE'],
            resources: ['configmaps'],
          },
        ],
        namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } },
      },
      validations: [
        { expression: "'team' in object.metadata.?labels.orValue({})", message: 'say whose it is' },
      ],
    },
  };
}

const barePod: JsonObject = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'x' },
  spec: { containers: [{ name: 'a', image: 'nginx' }] },
};

const refusingEverything: JsonObject = {
  apiVersion: 'admissionregistration.k8s.io/v1',
  kind: 'ValidatingAdmissionPolicy',
  metadata: { name: 'a-freeze' },
  spec: {
    matchConstraints: {
      resourceRules: [{ apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['pods'] }],
    },
    validations: [{ expression: 'false', message: 'everything is frozen' }],
  },
};

const refusalOfEverything: JsonObject = {
  apiVersion: 'admissionregistration.k8s.io/v1',
  kind: 'ValidatingAdmissionPolicyBinding',
  metadata: { name: 'a-freeze' },
  spec: { policyName: 'a-freeze', validationActions: ['Deny'] },
};

function role(verbs: readonly string[]): JsonObject {
  return {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRole',
    rules: [
      { apiGroups: ['admissionregistration.k8s.io'], resources: ['*'], verbs: [...verbs] },
      { apiGroups: ['', 'apps', 'batch'], resources: ['*'], verbs: ['get', 'list'] },
    ],
  };
}

function deployment(namespace: string): JsonObject {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'checkout', namespace, labels: { team: 'payments' } },
    spec: {
      replicas: 0,
      selector: { matchLabels: { app: 'a' } },
      template: {
        metadata: { labels: { app: 'a' } },
        spec: { hostPID: true, containers: [{ name: 'a', image: 'nginx' }] },
      },
    },
  };
}

/** One event that counts, one of another policy, one from before, and one of an earlier stage. */
function auditLog(policy: string): string {
  const event = (of: string, time: string, stage: string): string =>
    JSON.stringify({
      kind: 'Event',
      apiVersion: 'audit.k8s.io/v1',
      stage,
      requestReceivedTimestamp: time,
      annotations: {
        'validation.policy.admission.k8s.io/validation_failure': JSON.stringify([
          { policy: of, message: 'm' },
        ]),
      },
    });
  return [
    event(policy, '2999-01-01T00:00:00Z', 'ResponseComplete'),
    event('another', '2999-01-01T00:00:00Z', 'ResponseComplete'),
    event(policy, '2020-01-01T00:00:00Z', 'ResponseComplete'),
    event(policy, '2999-01-01T00:00:00Z', 'RequestReceived'),
  ].join('\n');
}
