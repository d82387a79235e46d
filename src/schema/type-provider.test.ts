import { expect, test } from 'vitest';
import { kubernetesSchema } from './kubernetes.ts';
import { typeOf, typeProvider } from './type-provider.ts';
import { withCrd } from './with-crd.ts';

const schema = await kubernetesSchema();
const provider = typeProvider(schema);
const core = 'io.k8s.api.core.v1.';

test('object is of its kind, and dyn where the kind is unknown', () => {
  expect(typeOf(schema, { group: '', version: 'v1', kind: 'Pod' })).toEqual({
    kind: 'object',
    name: `${core}Pod`,
  });
  expect(typeOf(schema, { group: 'acme.example', version: 'v1', kind: 'Cart' })).toEqual({ kind: 'dyn' });
});

test.each([
  ['PodSpec', 'hostNetwork', { kind: 'bool' }],
  ['PodSpec', 'containers', { kind: 'list', element: { kind: 'object', name: `${core}Container` } }],
  ['PodSpec', 'nodeSelector', { kind: 'map', key: { kind: 'string' }, value: { kind: 'string' } }],
  ['PodSpec', 'terminationGracePeriodSeconds', { kind: 'int' }],
  ['ResourceRequirements', 'limits', { kind: 'map', key: { kind: 'string' }, value: { kind: 'dyn' } }],
  ['HTTPGetAction', 'port', { kind: 'dyn' }],
  ['Secret', 'data', { kind: 'map', key: { kind: 'string' }, value: { kind: 'bytes' } }],
  ['PodStatus', 'startTime', { kind: 'timestamp' }],
])('%s.%s', (type, field, expected) => expect(provider.field(core + type, field)?.type).toEqual(expected));

test('what is required, always written or named by the server is not optional', () => {
  const optional = (type: string, field: string) => provider.field(type, field)?.optional;
  expect(optional(`${core}Pod`, 'spec')).toBe(false);
  expect(optional(`${core}Pod`, 'kind')).toBe(false);
  expect(optional(`${core}PodSpec`, 'containers')).toBe(false);
  expect(optional(`${core}Container`, 'resources')).toBe(false);
  expect(optional('io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta', 'name')).toBe(false);
  expect(optional(`${core}Container`, 'image')).toBe(true);
  expect(optional(`${core}PodSpec`, 'hostNetwork')).toBe(true);
  expect(optional(`${core}ObjectReference`, 'kind')).toBe(true);
});

test('a field that there is not is undefined, prototype or not', () => {
  expect(provider.field(`${core}PodSpec`, 'hostNetwrk')).toBeUndefined();
  expect(provider.field(`${core}PodSpec`, 'constructor')).toBeUndefined();
  expect(provider.field('constructor', 'name')).toBeUndefined();
  expect(provider.fields(`${core}PodSpec`)).toContain('hostNetwork');
  expect(provider.fields('nothing')).toEqual([]);
  expect(provider.has(`${core}PodSpec`)).toBe(false);
});

test('an object that keeps unknown fields has every field', () => {
  const cart = typeProvider(
    withCrd(schema, {
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name: 'carts.shop.example' },
      spec: {
        group: 'shop.example',
        names: { kind: 'Cart', plural: 'carts' },
        versions: [
          {
            name: 'v1',
            schema: {
              openAPIV3Schema: {
                type: 'object',
                properties: {
                  spec: {
                    type: 'object',
                    properties: { wait: { type: 'string', format: 'duration' } },
                    'x-kubernetes-preserve-unknown-fields': true,
                  },
                },
              },
            },
          },
        ],
      },
    }),
  );
  expect(cart.field('shop.example.v1.Cart', 'spec')?.type).toEqual({
    kind: 'object',
    name: 'shop.example.v1.Cart.spec',
  });
  expect(cart.field('shop.example.v1.Cart.spec', 'wait')?.type).toEqual({ kind: 'duration' });
  expect(cart.field('shop.example.v1.Cart.spec', 'other')).toEqual({ type: { kind: 'dyn' }, optional: true });
  expect(cart.field('shop.example.v1.Cart', 'other')).toBeUndefined();
});
