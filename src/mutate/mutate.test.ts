import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  CelError,
  check,
  compile,
  Frame,
  kubernetesMutation,
  kyvernoMutating,
  parse,
  type Value,
} from '../cel/index.ts';
import { at, isJsonObject, type JsonObject, type JsonValue } from '../core/json.ts';
import type { Resource } from '../core/resource.ts';
import { applyPatch } from '../fix/apply-patch.ts';
import type { PatchOperation } from '../fix/patch.ts';
import { kubernetesSchema } from '../schema/kubernetes.ts';
import type { Schema } from '../schema/schema.ts';
import { withCrd } from '../schema/with-crd.ts';
import { applyConfiguration, applyJsonPatch } from './index.ts';

interface Fact {
  readonly form: 'JSONPatch' | 'ApplyConfiguration';
  readonly expression: string;
  readonly object?: JsonObject;
  /** The API server's object afterwards, */
  readonly changed?: JsonObject;
  /** or its words; true where these hold an address of its memory or the like. */
  readonly error?: string | true;
}

/** What Kubernetes 1.36.3's own patchers made of each expression. */
const { pod, cases } = JSON.parse(readFileSync(new URL('api-server.json', import.meta.url), 'utf8')) as {
  readonly pod: JsonObject;
  readonly cases: readonly Fact[];
};

const environment = kubernetesMutation(36);
let schema: Schema;

beforeAll(async () => {
  schema = await kubernetesSchema();
});

function evaluate(expression: string, object: JsonObject, of = environment): Value {
  const { tree } = parse(expression);
  expect(check(tree, of).problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  return compile(tree, of, { form: 'cost' }).evaluate(new Frame(of, { object }));
}

function mutate({ form, expression, object = pod }: Fact): JsonObject | string {
  const value = evaluate(expression, object);
  const changed =
    form === 'JSONPatch'
      ? applyJsonPatch(object, value)
      : applyConfiguration(object, value, { schema, atomics: 'refused' });
  return changed instanceof CelError ? changed.message : changed;
}

const changed = (expression: string, object: JsonObject = pod): JsonObject | string =>
  mutate({ form: 'ApplyConfiguration', expression, object });

describe('as the API server', () => {
  test.each(cases)('$form $expression', (fact) => {
    const result = mutate(fact);
    if (fact.changed !== undefined) expect(result).toEqual(fact.changed);
    else if (fact.error === true) expect(result).toBeTypeOf('string');
    else expect(result).toBe(fact.error);
  });
});

describe('ApplyConfiguration', () => {
  const containers = (...names: readonly string[]): string =>
    `Object{spec: Object.spec{containers: [${names.map((name) => `Object.spec.containers{name: "${name}"}`).join(', ')}]}}`;
  const names = (result: JsonObject | string): readonly JsonValue[] =>
    (at(result as JsonObject, '/spec/containers') as readonly JsonObject[]).map(({ name = null }) => name);
  const podOf = (...list: readonly string[]): JsonObject => ({
    ...pod,
    spec: { containers: list.map((name) => ({ name })) },
  });

  test.each([
    [['a', 'b', 'c'], ['b'], ['a', 'b', 'c']],
    [
      ['a', 'b', 'c'],
      ['c', 'a'],
      ['b', 'c', 'a'],
    ],
    [
      ['a', 'b'],
      ['n', 'b'],
      ['a', 'n', 'b'],
    ],
    [['a'], ['n', 'm'], ['a', 'n', 'm']],
    [[], ['n'], ['n']],
    [['a', 'b', 'a'], ['a'], ['a', 'b']],
  ])('keeps the order of %j, of which %j is applied', (live, applied, merged) => {
    expect(names(changed(containers(...applied), podOf(...live)))).toEqual(merged);
  });

  test('replaces atomic lists and maps where the server is told to apply', () => {
    const expression =
      'Object{spec: Object.spec{nodeSelector: {"disk": "ssd"}, containers: [Object.spec.containers{name: "x", args: ["b"]}]}}';
    const value = evaluate(expression, pod);
    const result = applyConfiguration(pod, value, { schema, atomics: 'replaced' }) as JsonObject;
    expect(at(result, '/spec/containers/0/args')).toEqual(['b']);
    expect(at(result, '/spec/nodeSelector')).toEqual({ disk: 'ssd' });
    expect(at(result, '/spec/containers/0/image')).toBe('i');
  });

  test('leaves the object alone and shares what it does not change', () => {
    const before = structuredClone(pod);
    const result = changed('Object{metadata: Object.metadata{labels: {"x": "y"}}}') as JsonObject;
    expect(pod).toEqual(before);
    expect(result['spec']).toBe(pod['spec']);
    expect(changed('Object{}')).toEqual(pod);
  });

  test('follows the schema of a custom resource, and keeps what is not listed where that is kept', () => {
    const properties = {
      steps: {
        type: 'array',
        'x-kubernetes-list-type': 'map',
        'x-kubernetes-list-map-keys': ['id'],
        items: { type: 'object', properties: { id: { type: 'string' }, run: { type: 'string' } } },
      },
      tags: { type: 'array', items: { type: 'string' } },
      free: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
    };
    const definition = {
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name: 'flows.shop.test' },
      spec: {
        group: 'shop.test',
        scope: 'Namespaced',
        names: { kind: 'Flow', plural: 'flows' },
        versions: [
          {
            name: 'v1',
            served: true,
            storage: true,
            schema: {
              openAPIV3Schema: { type: 'object', properties: { spec: { type: 'object', properties } } },
            },
          },
        ],
      },
    } as unknown as Resource;
    const known = withCrd(schema, definition);
    const flow = {
      apiVersion: 'shop.test/v1',
      kind: 'Flow',
      spec: { steps: [{ id: 'a', run: 'x' }], free: { a: { b: 1 } } },
    };
    const apply = (expression: string): JsonObject | CelError =>
      applyConfiguration(flow, evaluate(expression, flow), { schema: known, atomics: 'refused' });
    expect(
      apply(
        'Object{spec: Object.spec{steps: [Object.spec.steps{id: "b"}, Object.spec.steps{id: "a", run: "y"}], free: Object.spec.free{a: Object.spec.free.a{c: 2}}}}',
      ),
    ).toMatchObject({ spec: { steps: [{ id: 'b' }, { id: 'a', run: 'y' }], free: { a: { b: 1, c: 2 } } } });
    expect(apply('Object{spec: Object.spec{tags: ["x"]}}')).toMatchObject({
      message:
        'error applying patch: invalid ApplyConfiguration: may not mutate atomic arrays, maps or structs: .spec.tags',
    });
    expect(apply('Object{spec: Object.spec{tag: "x"}}')).toMatchObject({
      message:
        'error applying patch: failed to convert patch object to typed object: .spec.tag: field not declared in schema',
    });
  });

  test('says that nothing is known of a kind, or of its whole group', () => {
    const head = { metadata: { name: 'x' } };
    expect(changed('Object{}', { apiVersion: 'apps/v1', kind: 'Foo', ...head })).toBe(
      'error applying patch: failed to convert patch object to typed object: no corresponding type for apps/v1, Kind=Foo',
    );
    expect(changed('Object{}', { apiVersion: 'shop.test/v1', kind: 'Foo', ...head })).toBe(
      'error applying patch: type converter must not be nil',
    );
  });

  const item = fc.record({
    name: fc.constantFrom('a', 'b', 'c', 'd'),
    image: fc.constantFrom('x', 'y'),
  });
  const distinct = fc.uniqueArray(item, { maxLength: 4, selector: ({ name }) => name });
  const literalOf = (list: readonly { readonly name: string; readonly image: string }[]): string =>
    `Object{spec: Object.spec{containers: [${list.map(({ name, image }) => `Object.spec.containers{name: "${name}", image: "${image}"}`).join(', ')}]}}`;

  test('changes nothing when it is merged again, loses nothing, and holds', () => {
    fc.assert(
      fc.property(fc.array(item, { maxLength: 5 }), distinct, (live, applied) => {
        const once = changed(literalOf(applied), { ...pod, spec: { containers: live } }) as JsonObject;
        const merged = at(once, '/spec/containers') as typeof live;
        const kept = new Set(merged.map(({ name }) => name));
        expect(live.every(({ name }) => kept.has(name))).toBe(true);
        expect(merged).toEqual(expect.arrayContaining(applied));
        expect(changed(literalOf(applied), once)).toEqual(once);
      }),
      { numRuns: 200 },
    );
  });

  test('takes keys of prototypes for keys like any other', () => {
    const own = JSON.parse('{"__proto__": "a", "constructor": "b"}') as JsonObject;
    const object = { ...pod, metadata: { name: 'p', labels: own } };
    const result = changed(
      'Object{metadata: Object.metadata{labels: {"__proto__": "c", "toString": "d"}}}',
      object,
    );
    const labels = at(result, '/metadata/labels') as JsonObject;
    expect(Object.entries(labels)).toEqual([
      ['__proto__', 'c'],
      ['constructor', 'b'],
      ['toString', 'd'],
    ]);
  });

  test('ends at an object nested without end', () => {
    let deep: JsonValue = 'x';
    for (let level = 0; level < 20_000; level++) deep = { a: deep };
    const object = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { managedFields: [{ fieldsV1: deep }] } };
    expect(changed('Object{data: {"a": "b"}}', object)).toContain('value is nested too deeply');
  });
});

describe('JSONPatch', () => {
  const patched = (expression: string, object: JsonObject): JsonObject | string =>
    mutate({ form: 'JSONPatch', expression, object });

  test('leaves the object alone and shares what it does not change', () => {
    const before = structuredClone(pod);
    const result = patched(
      '[JSONPatch{op: "add", path: "/metadata/labels/x", value: "y"}]',
      pod,
    ) as JsonObject;
    expect(pod).toEqual(before);
    expect(result['spec']).toBe(pod['spec']);
    expect(at(result, '/metadata/labels')).toEqual({ a: 'b', x: 'y' });
  });

  test('takes keys of prototypes for keys like any other', () => {
    const result = patched(
      '[JSONPatch{op: "add", path: "/metadata/labels/__proto__", value: "y"}, JSONPatch{op: "test", path: "/constructor", value: "x"}]',
      pod,
    );
    expect(result).toBe(pod);
    const added = patched('[JSONPatch{op: "add", path: "/__proto__", value: {"a": "b"}}]', pod) as JsonObject;
    expect(Object.hasOwn(added, '__proto__') && Object.getPrototypeOf(added)).toBe(Object.prototype);
    expect(patched('[JSONPatch{op: "remove", path: "/toString"}]', pod)).toContain('nonexistent key');
  });

  const key = fc.constantFrom('a', 'b', 'c/d', '~', '__proto__');
  const { value: json } = fc.letrec<{ value: JsonValue }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 3 },
      fc.constantFrom<JsonValue[]>(1, 'x', true),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(key, tie('value'), { maxKeys: 3 }),
    ),
  }));
  const document = fc.dictionary(key, json, { maxKeys: 3 }).map((fields) => ({ ...fields, kind: 'X' }));

  /** Every pointer into a document. */
  function pointers(value: JsonValue, at_ = ''): readonly string[] {
    if (typeof value !== 'object' || value === null) return [at_];
    const entries = Object.entries(value) as readonly (readonly [string, JsonValue])[];
    const escaped = (part: string): string => part.replaceAll('~', '~0').replaceAll('/', '~1');
    return [at_, ...entries.flatMap(([part, inner]) => pointers(inner, `${at_}/${escaped(part)}`))];
  }

  const step = (op: string, path: string, value?: JsonValue): string => {
    const written = value === undefined ? '' : `, value: ${literal(value)}`;
    return `[JSONPatch{op: "${op}", path: ${JSON.stringify(path)}${written}}]`;
  };

  function literal(value: JsonValue): string {
    if (Array.isArray(value))
      return `[${(value as readonly JsonValue[]).map((item) => `dyn(${literal(item)})`).join(', ')}]`;
    if (!isJsonObject(value)) return JSON.stringify(value);
    const entries = Object.entries(value).map(
      ([name, item]) => `${JSON.stringify(name)}: dyn(${literal(item)})`,
    );
    return `{${entries.join(', ')}}`;
  }

  const place = document.chain((object) =>
    fc.constantFrom(...pointers(object).slice(1), '/kind').map((path) => ({ object, path })),
  );

  test('does what a repair with the same operation does', () => {
    fc.assert(
      fc.property(
        place,
        json,
        fc.constantFrom('add' as const, 'replace' as const),
        ({ object, path }, value, op) => {
          fc.pre(path !== '/kind');
          const operation = { op, path, value } as PatchOperation;
          expect(patched(step(op, path, value), object)).toEqual(
            applyPatch(object as JsonObject, [operation]),
          );
        },
      ),
      { numRuns: 200 },
    );
  });

  test('undoes what it added, and finds what it replaced', () => {
    fc.assert(
      fc.property(place, json, ({ object, path }, value) => {
        fc.pre(path !== '/kind');
        const replaced = patched(step('replace', path, value), object) as JsonObject;
        expect(patched(step('test', path, value), replaced)).toBe(replaced);
        const removed = patched(step('remove', path), object);
        expect(removed).toEqual(applyPatch(object as JsonObject, [{ op: 'remove', path } as PatchOperation]));
      }),
      { numRuns: 200 },
    );
  });

  test('moves as it copies and removes', () => {
    fc.assert(
      fc.property(place, ({ object, path }) => {
        fc.pre(path !== '/kind');
        const move = `[JSONPatch{op: "move", from: ${JSON.stringify(path)}, path: "/moved"}]`;
        const both = `[JSONPatch{op: "copy", from: ${JSON.stringify(path)}, path: "/moved"}, JSONPatch{op: "remove", path: ${JSON.stringify(path)}}]`;
        expect(patched(move, object)).toEqual(patched(both, object));
      }),
      { numRuns: 200 },
    );
  });
});

describe('an API server decodes strictly what a patch made', () => {
  const strictly = (expression: string, object: JsonObject = pod): JsonObject | string => {
    const result = applyJsonPatch(object, evaluate(expression, object), schema);
    return result instanceof CelError ? result.message.replace('Internal error occurred: ', '') : result;
  };
  const add = (path: string, value: string): string =>
    `JSONPatch{op: "add", path: "${path}", value: ${value}}`;

  test.each([
    [[add('/spec/foo', '1')], 'strict decoding error: unknown field "spec.foo"'],
    [
      [add('/spec/foo', '1'), add('/spec/bar', '1')],
      'strict decoding error: unknown field "spec.bar", unknown field "spec.foo"',
    ],
    [[add('/spec/hostnetwork', 'true')], 'strict decoding error: unknown field "spec.hostnetwork"'],
    [
      [add('/spec/containers/-', 'Object.spec.containers{name: "b", foo: 1}')],
      'strict decoding error: unknown field "spec.containers[1].foo"',
    ],
    [
      [add('/spec/priority', '"x"')],
      'json: cannot unmarshal string into Go struct field PodSpec.spec.priority of type int32',
    ],
    [
      [add('/spec/containers/0/args', '"x"')],
      'json: cannot unmarshal string into Go struct field Container.spec.containers.args of type []string',
    ],
    [
      [add('/metadata/labels', '{"a": 1}')],
      'json: cannot unmarshal number into Go struct field ObjectMeta.metadata.labels of type string',
    ],
    [
      [add('/spec/terminationGracePeriodSeconds', '5.5')],
      'json: cannot unmarshal number 5.5 into Go struct field PodSpec.spec.terminationGracePeriodSeconds of type int64',
    ],
    [
      [add('/spec/hostname', '5')],
      'json: cannot unmarshal number into Go struct field PodSpec.spec.hostname of type string',
    ],
    [
      [add('/spec/containers/0/resources', 'Object.spec.containers.resources{limits: {"cpu": "x"}}')],
      "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'",
    ],
  ])('%j is refused', (steps, message) => {
    expect(strictly(`[${steps.join(', ')}]`)).toBe(message);
  });

  test('what can be null may be, what was wrong before is no fault of the patch, other kinds have no such types', () => {
    expect(strictly(`[${add('/spec/priority', 'null')}]`)).toBeTypeOf('object');
    const odd = { ...pod, spec: { typo: 1, containers: [] } };
    expect(strictly(`[${add('/spec/hostNetwork', 'true')}]`, odd)).toMatchObject({ spec: { typo: 1 } });
    const custom = { apiVersion: 'shop.test/v1', kind: 'Flow', spec: {} };
    expect(strictly(`[${add('/spec/foo', '1')}]`, custom)).toMatchObject({ spec: { foo: 1 } });
  });
});

describe('in Kyverno', () => {
  const kyverno = kyvernoMutating(19);

  test('an orValue, a library and an escaped key make a patch', () => {
    const expression =
      '[JSONPatch{op: "add", path: "/metadata/annotations", value: object.metadata.?annotations.orValue({})}, JSONPatch{op: "add", path: "/metadata/annotations/" + jsonpatch.escapeKey("a/b"), value: sha256("x").substring(0, 4)}]';
    const result = applyJsonPatch(pod, evaluate(expression, pod, kyverno)) as JsonObject;
    expect(at(result, '/metadata/annotations')).toEqual({ 'a/b': '2d71' });
  });

  test('what is asked of the outside in vain is no change and no pass', () => {
    const value = evaluate(
      '[JSONPatch{op: "add", path: "/x", value: resource.Get("v1", "pods", "a", "b")}]',
      pod,
      kyverno,
    );
    expect(applyJsonPatch(pod, value)).toMatchObject({ why: 'only a cluster knows its resources' });
  });
});
