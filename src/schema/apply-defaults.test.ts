import { describe, expect, test } from 'vitest';
import { at, type JsonPointer, type JsonValue } from '../core/json.ts';
import type { Resource } from '../core/resource.ts';
import { applyDefaults } from './apply-defaults.ts';
import { kubernetesSchema } from './kubernetes.ts';

const schema = await kubernetesSchema();

function defaulted(apiVersion: string, kind: string, fields: Record<string, JsonValue>): Resource {
  return applyDefaults({ apiVersion, kind, ...fields }, schema);
}

function pod(
  spec: Record<string, JsonValue>,
  metadata: Record<string, JsonValue> = { name: 'checkout' },
): Resource {
  return defaulted('v1', 'Pod', { metadata, spec });
}

describe('Pods', () => {
  test.each([
    ['always for latest', 'nginx', 'Always'],
    ['if absent for a tag behind a port', 'registry:5000/app:1', 'IfNotPresent'],
    ['always for a port without a tag', 'registry:5000/app', 'Always'],
  ])('images are pulled %s', (_, image, policy) =>
    expect(at(pod({ containers: [{ name: 'a', image }] }), '/spec/containers/0/imagePullPolicy')).toBe(
      policy,
    ),
  );

  test('requests follow limits one by one, in init containers too, and not in ephemeral ones', () => {
    const resources = { limits: { cpu: '1', memory: '1Gi' }, requests: { cpu: '100m' } };
    const result = pod({
      containers: [{ name: 'a', resources }],
      initContainers: [{ name: 'b', resources }],
      ephemeralContainers: [{ name: 'c', resources }],
    });
    const requests = { cpu: '100m', memory: '1Gi' };
    expect(at(result, '/spec/containers/0/resources/requests')).toEqual(requests);
    expect(at(result, '/spec/initContainers/0/resources/requests')).toEqual(requests);
    expect(at(result, '/spec/ephemeralContainers/0/resources/requests')).toEqual({ cpu: '100m' });
  });

  test('requests of the whole pod are those of its containers, else its limits', () => {
    const result = pod({
      resources: { limits: { cpu: '2', memory: '2Gi' } },
      containers: [
        { name: 'a', resources: { requests: { cpu: '300m' } } },
        { name: 'b', resources: { requests: { cpu: '500m' } } },
      ],
      initContainers: [
        { name: 's', restartPolicy: 'Always', resources: { requests: { cpu: '100m' } } },
        { name: 'i', resources: { requests: { cpu: '1' } } },
      ],
    });
    expect(at(result, '/spec/resources/requests')).toEqual({ cpu: '1100m', memory: '2Gi' });
  });

  test.each([
    [{}, 'BestEffort'],
    [{ requests: { cpu: '1' } }, 'Burstable'],
    [{ limits: { cpu: '1', memory: '1Gi' } }, 'Guaranteed'],
    [{ limits: { cpu: '1', memory: '1Gi' }, requests: { memory: '1024Mi' } }, 'Guaranteed'],
    [{ limits: { cpu: '1' } }, 'Burstable'],
  ])('%j is %s', (resources, quality) =>
    expect(at(pod({ containers: [{ name: 'a', resources }] }), '/status/qosClass')).toBe(quality),
  );

  test('zero values of plain fields vanish, those of pointers stay', () => {
    const result = pod({
      hostNetwork: false,
      shareProcessNamespace: false,
      containers: [
        { name: 'a', args: [], env: [{ name: 'E', value: '' }], securityContext: { privileged: false } },
      ],
    });
    expect(at(result, '/spec/hostNetwork')).toBeUndefined();
    expect(at(result, '/spec/shareProcessNamespace')).toBe(false);
    expect(at(result, '/spec/containers/0/args')).toBeUndefined();
    expect(at(result, '/spec/containers/0/env')).toEqual([{ name: 'E' }]);
    expect(at(result, '/spec/containers/0/securityContext')).toEqual({ privileged: false });
  });

  test('an annotated AppArmor profile becomes a field, unless there is one', () => {
    const annotation = 'container.apparmor.security.beta.kubernetes.io/';
    const result = pod(
      {
        containers: [
          { name: 'a' },
          { name: 'b', securityContext: { appArmorProfile: { type: 'RuntimeDefault' } } },
        ],
      },
      {
        name: 'x',
        annotations: { [`${annotation}a`]: 'localhost/strict', [`${annotation}b`]: 'unconfined' },
      },
    );
    expect(at(result, '/spec/containers/0/securityContext/appArmorProfile')).toEqual({
      type: 'Localhost',
      localhostProfile: 'strict',
    });
    expect(at(result, '/spec/containers/1/securityContext/appArmorProfile/type')).toBe('RuntimeDefault');
  });

  test('a toleration of everything is not added to', () =>
    expect(at(pod({ tolerations: [{ operator: 'Exists' }] }), '/spec/tolerations')).toEqual([
      { operator: 'Exists' },
    ]));

  test('priorities are known without a class and for those of the system', () => {
    expect(at(pod({}), '/spec/priority')).toBe(0);
    expect(at(pod({ priorityClassName: 'system-node-critical' }), '/spec/priority')).toBe(2_000_001_000);
    expect(at(pod({ priorityClassName: 'gold' }), '/spec/priority')).toBeUndefined();
  });

  test('both names of the service account are one', () =>
    expect(at(pod({ serviceAccount: 'old' }), '/spec/serviceAccountName')).toBe('old'));

  test('an image volume is pulled like a container image, an unnamed one is an emptyDir', () => {
    const result = pod({ volumes: [{ name: 'm', image: { reference: 'shop/models' } }, { name: 'e' }] });
    expect(at(result, '/spec/volumes/0/image/pullPolicy')).toBe('Always');
    expect(at(result, '/spec/volumes/1')).toEqual({ name: 'e', emptyDir: {} });
  });

  test('what may not be empty in Go is written so', () => {
    const env = [{ name: 'C', valueFrom: { resourceFieldRef: { resource: 'limits.cpu' } } }];
    expect(
      at(pod({ containers: [{ name: 'a', env }] }), '/spec/containers/0/env/0/valueFrom/resourceFieldRef'),
    ).toEqual({
      resource: 'limits.cpu',
      divisor: '0',
    });
  });
});

const cases: readonly (readonly [string, Resource, JsonPointer, JsonValue | undefined])[] = [
  [
    'an empty role has null rules',
    defaulted('rbac.authorization.k8s.io/v1', 'Role', { metadata: { name: 'r' } }),
    '/rules',
    null,
  ],
  [
    'Deployments that are recreated roll nothing',
    defaulted('apps/v1', 'Deployment', { spec: { strategy: { type: 'Recreate' } } }),
    '/spec/strategy',
    { type: 'Recreate' },
  ],
  [
    'a StatefulSet with a strategy but no partition keeps none',
    defaulted('apps/v1', 'StatefulSet', { spec: { updateStrategy: { type: 'RollingUpdate' } } }),
    '/spec/updateStrategy',
    { type: 'RollingUpdate' },
  ],
  [
    'claims of a StatefulSet are whole objects',
    defaulted('apps/v1', 'StatefulSet', { spec: { volumeClaimTemplates: [{ metadata: { name: 'd' } }] } }),
    '/spec/volumeClaimTemplates/0',
    {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { name: 'd' },
      spec: { resources: {}, volumeMode: 'Filesystem' },
      status: { phase: 'Pending' },
    },
  ],
  [
    'a Job with limits per index may fail without end',
    defaulted('batch/v1', 'Job', { spec: { backoffLimitPerIndex: 1, template: {} } }),
    '/spec/backoffLimit',
    2_147_483_647,
  ],
  [
    'parallel Jobs have no completions',
    defaulted('batch/v1', 'Job', { spec: { parallelism: 3 } }),
    '/spec/completions',
    undefined,
  ],
  [
    'a Job with a failure policy replaces failed pods only',
    defaulted('batch/v1', 'Job', { spec: { podFailurePolicy: { rules: [] } } }),
    '/spec/podReplacementPolicy',
    'Failed',
  ],
  [
    'a CronJob has no Job of its own to default',
    defaulted('batch/v1', 'CronJob', { spec: {} }),
    '/spec/jobTemplate/spec/backoffLimit',
    undefined,
  ],
  [
    'behaviour of a scaler is completed on both sides',
    defaulted('autoscaling/v2', 'HorizontalPodAutoscaler', {
      spec: { behavior: { scaleDown: { selectPolicy: 'Min' } } },
    }),
    '/spec/behavior',
    {
      scaleUp: {
        stabilizationWindowSeconds: 0,
        selectPolicy: 'Max',
        policies: [
          { type: 'Pods', value: 4, periodSeconds: 15 },
          { type: 'Percent', value: 100, periodSeconds: 15 },
        ],
      },
      scaleDown: { selectPolicy: 'Min', policies: [{ type: 'Percent', value: 100, periodSeconds: 15 }] },
    },
  ],
  [
    'the first version of a scaler aims at 80 % too',
    defaulted('autoscaling/v1', 'HorizontalPodAutoscaler', { spec: { maxReplicas: 2 } }),
    '/spec/targetCPUUtilizationPercentage',
    80,
  ],
  [
    'sticky sessions last three hours',
    defaulted('v1', 'Service', { spec: { sessionAffinity: 'ClientIP' } }),
    '/spec/sessionAffinityConfig/clientIP/timeoutSeconds',
    10_800,
  ],
  [
    'external addresses make a Service external',
    defaulted('v1', 'Service', { spec: { externalIPs: ['192.0.2.1'] } }),
    '/spec/externalTrafficPolicy',
    'Cluster',
  ],
  [
    'target ports stay as named',
    defaulted('v1', 'Service', { spec: { ports: [{ port: 80, targetPort: 'http' }] } }),
    '/spec/ports/0/targetPort',
    'http',
  ],
  [
    'a Namespace is labelled with its name',
    defaulted('v1', 'Namespace', { metadata: { name: 'shop' } }),
    '/metadata/labels',
    { 'kubernetes.io/metadata.name': 'shop' },
  ],
  [
    'limits of a range follow from its maxima, requests from its limits and minima',
    defaulted('v1', 'LimitRange', {
      spec: { limits: [{ type: 'Container', max: { cpu: '2000m' }, min: { memory: '1024Ki' } }] },
    }),
    '/spec/limits/0',
    {
      type: 'Container',
      max: { cpu: '2' },
      min: { memory: '1Mi' },
      default: { cpu: '2' },
      defaultRequest: { cpu: '2', memory: '1Mi' },
    },
  ],
  [
    'groups of a binding belong to RBAC',
    defaulted('rbac.authorization.k8s.io/v1', 'RoleBinding', {
      subjects: [{ kind: 'Group', name: 'g' }],
      roleRef: { kind: 'Role', name: 'r' },
    }),
    '/subjects/0/apiGroup',
    'rbac.authorization.k8s.io',
  ],
  ['an unknown field is gone', defaulted('v1', 'ConfigMap', { dada: { a: 'b' } }), '/dada', undefined],
  ['a status is forgotten', defaulted('apps/v1', 'Deployment', { status: { replicas: 3 } }), '/status', {}],
  [
    'a Node keeps its status',
    defaulted('v1', 'Node', { status: { capacity: { cpu: '1000m' } } }),
    '/status/allocatable',
    { cpu: '1' },
  ],
  [
    'a definition is named after its kind',
    defaulted('apiextensions.k8s.io/v1', 'CustomResourceDefinition', { spec: { names: { kind: 'Cart' } } }),
    '/spec/names',
    { kind: 'Cart', listKind: 'CartList', singular: 'cart', plural: '' },
  ],
];

describe('other kinds', () => {
  test.each(cases)('%s', (_, resource, pointer, expected) => expect(at(resource, pointer)).toEqual(expected));
});

test('a kind that the schema does not know stays as it is', () => {
  const cart: Resource = { apiVersion: 'acme.example/v1', kind: 'Cart', spec: { empty: [], none: null } };
  expect(applyDefaults(cart, schema)).toBe(cart);
});

test('labels named like the prototype stay labels', () => {
  const labels = JSON.parse('{"__proto__":"a","constructor":"b"}') as Record<string, string>;
  const result = at(pod({}, { name: 'x', labels }), '/metadata/labels') as Record<string, string>;
  expect(Object.entries(result)).toEqual([
    ['__proto__', 'a'],
    ['constructor', 'b'],
  ]);
});

test('values of wrong types are left to be reported', () => {
  const spec = { containers: { a: 1 }, volumes: 'none', tolerations: [1], hostNetwork: 'yes', resources: [] };
  expect(at(pod(spec), '/spec/containers')).toEqual({ a: 1 });
});

test('nesting as deep as a stack ends', () => {
  let nested: JsonValue = { type: 'object' };
  for (let level = 0; level < 20_000; level += 1) nested = { properties: { a: nested } };
  const spec = { versions: [{ name: 'v1', schema: { openAPIV3Schema: nested } }] };
  expect(
    at(
      defaulted('apiextensions.k8s.io/v1', 'CustomResourceDefinition', { spec }),
      '/spec/conversion/strategy',
    ),
  ).toBe('None');
});
