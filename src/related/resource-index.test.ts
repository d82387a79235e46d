import { describe, expect, test } from 'vitest';
import { requestOf, type Kinds } from '../check/request-of.ts';
import { own, type JsonValue } from '../core/json.ts';
import type { Lookup } from '../core/policy.ts';
import { nameOf, type Resource } from '../core/resource.ts';
import { createResourceIndex, type Wanted } from './resource-index.ts';

const kinds: Kinds = {
  served: (kind) => ({
    kind,
    resource: `${kind.kind.toLowerCase()}s`,
    namespaced: kind.kind !== 'Namespace',
  }),
};

function object(apiVersion: string, kind: string, name: string, rest: object = {}): Resource {
  return { apiVersion, kind, metadata: { name }, ...rest };
}

function workload(name: string, labels: object, rest: object = {}): Resource {
  return object('apps/v1', 'Deployment', name, {
    spec: { template: { metadata: { labels }, spec: { containers: [] } } },
    ...rest,
  });
}

/** The names of what a look-up finds among objects, asked from a Pod of the namespace `default`. */
function names(
  lookup: Omit<Lookup, 'key' | 'within'>,
  key: JsonValue,
  among: readonly Resource[],
  asked = object('v1', 'Pod', 'asked'),
) {
  const whole: Lookup = { ...lookup, within: 'namespace', key: '' };
  return found([{ lookup: whole, parts: { fields: {}, each: null } }], key, among, asked).map(nameOf);
}

function found(
  [wanted, ...others]: readonly [Wanted, ...Wanted[]],
  key: JsonValue,
  among: readonly Resource[],
  asked: Resource,
) {
  const index = createResourceIndex([wanted, ...others]);
  for (const one of among) index.add(one, requestOf(one, kinds));
  return index.find(wanted.lookup, key, requestOf(asked, kinds));
}

describe('by name', () => {
  const among = [
    object('v1', 'Secret', 'a'),
    object('v1', 'ConfigMap', 'a'),
    object('v1', 'ConfigMap', '__proto__'),
  ];
  test('of its kinds only', () =>
    expect(names({ kinds: ['ConfigMap'], by: 'name' }, 'a', among)).toEqual(['a']));
  test('of every kind', () => expect(names({ kinds: ['*'], by: 'name' }, 'a', among)).toEqual(['a', 'a']));
  test('names in lists of lists, each once', () =>
    expect(names({ kinds: ['ConfigMap'], by: 'name' }, [['a', null], [['__proto__', 'a']]], among)).toEqual([
      'a',
      '__proto__',
    ]));
  test('nothing by nothing', () => expect(names({ kinds: ['*'], by: 'name' }, null, among)).toEqual([]));
});

describe('by labels', () => {
  const among = [workload('web', { app: 'web', tier: '1' }), workload('api', { app: 'api', tier: '1' })];
  const by = { kinds: ['apps/Deployment'], by: 'labels' } as const;
  test.each([
    [{ app: 'web' }, ['web']],
    [{ tier: '1' }, ['web', 'api']],
    [{ app: 'web', tier: '2' }, []],
    [{}, ['web', 'api']],
    [
      { matchLabels: { tier: '1' }, matchExpressions: [{ key: 'app', operator: 'NotIn', values: ['api'] }] },
      ['web'],
    ],
    [{ matchExpressions: [{ key: 'app', operator: 'Exists' }] }, ['web', 'api']],
    [{ matchExpressions: [{ key: 'app', operator: 'Like' }] }, []],
    [null, []],
    ['web', []],
  ])('%j', (key, expected) => expect(names(by, key, among)).toEqual(expected));
});

describe('by selector', () => {
  const policy = (name: string, podSelector?: object): Resource =>
    object('networking.k8s.io/v1', 'NetworkPolicy', name, { spec: { podSelector } });
  const service = (name: string, selector: JsonValue): Resource =>
    object('v1', 'Service', name, { spec: { selector } });
  const among = [
    policy('all', {}),
    { ...policy('unstated'), spec: {} },
    policy('web', { matchLabels: { app: 'web' } }),
    policy('both', { matchLabels: { app: 'web', tier: '2' } }),
    policy('not', { matchExpressions: [{ key: 'app', operator: 'DoesNotExist' }] }),
    service('plain', { app: 'web' }),
    service('empty', {}),
    service('none', null),
  ];
  const by = { kinds: ['networking.k8s.io/NetworkPolicy', 'Service'], by: 'selector' } as const;
  test('labels of a pod find what selects it', () =>
    expect(names(by, { app: 'web', tier: '1' }, among).toSorted()).toEqual([
      'all',
      'plain',
      'unstated',
      'web',
    ]));
  test('a pod without labels is selected by what selects every pod', () =>
    expect(names(by, {}, among).toSorted()).toEqual(['all', 'not', 'unstated']));
});

test('by what owns them', () => {
  const owned = object('v1', 'Pod', 'web-1', {
    metadata: { name: 'web-1', ownerReferences: [{ kind: 'ReplicaSet', name: 'web' }] },
  });
  expect(names({ kinds: ['Pod'], by: 'owner' }, 'ReplicaSet/web', [owned, object('v1', 'Pod', 'b')])).toEqual(
    ['web-1'],
  );
});

test('by what they serve', () => {
  const ingress = object('networking.k8s.io/v1', 'Ingress', 'shop', {
    spec: {
      rules: [
        { host: 'a.example', http: { paths: [{ path: '/x' }, {}] } },
        { http: { paths: [{ path: '/y' }] } },
      ],
    },
  });
  const by = { kinds: ['networking.k8s.io/Ingress'], by: 'host-path' } as const;
  for (const served of ['a.example/x', 'a.example/', '/y'])
    expect(names(by, served, [ingress])).toEqual(['shop']);
  for (const other of ['a.example/y', '/', '/x']) expect(names(by, other, [ingress])).toEqual([]);
});

test('by what they serve and their class', () => {
  const of = (ingressClassName?: string): Resource =>
    object('networking.k8s.io/v1', 'Ingress', ingressClassName ?? 'none', {
      spec: { ingressClassName, rules: [{ host: 'a.example', http: { paths: [{ path: '/x' }] } }] },
    });
  const by = { kinds: ['networking.k8s.io/Ingress'], by: 'host-path' } as const;
  expect(names(by, 'nginx a.example/x', [of('nginx'), of()])).toEqual(['nginx']);
  expect(names(by, ' a.example/x', [of('nginx'), of()])).toEqual(['none']);
});

test('as many as are asked for at most, of its kinds, for each text of the key', () => {
  const among = [
    object('v1', 'Secret', 'a'),
    ...['a', 'a', 'a', 'b'].map((name) => object('v1', 'ConfigMap', name)),
  ];
  const by = { kinds: ['ConfigMap'], by: 'name', most: 2 } as const;
  expect(names(by, ['a', 'b'], among)).toEqual(['a', 'a', 'b']);
});

test('a binding by its subjects, with and without their namespaces', () => {
  const binding = object('rbac.authorization.k8s.io/v1', 'RoleBinding', 'b', {
    subjects: [
      { kind: 'ServiceAccount', name: 'bot', namespace: 'shop' },
      { kind: 'User', name: 'jane' },
    ],
  });
  const by = { kinds: ['rbac.authorization.k8s.io/RoleBinding'], by: 'references' } as const;
  for (const key of ['ServiceAccount/bot', 'ServiceAccount/shop/bot', 'User/jane'])
    expect(names(by, key, [binding])).toEqual(['b']);
  for (const key of ['ServiceAccount/other/bot', 'User/shop/jane', 'User//jane'])
    expect(names(by, key, [binding])).toEqual([]);
});

describe('by what they name', () => {
  const pod = object('v1', 'Pod', 'pod', {
    spec: {
      serviceAccountName: 'sa',
      imagePullSecrets: [{ name: 'pull' }],
      volumes: [
        { configMap: { name: 'cm' } },
        { secret: { secretName: 's' } },
        { persistentVolumeClaim: { claimName: 'pvc' } },
        { projected: { sources: [{ configMap: { name: 'cm2' } }, { secret: { name: 's2' } }] } },
      ],
      containers: [
        {
          envFrom: [{ configMapRef: { name: 'cm3' } }, { secretRef: { name: 's3' } }],
          env: [
            { valueFrom: { configMapKeyRef: { name: 'cm4' } } },
            { valueFrom: { secretKeyRef: { name: 's4' } } },
          ],
        },
      ],
    },
  });
  test.each([
    'ServiceAccount/sa',
    'Secret/pull',
    ...['', '2', '3', '4'].flatMap((n) => [`ConfigMap/cm${n}`, `Secret/s${n}`]),
    'PersistentVolumeClaim/pvc',
  ])('a pod: %s', (key) => expect(names({ kinds: ['Pod'], by: 'references' }, key, [pod])).toEqual(['pod']));

  const others: readonly (readonly [string, Resource])[] = [
    [
      'Deployment/a',
      object('autoscaling/v2', 'HorizontalPodAutoscaler', 'x', {
        spec: { scaleTargetRef: { kind: 'Deployment', name: 'a' } },
      }),
    ],
    [
      'Service/a',
      object('networking.k8s.io/v1', 'Ingress', 'x', {
        spec: { rules: [{ http: { paths: [{ backend: { service: { name: 'a' } } }] } }] },
      }),
    ],
    [
      'Service/a',
      object('networking.k8s.io/v1', 'Ingress', 'x', {
        spec: { defaultBackend: { service: { name: 'a' } } },
      }),
    ],
    ['Secret/a', object('networking.k8s.io/v1', 'Ingress', 'x', { spec: { tls: [{ secretName: 'a' }] } })],
    [
      'Role/a',
      object('rbac.authorization.k8s.io/v1', 'RoleBinding', 'x', { roleRef: { kind: 'Role', name: 'a' } }),
    ],
    [
      'ServiceAccount/a',
      object('rbac.authorization.k8s.io/v1', 'RoleBinding', 'x', {
        subjects: [{ kind: 'ServiceAccount', name: 'a' }],
      }),
    ],
    [
      'Service/a',
      object('apps/v1', 'StatefulSet', 'x', { spec: { serviceName: 'a', template: { spec: {} } } }),
    ],
  ];
  test.each(others)('%s', (key, resource) =>
    expect(names({ kinds: ['*'], by: 'references' }, key, [resource, workload('y', {})])).toEqual(['x']),
  );
});

test('within the namespace of the object; one that is not stated is `default`, and a Namespace is in itself', () => {
  const among = ['default', 'shop'].map((namespace) =>
    object('v1', 'Secret', 'a', { metadata: { name: 'a', namespace } }),
  );
  const by = { kinds: ['Secret'], by: 'name' } as const;
  const from = (asked: Resource) => {
    const lookup = { ...by, within: 'namespace', key: '' } as const;
    return found([{ lookup, parts: { fields: {}, each: null } }], 'a', among, asked).map((one) =>
      own(one, 'metadata'),
    );
  };
  expect(from(object('v1', 'Pod', 'p'))).toEqual([{ name: 'a', namespace: 'default' }]);
  expect(from(object('v1', 'Namespace', 'shop'))).toEqual([{ name: 'a', namespace: 'shop' }]);
  expect(from(object('v1', 'Namespace', 'other'))).toEqual([]);
});

test('in the whole cluster', () => {
  const among = ['a', 'b'].map((namespace) =>
    object('v1', 'Secret', 's', { metadata: { name: 's', namespace } }),
  );
  const lookup = { kinds: ['Secret'], by: 'name', within: 'cluster', key: '' } as const;
  expect(found([{ lookup, parts: 'all' }], 's', among, object('v1', 'Pod', 'p'))).toEqual(among);
});

test('keeps nothing of an object but who it is and what is read of it', () => {
  const secret = object('v1', 'Secret', 's', {
    data: { password: 'cGFzcw==' },
    type: 'Opaque',
    immutable: null,
  });
  const lookup = { kinds: ['Secret'], by: 'name', within: 'namespace', key: '' } as const;
  const parts = { fields: { type: 'all', immutable: 'all' }, each: null } as const;
  expect(found([{ lookup, parts }], 's', [secret], object('v1', 'Pod', 'p'))).toEqual([
    { apiVersion: 'v1', kind: 'Secret', metadata: { name: 's' }, type: 'Opaque' },
  ]);
});
