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
const requests = 300;
/** What is wanted; what was measured is in docs/verification.md. */
const bounds = { ofNone: 2.5, ofEach: 4 };

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
    for (const { api } of clusters) {
      const metadata = { name: 'bundles' };
      await must(api.call('POST', '/api/v1/namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata }));
    }
    const many = podRules(bench);
    const denying = { target: 'vap', action: 'deny' } as const;
    await install(each, objectsOf(enforced(many, denying, bench)));
    await install(bundled, objectsOf(enforced(many, { ...denying, bundles: true }, bench)));
    return await keepPromises(promises, () => ({ bare, each, bundled, bench }));
  } finally {
    for (const cluster of clusters) await cluster.stop();
  }
}

const promises: readonly Promised<World>[] = [
  [
    `${count} rules in bundles take few times as long as no policy, and a fraction of what ${count} policies take`,
    async ({ bare, each, bundled }) => {
      const [none, one, all] = await times([bare, each, bundled]);
      const [toNone, toEach] = [all / none, one / all];
      const figures = `${none.toFixed(2)}, ${all.toFixed(2)}, ${one.toFixed(2)} ms; ratios ${toNone.toFixed(2)}, ${toEach.toFixed(2)}`;
      assert.ok(toNone <= bounds.ofNone && toEach >= bounds.ofEach, figures);
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

/** Times of the same request to each server, asked in turn so that all see the same machine; a tenth is quicker. */
async function times(servers: readonly [Api, Api, Api]): Promise<readonly [number, number, number]> {
  const taken = servers.map((): number[] => []);
  for (let index = 0; index < requests + 20; index++) {
    for (const [place, api] of servers.entries()) {
      const begun = performance.now();
      const answer = await api.call('POST', '/apis/apps/v1/namespaces/bundles/deployments?dryRun=All', sound);
      assert.equal(answer.status, 201, messageOf(answer));
      // The first ones compile and open connections.
      if (index >= 20) taken[place]?.push(performance.now() - begun);
    }
  }
  // What else runs on the machine is in the slower ones.
  return taken.map((all) => all.toSorted((a, b) => a - b)[Math.floor(all.length / 10)] ?? 0) as [
    number,
    number,
    number,
  ];
}

function dryRun(api: Api, pod: JsonObject): Promise<Answer> {
  return api.call('POST', '/api/v1/namespaces/default/pods?dryRun=All', pod);
}

/** Breaks none of the rules, as what is applied every day; a message would be made of each that it breaks. */
const sound: JsonObject = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: {
    name: 'sound',
    labels: Object.fromEntries(
      ['name', 'instance', 'version', 'component', 'part-of', 'managed-by'].map((one) => [
        `app.kubernetes.io/${one}`,
        'sound',
      ]),
    ),
  },
  spec: {
    replicas: 3,
    selector: { matchLabels: { app: 'sound' } },
    template: {
      metadata: { labels: { app: 'sound' } },
      spec: {
        automountServiceAccountToken: false,
        serviceAccountName: 'sound',
        priorityClassName: 'normal',
        securityContext: {
          runAsNonRoot: true,
          runAsUser: 10_001,
          runAsGroup: 10_001,
          fsGroup: 10_001,
          seccompProfile: { type: 'RuntimeDefault' },
        },
        topologySpreadConstraints: [
          {
            maxSkew: 1,
            topologyKey: 'kubernetes.io/hostname',
            whenUnsatisfiable: 'ScheduleAnyway',
            labelSelector: { matchLabels: { app: 'sound' } },
          },
        ],
        containers: [
          {
            name: 'app',
            image:
              'registry.example.com/sound:1.4.2@sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
            imagePullPolicy: 'IfNotPresent',
            ports: [{ name: 'http', containerPort: 8080 }],
            securityContext: {
              allowPrivilegeEscalation: false,
              privileged: false,
              readOnlyRootFilesystem: true,
              runAsNonRoot: true,
              capabilities: { drop: ['ALL'] },
            },
            resources: {
              requests: { cpu: '100m', memory: '64Mi', 'ephemeral-storage': '64Mi' },
              limits: { cpu: '100m', memory: '64Mi', 'ephemeral-storage': '64Mi' },
            },
            readinessProbe: { httpGet: { path: '/ready', port: 'http' } },
            livenessProbe: { httpGet: { path: '/live', port: 'http' }, failureThreshold: 5 },
          },
        ],
      },
    },
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
