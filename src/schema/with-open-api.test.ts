import { expect, test } from 'vitest';
import type { JsonObject } from '../core/json.ts';
import { applyDefaults } from './apply-defaults.ts';
import { kubernetesSchema } from './kubernetes.ts';
import { kindOfResource } from './schema.ts';
import { validate } from './validate.ts';
import { withOpenApi } from './with-open-api.ts';

const base = await kubernetesSchema();
const meta = 'io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta';

const document: JsonObject = {
  openapi: '3.0.0',
  paths: {
    '/apis/shop.example/v1/baskets': {
      get: {},
      post: { 'x-kubernetes-group-version-kind': { group: 'shop.example', version: 'v1', kind: 'Cart' } },
    },
    '/apis/shop.example/v1/namespaces/{namespace}/orders': {
      post: { 'x-kubernetes-group-version-kind': { group: 'shop.example', version: 'v1', kind: 'Order' } },
    },
  },
  components: {
    schemas: {
      'example.shop.v1.Cart': {
        type: 'object',
        properties: {
          apiVersion: { type: 'string' },
          kind: { type: 'string' },
          metadata: { allOf: [{ $ref: `#/components/schemas/${meta}` }] },
          spec: {
            type: 'object',
            properties: {
              size: { type: 'integer', default: 3 },
              owner: { $ref: '#/components/schemas/example.shop.v1.Owner' },
            },
          },
        },
        'x-kubernetes-group-version-kind': [{ group: 'shop.example', version: 'v1', kind: 'Cart' }],
      },
      'example.shop.v1.Owner': { type: 'object', properties: { name: { type: 'string' } } },
      'example.shop.v1.Order': {
        type: 'object',
        properties: {},
        'x-kubernetes-group-version-kind': [{ group: 'shop.example', version: 'v1', kind: 'Order' }],
      },
      'io.k8s.api.core.v1.ConfigMap': {
        type: 'object',
        properties: {
          apiVersion: { type: 'string' },
          kind: { type: 'string' },
          metadata: { allOf: [{ $ref: `#/components/schemas/${meta}` }] },
          data: { type: 'object', additionalProperties: { type: 'string', default: '' } },
          sealed: { type: 'boolean' },
        },
        'x-kubernetes-group-version-kind': [{ group: '', version: 'v1', kind: 'ConfigMap' }],
      },
      [meta]: {
        type: 'object',
        properties: {
          name: { type: 'string' },
          labels: { type: 'object', additionalProperties: { type: 'string' } },
        },
      },
    },
  },
};

const schema = withOpenApi(base, document);

test('its kinds come on top, with names and scopes from its paths', () => {
  expect(kindOfResource(schema, { group: 'shop.example', version: 'v1', resource: 'baskets' })).toMatchObject(
    { kind: 'Cart', namespaced: false },
  );
  expect(kindOfResource(schema, { group: 'shop.example', version: 'v1', resource: 'orders' })).toMatchObject({
    kind: 'Order',
    namespaced: true,
  });
  expect(schema.find('apps/v1', 'Deployment')).toBeDefined();
  expect(schema.kinds.filter(({ kind }) => kind === 'ConfigMap')).toHaveLength(1);
});

test('its types replace those of the bundle', () => {
  const config = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'c' },
    sealed: true,
    immutable: true,
  };
  expect(validate(config, schema).map(({ pointer }) => pointer)).toEqual(['/immutable']);
  expect(validate(config, base).map(({ pointer }) => pointer)).toEqual(['/sealed']);
});

test('how a field is written is still known of fields that the bundle has', () => {
  const config = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'c', labels: {} },
    data: {},
    sealed: false,
  };
  expect(applyDefaults(config, schema)).toEqual({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'c' },
    sealed: false,
  });
});

test('kinds of definitions are defaulted by their schema', () => {
  const cart = {
    apiVersion: 'shop.example/v1',
    kind: 'Cart',
    metadata: { name: 'c' },
    spec: { owner: { nmae: 'x' } },
  };
  expect(validate(cart, schema).map(({ suggestion }) => suggestion)).toEqual(['name']);
  expect(applyDefaults(cart, schema)['spec']).toEqual({ size: 3, owner: {} });
});

test('references in a circle end', () => {
  const circle = withOpenApi(base, {
    components: {
      schemas: {
        a: { $ref: '#/components/schemas/b' },
        b: { $ref: '#/components/schemas/a' },
        Cart: {
          properties: { apiVersion: {}, kind: {}, spec: { $ref: '#/components/schemas/a' } },
          'x-kubernetes-group-version-kind': [{ group: 'shop.example', version: 'v1', kind: 'Cart' }],
        },
      },
    },
  });
  expect(validate({ apiVersion: 'shop.example/v1', kind: 'Cart', spec: 1 }, circle)).toEqual([]);
});

test('what is no document is refused', () => {
  for (const wrong of [null, [], {}, { components: 1 }, { components: { schemas: [] } }])
    expect(() => withOpenApi(base, wrong)).toThrow('no OpenAPI v3 document');
});
