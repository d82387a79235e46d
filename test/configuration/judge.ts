import type { Finding } from '../../src/core/finding.ts';
import type { JsonObject } from '../../src/core/json.ts';
import type { CheckResult } from '../../src/operations/judging/check-result.ts';
import { startRun, type CheckInput } from '../../src/operations/judging/check-run.ts';
import { decidedBy } from '../../src/operations/deciding/decided-by.ts';
import type { Inputs } from '../../src/operations/inputs.ts';
import { watchDecided } from '../../src/operations/recording/watch-decided.ts';
import { kubernetesSchema } from '../../src/schema/kubernetes.ts';

const asked: CheckInput = {
  rules: [],
  profile: null,
  category: [],
  severity: null,
  results: null,
  failOn: 'medium',
  failOnWarn: false,
  noFold: true,
  allowEmpty: false,
  kubernetesVersion: '1.36',
  defaulting: false,
  maxDocuments: 1000,
  maxDepth: 100,
  paths: [],
};

/** The configuration, held in memory, as the only file that there is. */
function inMemory(text: string): Inputs {
  return {
    upwards: () => null,
    async *open([name = '']) {
      yield { name, named: true, text };
    },
  };
}

/** What a run with a configuration found. */
export interface Found extends CheckResult {
  readonly findings: readonly Finding[];
  readonly notes: readonly string[];
}

/** Judges objects by a configuration, in this process. */
export async function judgeBy(
  configuration: string | JsonObject,
  objects: readonly JsonObject[],
  more: Partial<CheckInput> & { readonly now?: string } = {},
): Promise<Found> {
  const text = typeof configuration === 'string' ? configuration : JSON.stringify(configuration);
  const schema = await kubernetesSchema();
  const now = BigInt(Date.parse(more.now ?? '2026-11-21T00:00:00Z')) * 1_000_000n;
  const input = { ...asked, ...more };
  const { decided, notes } = await decidedBy(
    { ...input, config: 'writ.config.json' },
    { inputs: inMemory(text) },
    { schema, now },
  );
  const findings: Finding[] = [];
  const told: string[] = [];
  const watch = await watchDecided(decided, now);
  const run = startRun(input, { now, schema, pause: async () => undefined, decided, watch }, (event) => {
    if (event.type === 'finding') findings.push(event.finding);
    else if (event.type === 'note') told.push(event.note);
  });
  const items = objects.map((object) => JSON.stringify(object)).join('\n---\n');
  await run.judge({ name: 'a.yaml', named: true, text: items });
  return { ...run.finish(), findings, notes: [...notes, ...told] };
}

/** `policy result path` of each finding. */
export function short({ findings }: Found): readonly string[] {
  return findings.map(({ policy, result, path }) => `${policy} ${result} ${path}`);
}

const hardened = {
  securityContext: {
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: true,
    runAsNonRoot: true,
    capabilities: { drop: ['ALL'] },
  },
  resources: { limits: { cpu: '1', memory: '512Mi' }, requests: { cpu: '100m', memory: '128Mi' } },
  readinessProbe: { httpGet: { path: '/ready', port: 8080 } },
  livenessProbe: { httpGet: { path: '/health', port: 8080 } },
};

/** A container of which nothing is wrong but what is added. */
export function container(extra: JsonObject = {}): JsonObject {
  return { name: 'app', image: 'registry.acme.com/shop/checkout:4.18.2', ...hardened, ...extra };
}

/** The kinds that bear a pod, with the same pod at its own place. */
export const podBearing = [
  'Pod',
  'ReplicationController',
  'Deployment',
  'ReplicaSet',
  'StatefulSet',
  'DaemonSet',
  'Job',
  'CronJob',
] as const;

/** An object of a kind that bears a pod, and where in it that pod's spec stands. */
export function workload(
  kind: (typeof podBearing)[number],
  pod: JsonObject,
  metadata: JsonObject = {},
): { readonly object: JsonObject; readonly root: string } {
  const named = { name: 'checkout', namespace: 'shop', labels: labels(), ...metadata };
  const spec = { securityContext: { seccompProfile: { type: 'RuntimeDefault' } }, ...pod };
  if (kind === 'Pod') return { object: { apiVersion: 'v1', kind, metadata: named, spec }, root: '/spec' };
  const isBatch = kind === 'Job' || kind === 'CronJob';
  const restart = isBatch ? { restartPolicy: 'Never' } : {};
  const template = { metadata: { labels: labels() }, spec: { ...restart, ...spec } };
  if (kind === 'CronJob') {
    const whole = { schedule: '0 3 * * *', jobTemplate: { spec: { template } } };
    return {
      object: { apiVersion: 'batch/v1', kind, metadata: named, spec: whole },
      root: '/spec/jobTemplate/spec/template/spec',
    };
  }
  const apiVersion = { Job: 'batch/v1', ReplicationController: 'v1' }[kind as string] ?? 'apps/v1';
  return {
    object: { apiVersion, kind, metadata: named, spec: specOf(kind, template) },
    root: '/spec/template/spec',
  };
}

function specOf(kind: string, template: JsonObject): JsonObject {
  if (kind === 'Job') return { template };
  if (kind === 'ReplicationController') return { selector: { app: 'checkout' }, template };
  const service = kind === 'StatefulSet' ? { serviceName: 'checkout' } : {};
  return { ...service, selector: { matchLabels: { app: 'checkout' } }, template };
}

function labels(): JsonObject {
  return { app: 'checkout', version: '4.18.2', component: 'web' };
}
