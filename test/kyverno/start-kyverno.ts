import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { JsonObject } from '../../src/core/json.ts';
import { openApi, type Api } from '../cluster/api.ts';
import { startChild } from '../cluster/child.ts';
import { must } from '../cluster/offer.ts';
import { poll } from '../cluster/poll.ts';
import { freePorts, type Cluster } from '../cluster/start.ts';

/** Kyverno's admission controller at work beside an API server. */
export interface Kyverno {
  /** Its webhook, which takes an AdmissionReview as the API server would send it. */
  readonly webhook: Api;
  /** What it has said last, if it has ended although nobody asked it to, or null. */
  failure(): string | null;
  stop(): Promise<void>;
}

const namespace = 'kyverno';
const admission = '/apis/admissionregistration.k8s.io/v1';
const policies = '/apis/policies.kyverno.io/v1/validatingpolicies';

/** A policy that Kyverno takes as soon as it takes any. */
const always: JsonObject = {
  apiVersion: 'policies.kyverno.io/v1',
  kind: 'ValidatingPolicy',
  metadata: { name: 'always' },
  spec: {
    matchConstraints: {
      resourceRules: [
        { apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['configmaps'] },
      ],
    },
    validations: [{ expression: 'true' }],
  },
};

/**
 * Starts the admission controller outside the cluster, which it reaches as its administrator.
 * @param sources Kyverno's own, for the definitions of its kinds
 * @throws {Error} if it ends, or its webhooks are not there within five minutes.
 */
export async function startKyverno(cluster: Cluster, program: string, sources: string): Promise<Kyverno> {
  const folder = mkdtempSync(join(tmpdir(), 'writ-kyverno-'));
  const clean = (): void => rmSync(folder, { recursive: true, force: true });
  process.once('exit', clean);
  await prepare(cluster.api, sources);
  const kubeconfig = join(folder, 'kubeconfig');
  writeFileSync(kubeconfig, cluster.kubeconfig(), { mode: 0o600 });
  const [port = 0] = await freePorts(1);
  const child = startChild(
    'kyverno',
    ['env', ...environment, program, ...flags(kubeconfig, port)],
    join(folder, 'log'),
  );
  const certificate = await poll('the webhooks of Kyverno', async () => {
    const failure = child.failure();
    if (failure !== null) throw new Error(failure);
    const { body } = await cluster.api.call(
      'GET',
      `${admission}/validatingwebhookconfigurations/kyverno-policy-validating-webhook-cfg`,
    );
    return certificateIn(body);
  });
  const webhook = openApi({ port, token: 'none', certificate });
  await poll('Kyverno to take policies', async () => {
    const failure = child.failure();
    if (failure !== null) throw new Error(failure);
    if (!(await answers(webhook))) return null;
    const { status } = await cluster.api.call('POST', `${policies}?dryRun=All`, always);
    return status === 201 ? true : null;
  });
  return {
    webhook,
    failure: () => child.failure(),
    async stop() {
      webhook.close();
      await child.stop();
      process.off('exit', clean);
      clean();
    },
  };
}

/** It listens before it has the certificate that it answers with. */
async function answers(webhook: Api): Promise<boolean> {
  try {
    return (await webhook.call('GET', '/health/liveness')).status > 0;
  } catch {
    return false;
  }
}

/** The kinds, a namespace, and rights for those of its parts that do not run here, without which no policy is ready. */
async function prepare(api: Api, sources: string): Promise<void> {
  for (const file of globSync(join(sources, 'config/crds/*/*.yaml'))) {
    const definition = parse(readFileSync(file, 'utf8')) as JsonObject;
    await must(api.call('POST', '/apis/apiextensions.k8s.io/v1/customresourcedefinitions', definition));
  }
  await must(
    api.call('POST', '/api/v1/namespaces', {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: namespace },
    }),
  );
  await must(
    api.call('POST', '/apis/rbac.authorization.k8s.io/v1/clusterrolebindings', {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRoleBinding',
      metadata: { name: 'kyverno-parts' },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'cluster-admin' },
      subjects: ['admission', 'background', 'reports'].map((part) => ({
        kind: 'ServiceAccount',
        namespace,
        name: `kyverno-${part}-controller`,
      })),
    }),
  );
}

const environment = [
  `KYVERNO_NAMESPACE=${namespace}`,
  'KYVERNO_SERVICEACCOUNT_NAME=kyverno-admission-controller',
  'KYVERNO_DEPLOYMENT=none',
  'KYVERNO_POD_NAME=none',
  'INIT_CONFIG=kyverno',
  'METRICS_CONFIG=kyverno-metrics',
  'KYVERNO_SVC=kyverno-svc',
];

function flags(kubeconfig: string, port: number): readonly string[] {
  const account = (part: string): string => `system:serviceaccount:${namespace}:kyverno-${part}-controller`;
  return [
    `--kubeconfig=${kubeconfig}`,
    // An address of its own says that it runs outside the cluster.
    `--serverIP=127.0.0.1:${port}`,
    '--webhookServerHost=127.0.0.1',
    `--webhookServerPort=${port}`,
    '--caSecretName=kyverno-svc.kyverno.svc.kyverno-tls-ca',
    '--tlsSecretName=kyverno-svc.kyverno.svc.kyverno-tls-pair',
    `--backgroundServiceAccountName=${account('background')}`,
    `--reportsServiceAccountName=${account('reports')}`,
    '--disableMetrics=true',
    '--controllerRuntimeMetricsAddress=0',
    // What it tells of a request would be the next request, of which it would tell.
    '--admissionReports=false',
    '--omitEvents=PolicyViolation,PolicyApplied,PolicyError,PolicySkipped',
    '--enablePolicyException',
    '--exceptionNamespace=*',
  ];
}

function certificateIn({ webhooks }: JsonObject): Buffer | null {
  const [first] = (webhooks ?? []) as readonly { readonly clientConfig?: { readonly caBundle?: string } }[];
  const bundle = first?.clientConfig?.caBundle;
  return bundle === undefined ? null : Buffer.from(bundle, 'base64');
}
