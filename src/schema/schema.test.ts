import { expect, test } from 'vitest';
import { titleOf } from './field-schema.ts';
import { kubernetesDescriptions, kubernetesSchema } from './kubernetes.ts';
import { nearest } from '../core/nearest.ts';
import { pluralOf } from './plural.ts';
import { fieldAt, kindNamed, kindOfResource, kindsNamed, nearestKind } from './schema.ts';

const schema = await kubernetesSchema();
const deployment = kindNamed(schema, { group: 'apps', version: 'v1', kind: 'Deployment' });
if (deployment === undefined) throw new Error('no Deployment');

test('every kind has a type, and every type that a field names exists', () => {
  const seen = new Set<string>();
  const missing: string[] = [];
  const visit = (name: string): void => {
    if (seen.has(name)) return;
    seen.add(name);
    const type = schema.type(name);
    if (type === undefined) missing.push(name);
    for (const field of type?.fields.values() ?? []) {
      const inner = field.items?.items ?? field.items ?? field;
      if (inner.object !== undefined) visit(inner.object);
    }
  };
  for (const kind of schema.kinds) visit(kind.type);
  expect(missing).toEqual([]);
  expect(seen.size).toBeGreaterThan(500);
});

test('kinds and resources lead to each other', () => {
  expect(deployment).toMatchObject({ resource: 'deployments', namespaced: true });
  for (const kind of schema.kinds.filter(({ resource }) => resource !== ''))
    expect(kindOfResource(schema, kind)).toEqual(kind);
});

test('scopes are as in the API', () => {
  const cluster = schema.kinds.filter(({ namespaced, resource }) => resource !== '' && !namespaced);
  expect(cluster.map(({ kind }) => kind)).toContain('ClusterRole');
  expect(cluster.map(({ kind }) => kind)).toContain('PersistentVolume');
  expect(cluster.map(({ kind }) => kind)).not.toContain('PersistentVolumeClaim');
  expect(cluster).toHaveLength(29);
});

test('plural names follow Kubernetes', () => {
  expect(['NetworkPolicy', 'Ingress', 'Endpoints', 'ServiceCIDR', 'StorageClass', ''].map(pluralOf)).toEqual([
    'networkpolicies',
    'ingresses',
    'endpoints',
    'servicecidrs',
    'storageclasses',
    '',
  ]);
});

test('a pointer leads to a field', () => {
  const at = '/spec/template/spec/containers/0/ports/0/protocol';
  expect(fieldAt(schema, deployment, at)).toMatchObject({
    name: 'protocol',
    required: false,
    field: { type: 'string', enum: ['SCTP', 'TCP', 'UDP'], default: 'TCP' },
    owner: { name: 'io.k8s.api.core.v1.ContainerPort' },
  });
  expect(fieldAt(schema, deployment, '/spec/template/spec/containers')?.field).toMatchObject({
    listType: 'map',
    keys: ['name'],
    mergeKey: 'name',
  });
  expect(fieldAt(schema, deployment, '/metadata/labels/a~1b')?.field.type).toBe('string');
  expect(fieldAt(schema, deployment, '/spec/selector')?.required).toBe(true);
  expect(fieldAt(schema, deployment, '/spec/templat')).toBeUndefined();
  expect(fieldAt(schema, deployment, '/spec/replicas/x')).toBeUndefined();
  expect(fieldAt(schema, deployment, '')?.field.object).toBe('io.k8s.api.apps.v1.Deployment');
});

test('kinds are found by name, and misspelt ones by nearness', () => {
  expect(kindsNamed(schema, 'HorizontalPodAutoscaler').map(({ version }) => version)).toEqual(['v1', 'v2']);
  expect(nearestKind(schema, 'Deploymet')).toBe('Deployment');
  expect(nearestKind(schema, 'deployment')).toBe('Deployment');
  expect(nearestKind(schema, 'Spaceship')).toBeNull();
});

test('nearness counts swaps once, prefers another case, and gives up on long words', () => {
  expect(nearest('naem', ['name', 'nodes'])).toBe('name');
  expect(nearest('hostnetwork', ['hostNetwork', 'hostNetworks'])).toBe('hostNetwork');
  expect(nearest('x'.repeat(100_000), ['name'])).toBeNull();
});

test('descriptions are there for people', async () => {
  const descriptions = await kubernetesDescriptions();
  expect(descriptions['io.k8s.api.core.v1.PodSpec']?.['hostNetwork']).toMatch(/^Host networking requested/);
  expect(descriptions['io.k8s.api.core.v1.Pod']?.['']).toMatch(/^Pod is a collection of containers/);
  expect(Object.keys(descriptions).map(titleOf)).toContain('Container');
});

test('a name of the prototype is no kind and no type', () => {
  expect(schema.find('v1', '__proto__')).toBeUndefined();
  expect(schema.type('constructor')).toBeUndefined();
});
