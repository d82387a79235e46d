import { describe, expect, test } from 'vitest';
import type { JsonObject, JsonValue } from '../core/json.ts';
import type { Resource } from '../core/resource.ts';
import { applyDefaults } from './apply-defaults.ts';
import { kubernetesSchema } from './kubernetes.ts';
import { fieldAt, kindNamed, kindOfResource } from './schema.ts';
import { validate } from './validate.ts';
import { withCrd } from './with-crd.ts';

const base = await kubernetesSchema();

const properties: JsonObject = {
  spec: {
    type: 'object',
    required: ['items'],
    properties: {
      items: {
        type: 'array',
        items: {
          type: 'object',
          properties: {
            sku: { type: 'string' },
            count: { type: 'integer', format: 'int32', default: 1 },
            port: { 'x-kubernetes-int-or-string': true, anyOf: [{ type: 'integer' }, { type: 'string' }] },
          },
        },
        'x-kubernetes-list-type': 'map',
        'x-kubernetes-list-map-keys': ['sku'],
      },
      mode: { type: 'string', enum: ['fast', 'slow'], default: 'slow' },
      labels: { type: 'object', additionalProperties: { type: 'string' } },
      anything: { 'x-kubernetes-preserve-unknown-fields': true },
      open: {
        type: 'object',
        'x-kubernetes-preserve-unknown-fields': true,
        properties: { known: { type: 'integer' } },
      },
      embedded: {
        type: 'object',
        'x-kubernetes-embedded-resource': true,
        'x-kubernetes-preserve-unknown-fields': true,
      },
      note: { type: 'string', nullable: true },
      empty: { type: 'object' },
      nested: {
        type: 'object',
        default: { deep: {} },
        properties: { deep: { type: 'object', properties: { x: { type: 'integer', default: 7 } } } },
      },
    },
  },
};

function definition(openAPIV3Schema: JsonValue, more: JsonObject = {}): Resource {
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: 'carts.shop.example' },
    spec: {
      group: 'shop.example',
      scope: 'Namespaced',
      names: { kind: 'Cart', plural: 'carts' },
      versions: [
        { name: 'v1', served: true, storage: true, schema: { openAPIV3Schema } },
        { name: 'v1alpha1', served: false },
      ],
      ...more,
    },
  };
}

const schema = withCrd(base, definition({ type: 'object', properties }));

function cart(spec: JsonObject, metadata: JsonObject = { name: 'c' }): Resource {
  return { apiVersion: 'shop.example/v1', kind: 'Cart', metadata, spec };
}

function problems(spec: JsonObject): readonly string[] {
  return validate(cart(spec), schema).map(
    ({ code, pointer, suggestion }) => `${code} ${pointer} ${suggestion ?? '-'}`,
  );
}

test('its kind is known in the versions that it serves, beside the built-in ones', () => {
  expect(kindNamed(schema, { group: 'shop.example', version: 'v1', kind: 'Cart' })).toMatchObject({
    resource: 'carts',
    namespaced: true,
  });
  expect(kindNamed(schema, { group: 'shop.example', version: 'v1alpha1', kind: 'Cart' })).toBeUndefined();
  expect(kindOfResource(schema, { group: 'shop.example', version: 'v1', resource: 'carts' })?.kind).toBe(
    'Cart',
  );
  expect(schema.find('v1', 'Pod')).toBe(base.find('v1', 'Pod'));
});

test('its fields are found by pointer', () => {
  const kind = schema.find('shop.example/v1', 'Cart');
  if (kind === undefined) throw new Error('no Cart');
  expect(fieldAt(schema, kind, '/spec/items')?.field).toMatchObject({ type: 'list', keys: ['sku'] });
  expect(fieldAt(schema, kind, '/spec/items/0/count')?.field.default).toBe(1);
  expect(fieldAt(schema, kind, '/spec/items')?.required).toBe(true);
  expect(fieldAt(schema, kind, '/metadata/labels/x')?.field.type).toBe('string');
});

describe('judging', () => {
  test('unknown fields and wrong types are found, in metadata too', () => {
    expect(problems({ itmes: [], mode: 'fats', items: [{ count: '1' }] })).toEqual([
      'unknown-field /spec/itmes items',
      'wrong-type /spec/mode fast',
      'wrong-type /spec/items/0/count -',
    ]);
    expect(validate(cart({}, { lables: {} }), schema)[0]?.suggestion).toBe('labels');
  });

  test('open parts are open', () =>
    expect(
      problems({
        anything: [{ x: 1 }],
        open: { y: 1 },
        embedded: { kind: 'Pod', spec: {} },
        labels: { a: 'b' },
      }),
    ).toEqual([]));

  test('known fields of open parts are judged, and objects without fields have none', () =>
    expect(problems({ open: { known: 'x' }, empty: { a: 1 } })).toEqual([
      'wrong-type /spec/open/known -',
      'unknown-field /spec/empty/a -',
    ]));

  test('null is as good as nothing, except for a field that is required', () =>
    expect(
      problems({ note: null, mode: null, labels: { a: null }, nested: { deep: null }, items: null }),
    ).toEqual(['wrong-type /spec/items -']));

  test('lists hold no nulls', () =>
    expect(problems({ items: [null] })).toEqual(['wrong-type /spec/items/0 -']));

  test('ports are numbers or names', () => {
    expect(problems({ items: [{ port: 80 }, { port: 'http' }] })).toEqual([]);
    expect(problems({ items: [{ port: true }] })).toHaveLength(1);
  });
});

test('defaults of the schema are filled in, unknown fields dropped, empty ones kept', () => {
  expect(
    applyDefaults(
      cart({ items: [{ sku: '' }], note: null, labels: { a: null }, gone: 1 }, { name: 'c', labels: {} }),
      schema,
    ),
  ).toEqual({
    apiVersion: 'shop.example/v1',
    kind: 'Cart',
    metadata: { name: 'c', generation: 1 },
    spec: {
      items: [{ sku: '', count: 1 }],
      mode: 'slow',
      note: null,
      labels: {},
      nested: { deep: { x: 7 } },
    },
  });
});

test('a version without a schema keeps everything', () => {
  const open = withCrd(base, definition(null));
  expect(validate(cart({ any: 1 }), open)).toEqual([]);
  expect(applyDefaults(cart({ any: [] }), open)['spec']).toEqual({ any: [] });
});

test('what is no definition is refused', () => {
  expect(() => withCrd(base, { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' } })).toThrow(
    'is no CustomResourceDefinition',
  );
  expect(() => withCrd(base, definition({}, { names: {} }))).toThrow('is no CustomResourceDefinition');
});

test('hostile schemas end: lists in lists, names of the prototype', () => {
  let nested: JsonValue = { type: 'string' };
  for (let level = 0; level < 20_000; level += 1) nested = { type: 'array', items: nested };
  const hostile = withCrd(
    base,
    definition({
      type: 'object',
      properties: JSON.parse(
        '{"__proto__":{"type":"integer"},"constructor":{"type":"integer"}}',
      ) as JsonObject,
    }),
  );
  const deep = withCrd(base, definition({ type: 'object', properties: { spec: nested } }));
  let value: JsonValue = 1;
  for (let level = 0; level < 1_000; level += 1) value = [value];
  expect(validate({ apiVersion: 'shop.example/v1', kind: 'Cart', spec: value }, deep)).toEqual([]);
  const resource = JSON.parse(
    '{"apiVersion":"shop.example/v1","kind":"Cart","__proto__":"a","constructor":"b"}',
  ) as Resource;
  expect(validate(resource, hostile).map(({ pointer }) => pointer)).toEqual(['/__proto__', '/constructor']);
});
