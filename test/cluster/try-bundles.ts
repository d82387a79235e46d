import assert from 'node:assert/strict';
import type { JsonObject } from '../../src/core/json.ts';
import { nameOf, type Resource } from '../../src/core/resource.ts';
import type { Rule } from '../../src/core/rule.ts';
import type { Bench } from '../../src/prove/law.ts';
import { rules } from '../../src/rules/index.ts';
import type { Answer, Api } from './api.ts';
import { enforced } from './enforced.ts';
import { inEffect } from './in-effect.ts';
import { keepPromises, type Promised, type Tried } from './keep-promises.ts';
import { messageOf, must } from './offer.ts';
import { startCluster, type Cluster } from './start.ts';

const admission = '/apis/admissionregistration.k8s.io/v1';
/** How many rules are enforced, all of them about pods. */
const count = 100;
const requests = 400;

/** Three API servers: without policies, with a policy for each rule, and with the same rules bundled. */
interface World {
  readonly bare: Api;
  readonly each: Api;
  readonly bundled: Api;
  readonly bench: Bench;
}

/** What it costs to ask many rules, and what a person is told by them. */
export async function tryBundles(program: string, bench: Bench): Promise<Tried> {
  const clusters: Cluster[] = [];
  try {
    while (clusters.length < 3) clusters.push(await startCluster(program));
    const [bare, each, bundled] = clusters.map(({ api }) => api) as [Api, Api, Api];
    const many = podRules(bench);
    const auditing = { target: 'vap', action: 'audit' } as const;
    await install(each, objectsOf(enforced(many, auditing, bench)));
    await install(bundled, objectsOf(enforced(many, { ...auditing, bundles: true }, bench)));
    return await keepPromises(promises, () => ({ bare, each, bundled, bench }));
  } finally {
    for (const cluster of clusters) await cluster.stop();
  }
}

const promises: readonly Promised<World>[] = [
  [
    `${count} rules in bundles take at most 2.5 times as long as no policy, and a fourth of what ${count} policies take`,
    async ({ bare, each, bundled }) => {
      const [none, one, all] = await medians([bare, each, bundled]);
      const [toNone, toEach] = [all / none, one / all];
      const figures = `${none.toFixed(2)}, ${all.toFixed(2)}, ${one.toFixed(2)} ms; ratios ${toNone.toFixed(2)}, ${toEach.toFixed(2)}`;
      assert.ok(toNone <= 2.5 && toEach >= 4, figures);
      return figures;
    },
  ],
  [
    'a Pod that breaks five rules is told all five at once, by id and with what to do',
    async ({ bare, bench }) => {
      const broken = [
        'privileged-container',
        'host-network',
        'host-pid',
        'run-as-root-uid',
        'container-runtime-socket',
      ].map((id) => rules.find((rule) => rule.id === id) ?? assert.fail(id));
      const { policies } = enforced(broken, { target: 'vap', action: 'deny', bundles: true }, bench);
      const [only] = policies;
      assert.equal(policies.length, 1);
      await install(bare, only?.objects ?? []);
      const answer = await dryRun(bare, carelessPod);
      assert.equal(answer.status, 422, messageOf(answer));
      const said = messageOf(answer);
      assert.ok(said.includes(`ValidatingAdmissionPolicy '${only?.name}' with binding`), said);
      for (const { id, remedy } of broken) {
        assert.ok(said.includes(id), `${id} is not told: ${said}`);
        assert.ok(said.includes(remedy.advice), `no advice on ${id}: ${said}`);
      }
      return `${said.length} characters`;
    },
  ],
];

/** Rules about pods; as there are fewer, some a second time under another name. */
function podRules(bench: Bench): readonly Rule[] {
  const alone = rules.filter(
    ({ related, asWritten }) => Object.keys(related).length === 0 && asWritten !== true,
  );
  const { policies } = enforced(alone, { target: 'vap', action: 'audit' }, bench);
  const about = new Set(
    policies.flatMap(({ members, objects }) => (concernsPods(objects[0]) ? members.map(({ id }) => id) : [])),
  );
  const once = alone.filter(({ id }) => about.has(id));
  const twice = once.map((rule) => ({ ...rule, id: `${rule.id}-again` }));
  const many = [...once, ...twice].slice(0, count);
  assert.equal(many.length, count);
  return many;
}

function concernsPods(policy: JsonObject | undefined): boolean {
  const { matchConstraints } = (policy?.['spec'] ?? {}) as {
    readonly matchConstraints?: {
      readonly resourceRules: readonly { readonly resources: readonly string[] }[];
    };
  };
  return matchConstraints?.resourceRules.some(({ resources }) => resources.includes('pods')) === true;
}

function objectsOf({
  policies,
}: {
  readonly policies: readonly { readonly objects: readonly Resource[] }[];
}): readonly Resource[] {
  return policies.flatMap(({ objects }) => objects);
}

async function install(api: Api, objects: readonly Resource[]): Promise<void> {
  for (const object of objects) {
    const plural =
      object.kind === 'ValidatingAdmissionPolicy'
        ? 'validatingadmissionpolicies'
        : 'validatingadmissionpolicybindings';
    await must(api.call('POST', `${admission}/${plural}`, object));
  }
  await inEffect(api, `after-${nameOf(objects[0] ?? {})}`);
}

/** Median times of the same request to each server, asked in turn so that all see the same machine. */
async function medians(servers: readonly [Api, Api, Api]): Promise<readonly [number, number, number]> {
  const times = servers.map((): number[] => []);
  for (let index = 0; index < requests + 20; index++) {
    for (const [place, api] of servers.entries()) {
      const begun = performance.now();
      const { status } = await dryRun(api, plainPod);
      assert.equal(status, 201);
      // The first ones compile and open connections.
      if (index >= 20) times[place]?.push(performance.now() - begun);
    }
  }
  if (process.env['X'])
    for (const all of times) {
      const t = all.toSorted((a, b) => a - b);
      console.log([0.02, 0.1, 0.25, 0.5].map((q) => t[Math.floor(q * t.length)]?.toFixed(2)).join(' '));
    }
  return times.map((all) => all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)] ?? 0) as [
    number,
    number,
    number,
  ];
}

function dryRun(api: Api, pod: JsonObject): Promise<Answer> {
  return api.call('POST', '/api/v1/namespaces/default/pods?dryRun=All', pod);
}

const plainPod: JsonObject = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'plain', labels: { app: 'plain' } },
  spec: {
    automountServiceAccountToken: false,
    securityContext: { runAsNonRoot: true, runAsUser: 10_001, seccompProfile: { type: 'RuntimeDefault' } },
    containers: [
      {
        name: 'app',
        image: 'registry.example.com/plain:1.4.2',
        securityContext: {
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ['ALL'] },
        },
        resources: { requests: { cpu: '100m', memory: '64Mi' }, limits: { memory: '64Mi' } },
        readinessProbe: { httpGet: { path: '/ready', port: 8080 } },
        livenessProbe: { httpGet: { path: '/live', port: 8080 } },
      },
    ],
  },
};

const carelessPod: JsonObject = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'careless' },
  spec: {
    hostNetwork: true,
    hostPID: true,
    securityContext: { runAsUser: 0 },
    volumes: [{ name: 'socket', hostPath: { path: '/var/run/docker.sock' } }],
    containers: [
      {
        name: 'app',
        image: 'busybox:1',
        securityContext: { privileged: true },
        volumeMounts: [{ name: 'socket', mountPath: '/var/run/docker.sock' }],
      },
    ],
  },
};
