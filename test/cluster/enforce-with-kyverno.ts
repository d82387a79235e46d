import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { JsonObject } from '../../src/core/json.ts';
import { openSqliteStore } from '../../src/store/sqlite-store.ts';
import { admission, type EnforcePlace } from './enforce-place.ts';
import type { Promised } from './keep-promises.ts';
import { must } from './offer.ts';
import { poll } from './poll.ts';

const rule = 'host-pid';
const definitions = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
const webhooks = `${admission}/validatingwebhookconfigurations`;
const policies = '/apis/policies.kyverno.io/v1/validatingpolicies';

/** What is promised of clusters with and without Kyverno, whose kinds are there without its controller. */
export const kyvernoPromises: readonly Promised<EnforcePlace>[] = [
  [
    'CRD missing: a cluster that does not serve the kind is told before anything is stored',
    async ({ enforce, store }) => {
      const { code, err } = await enforce(rule, '--target', 'kyverno', '--apply');
      assert.deepEqual([code, err.includes('there is no Kyverno in the cluster')], [3, true]);
      const opened = openSqliteStore(store);
      assert.deepEqual([await opened.plans.open(9), await opened.audit.list(9)], [[], []]);
      await opened.close();
    },
  ],
  [
    'the version of Kyverno is known by what its CRDs describe; older ones are given the kind that they have',
    async ({ enforce, call }) => {
      await define(call, definition('kyverno.io', 'ClusterPolicy', ['v1'], failureAction));
      const early = await poll('the kind', async () => {
        const said = await enforce(rule, '--target', 'kyverno', '--apply');
        return said.err.includes('there is no Kyverno') ? null : said;
      });
      assert.deepEqual(
        [early.code, early.objects[0]?.resource.kind, early.out.includes('"kyverno": "1.13"')],
        [0, 'ClusterPolicy', true],
      );
      await define(call, definition('policies.kyverno.io', 'ValidatingPolicy', ['v1', 'v1beta1'], {}));
      await define(call, definition('policies.kyverno.io', 'MutatingPolicy', ['v1'], auditAnnotations));
      await poll('the kinds', async () => ((await call('GET', policies)).status === 200 ? true : null));
      const { out } = await enforce(rule, '--target', 'kyverno', '--apply');
      assert.match(out, /"kyverno": "1\.19"/);
    },
  ],
  [
    'webhook not ready: what is applied is stored as applied, nobody is told that it is at work, and it is told why',
    async ({ enforce, done, call }) => {
      const late = ['--action', 'deny', '--target', 'kyverno', '--verify-timeout', '1'];
      const { plan } = await enforce(rule, ...late, '--apply');
      const unseen = await enforce('--approve', plan ?? '', '--reason', 'x', '--verify-timeout', '1');
      assert.deepEqual([unseen.code, unseen.statuses], [1, ['applied']]);
      assert.match(unseen.objects[0]?.why ?? '', /nothing enforces it yet/);
      assert.match(unseen.notes.join('\n'), /Kyverno has told the API server of no webhook/);
      await must(call('POST', webhooks, deadWebhook));
      const dead = await poll('the webhook', async () => {
        const again = await enforce(rule, ...late, '--apply');
        return again.objects[0]?.why?.includes('a webhook does not answer') === true ? again : null;
      });
      assert.deepEqual([dead.code, dead.plan, dead.statuses], [1, null, ['applied']]);
      await must(call('DELETE', `${webhooks}/kyverno-resource-validating-webhook-cfg`));
      await sleep(300);
      const status = await enforce('--status');
      assert.deepEqual([status.code, status.statuses], [0, ['applied']]);
      assert.deepEqual((await done('--remove', 'all')).statuses, ['removed']);
    },
  ],
  [
    'moved to another target, the older one is superseded, and taken out by a plan',
    async ({ enforce, done, policies: known }) => {
      await done(rule, '--apply');
      const moved = ['--target', 'kyverno', '--apply'];
      const { plan } = await enforce(rule, ...moved);
      await enforce('--approve', plan ?? '', '--reason', 'x', '--verify-timeout', '1');
      const status = await enforce('--status');
      assert.deepEqual([status.code, status.statuses], [1, ['superseded', 'superseded', 'applied']]);
      assert.deepEqual((await done('--prune')).statuses, ['removed', 'removed']);
      assert.deepEqual(await known(), []);
      assert.equal((await enforce('--status')).code, 0);
      await done('--remove', 'all');
    },
  ],
  [
    'promotion: what reports have open stands against it',
    async ({ enforce, done, call, namespace }) => {
      await done(rule, '--apply', '--namespaces', namespace);
      const policy = (await enforce('--status')).objects[0]?.policy ?? '';
      await define(call, definition('wgpolicyk8s.io', 'PolicyReport', ['v1alpha2'], {}));
      const path = `/apis/wgpolicyk8s.io/v1alpha2/namespaces/${namespace}/policyreports`;
      await poll('reports', async () => ((await call('GET', path)).status === 200 ? true : null));
      await must(call('POST', path, report(policy)));
      const held = await poll('reports to be discovered', async () => {
        const said = await enforce('--promote', rule);
        return (said.evidence[0]?.reported ?? null) === null ? null : said;
      });
      assert.deepEqual([held.code, held.plan, held.evidence[0]?.reported], [3, null, 2]);
      assert.match(held.objects[0]?.why ?? '', /reports have 2 open/);
    },
  ],
];

const failureAction: JsonObject = {
  rules: {
    type: 'array',
    items: {
      type: 'object',
      'x-kubernetes-preserve-unknown-fields': true,
      properties: {
        validate: {
          type: 'object',
          'x-kubernetes-preserve-unknown-fields': true,
          properties: { failureAction: { type: 'string' } },
        },
      },
    },
  },
};

const auditAnnotations: JsonObject = {
  auditAnnotations: {
    type: 'array',
    items: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
  },
};

/** A CustomResourceDefinition that takes anything, and describes some fields of a spec. */
function definition(
  group: string,
  kind: string,
  versions: readonly string[],
  properties: JsonObject,
): JsonObject {
  const lower = kind.toLowerCase();
  const plural = lower.endsWith('y') ? `${lower.slice(0, -1)}ies` : `${lower}s`;
  const open = { type: 'object', 'x-kubernetes-preserve-unknown-fields': true };
  const spec = { ...open, properties };
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: {
      name: `${plural}.${group}`,
      annotations: { 'api-approved.kubernetes.io': 'unapproved, for a test' },
    },
    spec: {
      group,
      scope: kind === 'PolicyReport' ? 'Namespaced' : 'Cluster',
      names: { kind, plural, singular: lower, listKind: `${kind}List` },
      versions: versions.map((name, index) => ({
        name,
        served: true,
        storage: index === 0,
        schema: { openAPIV3Schema: { ...open, properties: { spec } } },
      })),
    },
  };
}

async function define(call: EnforcePlace['call'], object: JsonObject): Promise<void> {
  await must(call('POST', definitions, object));
}

/** Kyverno's webhook, with nothing behind it. */
const deadWebhook: JsonObject = {
  apiVersion: 'admissionregistration.k8s.io/v1',
  kind: 'ValidatingWebhookConfiguration',
  metadata: { name: 'kyverno-resource-validating-webhook-cfg' },
  webhooks: [
    {
      name: 'vpol.validate.kyverno.svc-fail',
      admissionReviewVersions: ['v1'],
      sideEffects: 'None',
      timeoutSeconds: 1,
      clientConfig: { url: 'https://127.0.0.1:1/validate' },
      rules: [{ apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['pods'] }],
    },
  ],
};

/** What Kyverno would report: one result that fails for two objects, one that passes, one of another policy. */
function report(policy: string): JsonObject {
  const pods = ['a', 'b'].map((name) => ({ apiVersion: 'v1', kind: 'Pod', name }));
  return {
    apiVersion: 'wgpolicyk8s.io/v1alpha2',
    kind: 'PolicyReport',
    metadata: { name: 'report' },
    results: [
      { policy, result: 'fail', resources: pods },
      { policy, result: 'pass', resources: pods },
      { policy: 'another', result: 'fail', resources: pods },
    ],
  };
}
