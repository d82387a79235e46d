import { describe, expect, test } from 'vitest';
import type { JsonValue } from '../core/json.ts';
import type { Resource } from '../core/resource.ts';
import { kubernetesSchema } from './kubernetes.ts';
import { validate } from './validate.ts';

const schema = await kubernetesSchema();

function pod(
  spec: Record<string, JsonValue>,
  metadata: Record<string, JsonValue> = { name: 'checkout' },
): Resource {
  return { apiVersion: 'v1', kind: 'Pod', metadata, spec };
}

function problems(resource: Resource): readonly string[] {
  return validate(resource, schema).map(
    ({ code, pointer, suggestion }) => `${code} ${pointer} ${suggestion ?? '-'}`,
  );
}

function container(fields: Record<string, JsonValue>): Resource {
  return pod({ containers: [{ name: 'app', image: 'shop/checkout:1', ...fields }] });
}

const at = '/spec/containers/0';

describe('unknown fields', () => {
  test('a misspelt field is named with the one that was meant', () => {
    expect(validate(container({ imagePullPolcy: 'Always' }), schema)).toEqual([
      {
        code: 'unknown-field',
        pointer: `${at}/imagePullPolcy`,
        message: '`imagePullPolcy` is not a field of Container; did you mean `imagePullPolicy`?',
        suggestion: 'imagePullPolicy',
      },
    ]);
  });

  test('a field in the wrong case is unknown', () =>
    expect(problems(pod({ HostNetwork: true }))).toEqual(['unknown-field /spec/HostNetwork hostNetwork']));

  test('a field of another type is unknown without a suggestion', () =>
    expect(problems(pod({ replicas: 3 }))).toEqual(['unknown-field /spec/replicas -']));

  test('every fault is found, in document order', () =>
    expect(problems(pod({ contianers: [], hostNetwrk: true, nodeName: 1 }))).toEqual([
      'unknown-field /spec/contianers containers',
      'unknown-field /spec/hostNetwrk hostNetwork',
      'wrong-type /spec/nodeName -',
    ]));

  test('labels and annotations may have any key', () =>
    expect(problems(pod({}, { name: 'a', labels: { 'any/key': 'x' }, annotations: { y: 'z' } }))).toEqual(
      [],
    ));

  test('a pointer escapes what stands in a key', () =>
    expect(problems(pod({}, { name: 'a', labels: { 'a/b~c': 1 } }))).toEqual([
      'wrong-type /metadata/labels/a~1b~0c -',
    ]));

  test('free-form parts are open', () => {
    const definition = {
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      spec: {
        versions: [
          {
            name: 'v1',
            schema: {
              openAPIV3Schema: { type: 'object', default: { any: 1 }, properties: { a: { enum: [1] } } },
            },
          },
        ],
      },
    };
    expect(problems(definition)).toEqual([]);
    expect(
      problems({ apiVersion: 'apps/v1', kind: 'ControllerRevision', data: { any: { thing: 1 } } }),
    ).toEqual([]);
    expect(problems(pod({}, { managedFields: [{ fieldsV1: { 'f:metadata': {} } }] }))).toEqual([]);
  });

  test('keys of the prototype are keys like any other', () => {
    const resource = JSON.parse(
      '{"apiVersion":"v1","kind":"Pod","__proto__":{"x":1},"metadata":{"labels":{"__proto__":"a","constructor":"b"}},"spec":{"constructor":1,"toString":2,"hasOwnProperty":3}}',
    ) as Resource;
    expect(problems(resource)).toEqual([
      'unknown-field /__proto__ -',
      'unknown-field /spec/constructor -',
      'unknown-field /spec/toString -',
      'unknown-field /spec/hasOwnProperty -',
    ]);
  });
});

describe('wrong types', () => {
  const cases: readonly (readonly [string, Record<string, JsonValue>, string | null])[] = [
    ['finds text for a number', { ports: [{ containerPort: '80' }] }, `${at}/ports/0/containerPort`],
    [
      'finds a fraction for a whole number',
      { ports: [{ containerPort: 80.5 }] },
      `${at}/ports/0/containerPort`,
    ],
    ['finds more than 32 bits', { ports: [{ containerPort: 2 ** 31 }] }, `${at}/ports/0/containerPort`],
    ['finds a number for text', { env: [{ name: 'A', value: 1 }] }, `${at}/env/0/value`],
    ['finds a boolean for text', { env: [{ name: 'A', value: true }] }, `${at}/env/0/value`],
    ['finds text for a boolean', { stdin: 'true' }, `${at}/stdin`],
    ['finds an object for a list', { env: { A: 'b' } }, `${at}/env`],
    ['finds a list for an object', { resources: [] }, `${at}/resources`],
    ['finds text for an object', { securityContext: 'none' }, `${at}/securityContext`],
    ['finds a list for a map', { resources: { limits: [] } }, `${at}/resources/limits`],
    ['finds no quantity', { resources: { limits: { cpu: '1x' } } }, `${at}/resources/limits/cpu`],
    [
      'no quantity for want of a case',
      { resources: { limits: { memory: '1gi' } } },
      `${at}/resources/limits/memory`,
    ],
    [
      'a boolean for a port',
      { livenessProbe: { httpGet: { port: true } } },
      `${at}/livenessProbe/httpGet/port`,
    ],
    ['accepts a port by number', { livenessProbe: { httpGet: { port: 80 } } }, null],
    ['accepts a port by name', { livenessProbe: { httpGet: { port: 'http' } } }, null],
    [
      'quantities as numbers and text',
      { resources: { limits: { cpu: 0.5, memory: '1Gi', x: '1e3' } } },
      null,
    ],
    ['accepts nulls, which a server drops', { env: null, resources: { limits: null }, image: null }, null],
  ];
  test.each(cases)('%s', (_, fields, pointer) =>
    expect(validate(container(fields), schema).map((problem) => problem.pointer)).toEqual(
      pointer === null ? [] : [pointer],
    ),
  );

  test('a value that is not allowed comes with those that are', () =>
    expect(validate(container({ imagePullPolicy: 'always' }), schema)).toMatchObject([
      {
        message: '`imagePullPolicy` must be one of Always, IfNotPresent, Never; did you mean `Always`?',
        suggestion: 'Always',
      },
    ]));

  test('an empty value of an optional choice is as good as none', () =>
    expect(problems(container({ imagePullPolicy: '' }))).toEqual([]));

  test('a message never quotes a value, which may be a secret', () => {
    const secret: Resource = {
      apiVersion: 'v1',
      kind: 'Secret',
      data: { a: 'hunter2!' },
      stringData: { b: 424242 },
    };
    const found = validate(secret, schema);
    expect(found.map(({ pointer }) => pointer)).toEqual(['/data/a', '/stringData/b']);
    expect(JSON.stringify(found)).not.toMatch(/hunter2|424242/);
  });

  test('base64 and times are read as a server reads them', () => {
    const lease: Resource = {
      apiVersion: 'coordination.k8s.io/v1',
      kind: 'Lease',
      spec: { renewTime: 'yesterday' },
    };
    expect(problems(lease)).toEqual(['wrong-type /spec/renewTime -']);
    expect(problems({ ...lease, spec: { renewTime: '2026-11-20T21:37:35.000001Z' } })).toEqual([]);
    expect(problems({ apiVersion: 'v1', kind: 'Secret', data: { a: 'Yg==\n', b: '' } })).toEqual([]);
  });

  test('whole numbers beyond the safe range are whole numbers', () => {
    expect(problems(pod({ activeDeadlineSeconds: 2n ** 62n }))).toEqual([]);
    expect(problems(pod({ activeDeadlineSeconds: 2n ** 63n }))).toEqual([
      'wrong-type /spec/activeDeadlineSeconds -',
    ]);
  });
});

describe('kinds', () => {
  test('a misspelt kind of a built-in group is named with the one that was meant', () =>
    expect(problems({ apiVersion: 'apps/v1', kind: 'Deploymnet' })).toEqual(['wrong-type /kind Deployment']));

  test('a kind under the wrong group is named with its own', () =>
    expect(problems({ apiVersion: 'v1', kind: 'Deployment' })).toEqual(['wrong-type /apiVersion apps/v1']));

  test('custom, removed and foreign kinds are not judged', () => {
    expect(problems({ apiVersion: 'acme.example/v1', kind: 'Pod', spec: 1 })).toEqual([]);
    expect(problems({ apiVersion: 'v1', kind: 'Config', clusters: [] })).toEqual([]);
    expect(problems({ apiVersion: 'apps/v1beta1', kind: 'Deployment' })).toEqual([]);
  });
});

test('nesting as deep as a stack is reported, not followed', () => {
  let nested: JsonValue = { type: 'object' };
  for (let level = 0; level < 20_000; level += 1) nested = { properties: { a: nested } };
  const definition: Resource = {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    spec: { versions: [{ name: 'v1', schema: { openAPIV3Schema: nested } }] },
  };
  expect(validate(definition, schema).map(({ message }) => message)).toEqual([
    expect.stringContaining('is nested deeper than 500 levels'),
  ]);
});
