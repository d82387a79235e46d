import { beforeAll, describe, expect, test } from 'vitest';
import { offlineFacts } from '../../src/check/offline-facts.ts';
import { createSetJudge } from '../../src/check/set-judge.ts';
import type { SetVerdict } from '../../src/check/set-verdict.ts';
import type { JsonObject, JsonValue } from '../../src/core/json.ts';
import type { Request } from '../../src/core/policy.ts';
import type { Resource } from '../../src/core/resource.ts';
import { readPolicies } from '../../src/dialects/read-policies.ts';
import { kubernetesSchema } from '../../src/schema/kubernetes.ts';
import type { Schema } from '../../src/schema/schema.ts';

let schema: Schema;

beforeAll(async () => {
  schema = await kubernetesSchema();
});

const pod = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'web', namespace: 'shop' },
  spec: { nodeSelector: { disk: 'ssd' }, containers: [{ name: 'app', image: 'nginx', args: ['-v'] }] },
};

const matchConstraints = {
  resourceRules: [{ apiGroups: [''], apiVersions: ['v1'], resources: ['pods'], operations: ['CREATE'] }],
};

function policy(spec: Readonly<Record<string, JsonValue>>, kind = 'MutatingPolicy'): Resource {
  const metadata = kind.startsWith('Namespaced') ? { name: 'p', namespace: 'shop' } : { name: 'p' };
  return { apiVersion: 'policies.kyverno.io/v1', kind, metadata, spec: { matchConstraints, ...spec } };
}

function judged(read: Resource, external?: (library: string) => JsonValue): SetVerdict | undefined {
  const { problems, ...set } = readPolicies([read], { kubernetes: '1.36', kyverno: '1.19' });
  expect(problems).toEqual([]);
  const request: Request = {
    operation: 'CREATE',
    kind: { group: '', version: 'v1', kind: 'Pod' },
    resource: { group: '', version: 'v1', resource: 'pods' },
    subresource: null,
    name: 'web',
    namespace: 'shop',
    object: pod,
    oldObject: null,
    user: null,
    dryRun: false,
  };
  const facts = offlineFacts(0n);
  const known = external && {
    external: (library: string) => ({ known: true as const, value: external(library) }),
  };
  return createSetJudge(set, { schema }).judge(request, { ...facts, ...known }).verdicts[0];
}

const configure = (fields: string, more: JsonObject = {}): Resource =>
  policy({
    mutations: [
      {
        patchType: 'ApplyConfiguration',
        applyConfiguration: { expression: `Object{spec: Object.spec{${fields}}}` },
      },
    ],
    autogen: { podControllers: { controllers: [] } },
    ...more,
  });

describe('a MutatingPolicy', () => {
  const atomic = 'nodeSelector: {"zone": "a"}, containers: [Object.spec.containers{name: "app", args: []}]';

  test('may not touch what is atomic', () => {
    expect(judged(configure(atomic))?.outcome).toMatchObject({
      result: 'error',
      message:
        'error applying patch: invalid ApplyConfiguration: may not mutate atomic arrays, maps or structs: .spec.nodeSelector, .spec.containers[0].args',
    });
  });

  test('replaces what is atomic where it has the server apply it', () => {
    const changed = judged(configure(atomic, { evaluation: { useServerSideApply: true } }))?.changed;
    expect(changed?.['spec']).toEqual({
      nodeSelector: { zone: 'a' },
      containers: [{ name: 'app', image: 'nginx', args: [] }],
    });
  });

  test('merges containers by name, through variables', () => {
    const variables = [{ name: 'names', expression: 'object.spec.containers.map(c, c.name)' }];
    const fields =
      'containers: variables.names.map(n, Object.spec.containers{name: n, imagePullPolicy: "Always"})';
    expect(judged(configure(fields, { variables }))?.changed?.['spec']).toEqual({
      ...pod.spec,
      containers: [{ name: 'app', image: 'nginx', args: ['-v'], imagePullPolicy: 'Always' }],
    });
  });

  const asking = (kind: string, call: string): Resource =>
    policy(
      {
        mutations: [
          {
            patchType: 'JSONPatch',
            jsonPatch: {
              expression: `[JSONPatch{op: "add", path: "/metadata/labels", value: ${call}.data}]`,
            },
          },
        ],
        autogen: { podControllers: { controllers: [] } },
      },
      kind,
    );

  test('is skipped where it asks what nobody knows, and applied where somebody does', () => {
    const read = asking('MutatingPolicy', 'resource.Get("v1", "configmaps", "shop", "labels")');
    expect(judged(read)?.outcome.result).toBe('skip');
    const found = judged(read, () => ({ data: { team: 'web' } }));
    expect(found?.changed?.['metadata']).toEqual({ ...pod.metadata, labels: { team: 'web' } });
  });

  test('of one namespace asks in that namespace without naming it', () => {
    const read = asking('NamespacedMutatingPolicy', 'resource.Get("v1", "configmaps", "labels")');
    const found = judged(read, (library) => (library === 'resource.Get' ? { data: { a: 'b' } } : null));
    expect(found?.changed?.['metadata']).toEqual({ ...pod.metadata, labels: { a: 'b' } });
  });

  test('reads YAML within an object where somebody does', () => {
    const expression =
      '[JSONPatch{op: "add", path: "/metadata/labels", value: {"a": yaml.parse("team: web\\n").team}}]';
    const read = policy({ mutations: [{ patchType: 'JSONPatch', jsonPatch: { expression } }] });
    expect(judged(read)?.outcome).toMatchObject({ result: 'skip' });
    expect(judged(read, () => ({ team: 'web' }))?.changed).toMatchObject({
      metadata: { labels: { a: 'web' } },
    });
  });

  test('passes without a change where a test of its patch fails', () => {
    const expression =
      '[JSONPatch{op: "test", path: "/kind", value: "Job"}, JSONPatch{op: "remove", path: "/spec"}]';
    const verdict = judged(policy({ mutations: [{ patchType: 'JSONPatch', jsonPatch: { expression } }] }));
    expect(verdict?.outcome.result).toBe('pass');
    expect(verdict?.changed).toEqual(pod);
  });
});
