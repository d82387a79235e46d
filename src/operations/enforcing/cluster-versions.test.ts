import { expect, test } from 'vitest';
import type { JsonObject, JsonValue } from '../../core/json.ts';
import { byDefinitions, clusterVersions, targetSuiting } from './cluster-versions.ts';
import { readOnly } from '../../../test/read-only-cluster.ts';
import type { Cluster, ServedKind } from '../cluster-port.ts';

/** A CRD that serves versions and describes a field of its spec. */
function definition(versions: readonly string[], field: readonly string[] = []): JsonObject {
  const described = field.reduceRight<JsonValue>(
    (inner, name, index) => {
      const properties = { properties: { [name]: inner } };
      return index === 1 ? { type: 'array', items: properties } : properties;
    },
    { type: 'string' },
  );
  const openAPIV3Schema = { properties: { spec: described } };
  return {
    spec: { versions: versions.map((name) => ({ name, served: true, schema: { openAPIV3Schema } })) },
  };
}

const none = { validating: null, mutating: null, classic: null };

test.each([
  ['1.19', { ...none, mutating: definition(['v1'], ['auditAnnotations']) }],
  ['1.17', { ...none, validating: definition(['v1beta1', 'v1']), mutating: definition(['v1']) }],
  ['1.16', { ...none, validating: definition(['v1alpha1', 'v1beta1']), mutating: definition(['v1alpha1']) }],
  ['1.15', { ...none, validating: definition(['v1alpha1']), mutating: definition(['v1alpha1']) }],
  ['1.14', { ...none, validating: definition(['v1alpha1']) }],
  ['1.13', { ...none, classic: definition(['v1'], ['rules', 'validate', 'failureAction']) }],
  ['1.12', { ...none, classic: definition(['v1'], ['webhookConfiguration']) }],
  ['1.11', { ...none, classic: definition(['v1'], ['rules', 'celPreconditions']) }],
  ['1.10', { ...none, classic: definition(['v1']) }],
] as const)('Kyverno %s is known by what its definitions describe', (version, definitions) => {
  expect(byDefinitions(definitions)).toBe(version);
});

test('a version that is there and not served is none', () => {
  const validating = {
    spec: {
      versions: [
        { name: 'v1', served: false },
        { name: 'v1beta1', served: true },
      ],
    },
  };
  expect(byDefinitions({ ...none, validating })).toBe('1.16');
});

const kind = (group: string, name: string, version: string): ServedKind => ({
  group,
  version,
  kind: name,
  resource: '',
  namespaced: false,
  verbs: [],
});

function clusterOf(version: string): Cluster {
  const unread = async (): Promise<never> => {
    throw new Error('nothing else is asked');
  };
  return {
    ...readOnly,
    about: { context: 'test', server: 'https://127.0.0.1:1' },
    version: async () => version,
    kinds: unread,
    list: () => {
      throw new Error('nothing is listed');
    },
    watch: () => {
      throw new Error('nothing is watched');
    },
    get: unread,
    patch: unread,
    may: unread,
    whoAmI: unread,
    close: () => undefined,
  };
}

test('where nobody may read definitions, the versions that are served tell', async () => {
  const versions = await clusterVersions(clusterOf('1.30.4-gke.1'), [
    kind('policies.kyverno.io', 'ValidatingPolicy', 'v1beta1'),
  ]);
  expect(versions).toEqual({ kubernetes: '1.30', kyverno: '1.16' });
  expect(await clusterVersions(clusterOf('1.36.3'), [kind('apps', 'Deployment', 'v1')])).toEqual({
    kubernetes: '1.36',
    kyverno: null,
  });
});

test('what the API server does by itself goes before a webhook', () => {
  expect(targetSuiting({ kubernetes: '1.36', kyverno: '1.19' })).toBe('vap');
  expect(targetSuiting({ kubernetes: '1.29', kyverno: '1.19' })).toBe('kyverno');
  expect(targetSuiting({ kubernetes: '1.29', kyverno: '1.12' })).toBe('kyverno-clusterpolicy');
  expect(targetSuiting({ kubernetes: '1.28', kyverno: null })).toBe('vap');
});
