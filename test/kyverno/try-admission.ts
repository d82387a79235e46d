import assert from 'node:assert/strict';
import type { JsonObject } from '../../src/core/json.ts';
import { nameOf } from '../../src/core/resource.ts';
import type { Bench } from '../../src/prove/law.ts';
import { rules } from '../../src/rules/index.ts';
import type { Api } from '../cluster/api.ts';
import { enforced, type Enforcing } from '../cluster/enforced.ts';
import { keepPromises, type Promised, type Tried } from '../cluster/keep-promises.ts';
import { messageOf, must } from '../cluster/offer.ts';
import { poll } from '../cluster/poll.ts';
import type { Cluster } from '../cluster/start.ts';

interface World {
  readonly api: Api;
  readonly bench: Bench;
  /** Puts a rule to work, and gives the name of its policy. */
  readonly enforce: (id: string, how: Enforcing) => Promise<string>;
}

const namespace = 'admission';
const collections = {
  ValidatingPolicy: '/apis/policies.kyverno.io/v1/validatingpolicies',
  MutatingPolicy: '/apis/policies.kyverno.io/v1/mutatingpolicies',
  ClusterPolicy: '/apis/kyverno.io/v1/clusterpolicies',
} as const;

/** What a person meets who applies objects to a cluster with Kyverno in it. */
export async function tryAdmission({ api }: Cluster, bench: Bench): Promise<Tried> {
  await must(
    api.call('POST', '/api/v1/namespaces', {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: namespace },
    }),
  );
  const enforce: World['enforce'] = async (id, how) => {
    const rule = rules.find((one) => one.id === id) ?? assert.fail(id);
    const { policies, refused } = enforced([rule], how, bench);
    assert.deepEqual(refused, []);
    const objects = policies.flatMap(({ objects }) => objects);
    for (const object of objects)
      await must(api.call('POST', collections[object.kind as keyof typeof collections], object));
    return objects.map(nameOf).join();
  };
  return keepPromises(promises, () => ({ api, bench, enforce }));
}

const promises: readonly Promised<World>[] = [
  [
    'Kyverno takes every rule as a policy, of each kind that it has for them, by its own validation of policies',
    async ({ api, bench }) => {
      const alone = rules.filter(
        ({ related, asWritten }) => Object.keys(related).length === 0 && asWritten !== true,
      );
      const refused: string[] = [];
      let count = 0;
      for (const target of ['kyverno', 'kyverno-clusterpolicy', 'kyverno-mutating'] as const) {
        const { policies } = enforced(alone, { target, action: 'audit' }, bench);
        for (const object of policies.flatMap(({ objects }) => objects)) {
          const collection = collections[object.kind as keyof typeof collections];
          const answer = await api.call('POST', `${collection}?dryRun=All`, object);
          if (answer.status !== 201) refused.push(`${object.kind} ${nameOf(object)}: ${messageOf(answer)}`);
          count += 1;
        }
      }
      assert.deepEqual(refused, []);
      return `${count} policies`;
    },
  ],
  [
    'a ValidatingPolicy denies a Pod and a Deployment that break its rule, by its name, and admits others',
    async ({ api, enforce }) => {
      const name = await enforce('privileged-container', { target: 'kyverno', action: 'deny' });
      await denied(api, pod({ privileged: true }), `Policy ${name} failed: The container is privileged`);
      await denied(
        api,
        deployment({ privileged: true }),
        `Policy ${name} failed: The container is privileged`,
      );
      await admitted(api, pod({ privileged: false }));
      await admitted(api, deployment({ privileged: false }));
    },
  ],
  [
    'a ClusterPolicy does the same',
    async ({ api, enforce }) => {
      const name = await enforce('host-network', { target: 'kyverno-clusterpolicy', action: 'deny' });
      await denied(api, { ...pod({}), spec: { ...specOf({}), hostNetwork: true } }, name);
      await admitted(api, pod({}));
    },
  ],
  [
    'a ValidatingPolicy that warns admits, and says so',
    async ({ api, enforce }) => {
      const name = await enforce('host-pid', { target: 'kyverno', action: 'warn' });
      const object = { ...pod({}), spec: { ...specOf({}), hostPID: true } };
      await poll(`${name} to warn`, async () => {
        const { status, warnings } = await api.call('POST', path(object), object);
        assert.equal(status, 201);
        return warnings.some((text) => text.includes(name)) ? true : null;
      });
    },
  ],
  [
    'a MutatingPolicy repairs a Pod on its way, and blocks no Deployment',
    async ({ api, enforce }) => {
      await enforce('privilege-escalation', { target: 'kyverno-mutating', action: 'audit' });
      for (const object of [pod({}), deployment({})]) {
        await poll('the repair', async () => {
          const answer = await api.call('POST', path(object), object);
          assert.equal(answer.status, 201, messageOf(answer));
          return JSON.stringify(answer.body).includes('"allowPrivilegeEscalation":false') ? true : null;
        });
      }
    },
  ],
];

/** Kyverno registers its webhook for a policy within a second or two. */
async function denied(api: Api, object: JsonObject, said: string): Promise<void> {
  await poll(`a denial that says ${said}`, async () => {
    const answer = await api.call('POST', path(object), object);
    if (answer.status < 300) return null;
    assert.ok(messageOf(answer).includes(said), messageOf(answer));
    return true;
  });
}

async function admitted(api: Api, object: JsonObject): Promise<void> {
  const answer = await api.call('POST', path(object), object);
  assert.equal(answer.status, 201, messageOf(answer));
}

function path({ kind }: JsonObject): string {
  const root = kind === 'Pod' ? '/api/v1' : '/apis/apps/v1';
  return `${root}/namespaces/${namespace}/${kind === 'Pod' ? 'pods' : 'deployments'}?dryRun=All`;
}

function specOf(securityContext: JsonObject): JsonObject {
  return { containers: [{ name: 'app', image: 'busybox:1', securityContext }] };
}

function pod(securityContext: JsonObject): JsonObject {
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'one' }, spec: specOf(securityContext) };
}

function deployment(securityContext: JsonObject): JsonObject {
  const labels = { app: 'one' };
  const template = { metadata: { labels }, spec: specOf(securityContext) };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'one' },
    spec: { selector: { matchLabels: labels }, template },
  };
}
