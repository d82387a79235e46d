import { parseAllDocuments } from 'yaml';
import { describe, expect, it } from 'vitest';
import { WritError } from '../../src/core/errors.ts';
import type { JsonObject } from '../../src/core/json.ts';
import { namespaceOf } from '../../src/core/resource.ts';
import { check } from '../../src/operations/check.ts';
import type { Cluster, ServedKind } from '../../src/operations/cluster-port.ts';
import type { CheckEvent, CheckResult } from '../../src/operations/judging/check-result.ts';
import { inputOf } from '../../src/surfaces/cli/flags.ts';
import { contextOf } from '../context.ts';
import { readOnly } from '../read-only-cluster.ts';
import { admissionPolicy, bound, clusterPolicy, deployment, pod } from './objects.ts';

function kind(group: string, name: string, resource: string, namespaced = true): ServedKind {
  return { group, version: 'v1', kind: name, resource, namespaced, verbs: ['list', 'watch'] };
}

const admission = 'admissionregistration.k8s.io';
const kinds = [
  kind('', 'Pod', 'pods'),
  kind('', 'Namespace', 'namespaces', false),
  kind('', 'ConfigMap', 'configmaps'),
  kind('apps', 'Deployment', 'deployments'),
  kind(admission, 'ValidatingAdmissionPolicy', 'validatingadmissionpolicies', false),
  kind(admission, 'ValidatingAdmissionPolicyBinding', 'validatingadmissionpolicybindings', false),
  kind(admission, 'ValidatingWebhookConfiguration', 'validatingwebhookconfigurations', false),
  kind('kyverno.io', 'ClusterPolicy', 'clusterpolicies', false),
];

interface World {
  readonly yaml: string;
  readonly forbidden?: readonly string[];
  readonly missing?: readonly string[];
}

function clusterOf({ yaml, forbidden = [], missing = [] }: World): Cluster {
  const objects = parseAllDocuments(yaml).map((document) => document.toJS() as JsonObject);
  return {
    ...readOnly,
    about: { context: 'made-up', server: 'https://x' },
    version: async () => '1.36.3',
    kinds: async () => ({ kinds, missing }),
    async *list({ kind: name, resource }, { namespace }) {
      if (forbidden.includes(resource))
        throw new WritError('CLUSTER_FORBIDDEN', `nobody may list ${resource}`);
      const wanted = objects.filter((one) => one['kind'] === name);
      yield {
        resourceVersion: '1',
        objects: wanted.filter((one) => namespace === null || namespaceOf(one) === namespace),
      };
    },
    async *watch() {},
    get: async () => null,
    patch: async () => ({}),
    may: async () => ({ allowed: true, reason: '' }),
    whoAmI: async () => ({ username: 'ann', groups: [] }),
    close: () => undefined,
  };
}

async function run(world: World, flags: Readonly<Record<string, unknown>>, text: string | null = null) {
  const context = {
    ...contextOf({
      async *open(paths) {
        if (text !== null && paths.includes('a.yaml')) yield { name: 'a.yaml', named: true, text };
      },
      upwards: () => null,
    }),
    openCluster: async () => clusterOf(world),
  };
  const input = {
    ...inputOf(check.parameters, {
      failOn: 'medium',
      kubernetesVersion: '1.36',
      kyvernoVersion: '1.19',
      maxDocuments: 1000,
      maxDepth: 200,
      maxFileSize: 16,
      results: 'all',
      ...flags,
    }),
    paths: text === null ? [] : ['a.yaml'],
  } as unknown as Parameters<typeof check.run>[0];
  const events: CheckEvent[] = [];
  const result = (await check.run(
    input,
    context,
    (event) => void events.push(event as CheckEvent),
  )) as CheckResult;
  return {
    result,
    findings: events.flatMap((event) =>
      event.type === 'finding'
        ? [`${event.finding.resource.kind} ${event.finding.policy} ${event.finding.result}`]
        : [],
    ),
  };
}

const namespaces = `apiVersion: v1
kind: Namespace
metadata: {name: shop, labels: {tier: front}}
`;
const selector = '  matchResources: {namespaceSelector: {matchLabels: {tier: front}}}\n';
const policies = [admissionPolicy('!has(object.spec.hostNetwork)'), bound(selector), clusterPolicy].join(
  '---\n',
);

describe('the policies of a cluster', () => {
  it('judge files as the cluster would, with its namespaces', async () => {
    const world = { yaml: `${policies}---\n${namespaces}` };
    const { findings, result } = await run(world, { policies: ['cluster'] }, `${pod}---\n${deployment}`);
    expect(findings.toSorted()).toEqual([
      'Deployment hosts fail',
      'Pod hosts fail',
      'Pod no-host-network fail',
    ]);
    expect(result.failed).toBe(true);
  });

  it('judge what lives in it', async () => {
    const world = { yaml: [policies, namespaces, pod, deployment].join('---\n') };
    const { findings } = await run(world, { policies: ['cluster'], cluster: true });
    expect(findings.toSorted()).toEqual([
      'Deployment hosts fail',
      'Pod hosts fail',
      'Pod no-host-network fail',
    ]);
  });

  it('are not at work without a binding', async () => {
    const world = { yaml: admissionPolicy('false') };
    expect((await run(world, { policies: ['cluster'] }, pod)).findings).toEqual([]);
  });

  it('take parameters from it', async () => {
    const taking = admissionPolicy(
      'object.metadata.name == params.data.name',
      '  paramKind: {apiVersion: v1, kind: ConfigMap}\n',
    );
    const binding = bound('  paramRef: {name: names, namespace: rules, parameterNotFoundAction: Deny}\n');
    const params = (name: string): string =>
      `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: names, namespace: rules}\ndata: {name: ${name}}\n`;
    const judged = async (more: string, forbidden: readonly string[] = []) =>
      (await run({ yaml: `${taking}---\n${binding}---\n${more}`, forbidden }, { policies: ['cluster'] }, pod))
        .findings;
    expect(await judged(params('p'))).toEqual(['Pod no-host-network pass']);
    expect(await judged(params('q'))).toEqual(['Pod no-host-network fail']);
    expect(await judged(params('p'), ['configmaps'])).toEqual(['Pod no-host-network skip']);
  });

  it('that may not be read end the run', async () => {
    const forbidden = ['clusterpolicies'];
    await expect(run({ yaml: policies, forbidden }, { policies: ['cluster'] }, pod)).rejects.toThrow(
      'nobody may list clusterpolicies',
    );
    const missing = ['kyverno.io/v1'];
    await expect(run({ yaml: policies, missing }, { policies: ['cluster'] }, pod)).rejects.toThrow(
      'does not answer now',
    );
  });
});
