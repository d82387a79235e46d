import fc from 'fast-check';
import { admit } from '../cel/admission/admit.ts';
import { bind } from '../ask/bind.ts';
import { beforeAll, describe, expect, test } from 'vitest';
import type { JsonObject, JsonValue } from '../core/json.ts';
import type { Resource } from '../core/resource.ts';
import type { Rule } from '../core/rule.ts';
import { openBench } from '../operations/bench.ts';
import type { Bench } from '../prove/law.ts';
import { exampleJudge } from '../prove/judge-example.ts';
import { prove } from '../prove/prove.ts';
import { rules } from '../rules/index.ts';
import { compileCustomRule } from './compile-custom-rule.ts';
import { customRuleShape, type CustomRule } from './custom-rule-shape.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench(0n);
});

const base = {
  id: 'own-001',
  name: 'Own',
  description: 'Because.',
  severity: 'high',
  category: 'security',
  actions: [{ type: 'deny', message: 'no' }],
};

function custom(parts: JsonObject): CustomRule {
  return customRuleShape.parse({ ...base, ...parts });
}

function compiled(parts: JsonObject): Rule {
  const result = compileCustomRule(custom(parts), { rules, schema: bench.schema });
  if ('problems' in result) throw new Error(result.problems.map(({ message }) => message).join('; '));
  return result.rule;
}

function verdict(rule: Rule, resource: Resource): string {
  return exampleJudge(rule, bench).judge({ because: '', resource })?.result ?? 'not concerned';
}

/** A pod at its place on each of the eight kinds. */
const kinds: Readonly<Record<string, (pod: JsonObject, metadata: JsonObject) => Resource>> = {
  Pod: (spec, metadata) => ({ apiVersion: 'v1', kind: 'Pod', metadata, spec }),
  ReplicationController: (spec, metadata) => workload('v1', 'ReplicationController', spec, metadata),
  Deployment: (spec, metadata) => workload('apps/v1', 'Deployment', spec, metadata),
  ReplicaSet: (spec, metadata) => workload('apps/v1', 'ReplicaSet', spec, metadata),
  StatefulSet: (spec, metadata) => workload('apps/v1', 'StatefulSet', spec, metadata),
  DaemonSet: (spec, metadata) => workload('apps/v1', 'DaemonSet', spec, metadata),
  Job: (spec, metadata) => workload('batch/v1', 'Job', spec, metadata),
  CronJob: (spec, metadata) => ({
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata,
    spec: { schedule: '0 3 * * *', jobTemplate: { spec: { template: { metadata: {}, spec } } } },
  }),
};

function workload(apiVersion: string, kind: string, spec: JsonObject, metadata: JsonObject): Resource {
  return { apiVersion, kind, metadata, spec: { template: { metadata: {}, spec } } };
}

/** One condition, as the configuration writes it. */
interface Said {
  readonly field: string;
  readonly operator: string;
  readonly value?: JsonValue;
  readonly quantifier?: string;
  readonly onMissing?: string;
}

interface Judged {
  readonly pod: JsonObject;
  readonly metadata: JsonObject;
  readonly exactContainers: boolean;
}

/** The document's operators and paths, read directly: no CEL, no schema. */
function interpret(conditions: readonly Said[], judged: Judged): boolean {
  return conditions.every((said) => {
    const results = nodesAt(said.field, judged)
      .map((node) => operatorHolds(said, node))
      .filter((result) => result !== null);
    if (said.quantifier === 'none') return !results.some(Boolean);
    if (said.quantifier !== 'any') return results.every(Boolean);
    return results.some(Boolean) || (results.length === 0 && said.operator !== 'exists');
  });
}

/** Whether an object is chosen: nothing is for want of elements, unless a quantifier says so. */
function isChosen(said: Said | undefined, judged: Judged): boolean {
  if (said === undefined) return true;
  const results = nodesAt(said.field, judged).map((node) => operatorHolds(said, node));
  const known = new Set(results.filter((result) => result !== null));
  if (said.quantifier === 'none') return !known.has(true);
  return said.quantifier === 'all' ? !known.has(false) : known.has(true);
}

type Node = JsonValue | undefined;

/** Every value to which a path leads; undefined where the last field is not there. */
function nodesAt(field: string, { pod, metadata, exactContainers }: Judged): readonly Node[] {
  const inPod = field.startsWith('spec.template.spec.');
  const [, ...steps] =
    field.replace('spec.template.spec', 'spec').match(/\[\*\]|\["[^"]+"\]|[^.[\]]+/g) ?? [];
  const covering = inPod && !exactContainers && steps[0] === 'containers';
  const start: readonly Node[] = covering ? containersOf(pod, steps[2]) : [inPod ? pod : metadata];
  return steps.slice(covering ? 2 : 0).reduce<readonly Node[]>((nodes, step) => {
    if (step === '[*]')
      return nodes.flatMap((node) => (Array.isArray(node) ? (node as readonly JsonValue[]) : []));
    return nodes.map((node) => get(node, step.startsWith('[') ? step.slice(2, -2) : step));
  }, start);
}

function containersOf(pod: JsonObject, next: string | undefined): readonly Node[] {
  const lists = ['containers', 'initContainers', ...(next === 'resources' ? [] : ['ephemeralContainers'])];
  return lists.flatMap((name) => (pod[name] ?? []) as readonly JsonValue[]);
}

function get(node: Node, key: string): Node {
  return typeof node === 'object' && node !== null && Object.hasOwn(node, key)
    ? (node as JsonObject)[key]
    : undefined;
}

const usually: Readonly<Record<string, string>> = {
  not_equals: 'pass',
  not_contains: 'pass',
  less_than: 'skip',
};

/** Null: the element is left out. */
function operatorHolds({ operator, value, onMissing }: Said, node: Node): boolean | null {
  if (operator === 'exists') return node !== undefined;
  if (operator === 'not_exists') return node === undefined;
  const missing = onMissing ?? usually[operator] ?? 'fail';
  if (node === undefined) return missing === 'skip' ? null : missing === 'pass';
  return meaning[operator]?.(node, value ?? '') ?? false;
}

const meaning: Readonly<Record<string, (node: JsonValue, value: JsonValue) => boolean>> = {
  equals: (node, value) => node === value,
  not_equals: (node, value) => node !== value,
  contains: has,
  not_contains: (node, value) => !has(node, value),
  regex_match: (node, value) => new RegExp(textOf(value)).test(textOf(node)),
  greater_than: (node, value) => amount(node) > amount(value),
  less_than: (node, value) => amount(node) < amount(value),
};

function has(node: JsonValue, value: JsonValue): boolean {
  return Array.isArray(node)
    ? (node as readonly JsonValue[]).includes(value)
    : textOf(node).includes(textOf(value));
}

function textOf(value: JsonValue): string {
  return typeof value === 'object' ? '' : String(value);
}

function amount(node: JsonValue): number {
  const [, digits = 'NaN', suffix = ''] = /^(-?[\d.]+)(m|k|M|Ki|Mi|Gi)?$/.exec(textOf(node)) ?? [];
  const factors: Readonly<Record<string, number>> = {
    '': 1,
    m: 0.001,
    k: 1e3,
    M: 1e6,
    Ki: 1024,
    Mi: 1024 ** 2,
    Gi: 1024 ** 3,
  };
  return Number(digits) * (factors[suffix] ?? 1);
}

const texts = ['app', 'registry.acme.com/app:1', 'docker.io/app:latest', 'Always', 'Never', 'a', ''];
const patterns = ['^registry\\.acme\\.com/', ':latest$', '^a', '[0-9]+', 'p{2}'];
const quantities = ['100m', '0.5', '500m', '1', '2', '1Gi', '1024Mi', '2000M', 2, 1];
const text = fc.constantFrom(...texts);
const quantity = fc.constantFrom<JsonValue>(...quantities);
const flag = fc.boolean();

const onText = fc.oneof(
  fc.record({ operator: fc.constantFrom('equals', 'not_equals'), value: text }),
  fc.record({
    operator: fc.constantFrom('contains', 'not_contains'),
    value: fc.constantFrom('a', 'app', ':latest', 'Al'),
  }),
  fc.record({ operator: fc.constant('regex_match'), value: fc.constantFrom(...patterns) }),
);
const onQuantity = fc.record({ operator: fc.constantFrom('greater_than', 'less_than'), value: quantity });
const onFlag = fc.record({ operator: fc.constantFrom('equals', 'not_equals'), value: flag });
const onPresence = fc.record({ operator: fc.constantFrom('exists', 'not_exists') });
const onList = fc.record({
  operator: fc.constantFrom('contains', 'not_contains'),
  value: fc.constantFrom('ALL', 'NET_RAW'),
});

function at(fields: readonly string[], operator: fc.Arbitrary<JsonObject>): fc.Arbitrary<JsonObject> {
  return fc
    .record({
      field: fc.constantFrom(...fields),
      operator,
      quantifier: fc.option(fc.constantFrom('all', 'any', 'none'), { nil: undefined, freq: 1 }),
      onMissing: fc.option(fc.constantFrom('pass', 'fail', 'skip'), { nil: undefined, freq: 1 }),
    })
    .map(({ field, operator: said, quantifier, onMissing }) => ({
      field,
      ...said,
      ...(quantifier === undefined || !field.includes('[*]') ? {} : { quantifier }),
      ...(onMissing === undefined ? {} : { onMissing }),
    }));
}

const pod = 'spec.template.spec';
const condition = fc.oneof(
  at(
    [
      `${pod}.containers[*].image`,
      `${pod}.containers[*].imagePullPolicy`,
      `${pod}.serviceAccountName`,
      'metadata.labels["app.kubernetes.io/name"]',
      'metadata.labels.team',
      `${pod}.containers[*].env[*].value`,
    ],
    onText,
  ),
  at(
    [`${pod}.containers[*].resources.limits.memory`, `${pod}.containers[*].resources.requests.cpu`],
    onQuantity,
  ),
  at(
    [`${pod}.priority`, `${pod}.containers[*].securityContext.runAsUser`],
    fc.record({
      operator: fc.constantFrom('greater_than', 'less_than'),
      value: fc.constantFrom<JsonValue>(1, 2, '1', '500m'),
    }),
  ),
  at([`${pod}.hostNetwork`, `${pod}.containers[*].securityContext.privileged`], onFlag),
  at(
    [
      `${pod}.volumes[*].persistentVolumeClaim`,
      `${pod}.containers[*].resources.limits`,
      'metadata.labels.team',
      `${pod}.securityContext`,
    ],
    onPresence,
  ),
  at([`${pod}.containers[*].securityContext.capabilities.drop`, `${pod}.containers[*].args`], onList),
);

const some = <T extends JsonValue>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const container = fc
  .record({
    image: some(text),
    imagePullPolicy: some(text),
    args: some(fc.array(fc.constantFrom('ALL', 'x'), { maxLength: 2 })),
    env: some(
      fc.array(fc.record({ name: fc.constant('A'), value: some(text) }).map(dense), { maxLength: 2 }),
    ),
    resources: some(
      fc
        .record({
          limits: some(fc.record({ memory: some(quantity) }).map(dense)),
          requests: some(fc.record({ cpu: some(quantity) }).map(dense)),
        })
        .map(dense),
    ),
    securityContext: some(
      fc
        .record({
          privileged: some(flag),
          runAsUser: some(fc.integer({ min: 0, max: 3 })),
          capabilities: some(
            fc
              .record({ drop: some(fc.array(fc.constantFrom('ALL', 'NET_RAW'), { maxLength: 2 })) })
              .map(dense),
          ),
        })
        .map(dense),
    ),
  })
  .map((parts) => ({ name: 'app', ...dense(parts) }));

function dense(parts: Readonly<Record<string, JsonValue | undefined>>): JsonObject {
  return Object.fromEntries(
    Object.entries(parts).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  );
}

const podSpec = fc
  .record({
    containers: fc.array(container, { minLength: 1, maxLength: 2 }),
    initContainers: some(fc.array(container, { maxLength: 2 })),
    ephemeralContainers: some(fc.array(container, { maxLength: 1 })),
    serviceAccountName: some(text),
    hostNetwork: some(flag),
    priority: some(fc.integer({ min: 0, max: 3 })),
    securityContext: some(fc.constant({})),
    volumes: some(
      fc.array(
        fc.constantFrom<JsonObject>(
          { name: 'a', persistentVolumeClaim: { claimName: 'x' } },
          { name: 'b', emptyDir: {} },
        ),
        { maxLength: 2 },
      ),
    ),
  })
  .map(dense);

const metadata = fc
  .record({ labels: some(fc.record({ team: some(text), 'app.kubernetes.io/name': some(text) }).map(dense)) })
  .map((parts) => ({ name: 'checkout', ...dense(parts) }));

describe('a custom rule', () => {
  test('judges as its conditions read directly, on every kind that bears a pod', () => {
    const counts = { pass: 0, fail: 0 };
    fc.assert(
      fc.property(
        fc.array(condition, { minLength: 1, maxLength: 2 }),
        fc.record({ pod: podSpec, metadata, exactContainers: fc.boolean() }),
        fc.record({
          kind: fc.constantFrom(...Object.keys(kinds)),
          match: fc.option(condition, { nil: undefined, freq: 2 }),
        }),
        (conditions, judged, { kind, match }) => {
          const result = compileCustomRule(
            custom({
              conditions,
              exactContainers: judged.exactContainers,
              ...(match === undefined ? {} : { match: [match] }),
            }),
            {
              rules,
              schema: bench.schema,
            },
          );
          fc.pre('rule' in result);
          if (!('rule' in result)) return;
          const chosen = isChosen(match as unknown as Said | undefined, judged);
          const expected =
            !chosen || interpret(conditions as unknown as readonly Said[], judged) ? 'pass' : 'fail';
          counts[expected] += 1;
          const resource = kinds[kind]?.(judged.pod, judged.metadata) ?? missing;
          expect(verdict(result.rule, resource)).toBe(expected);
        },
      ),
      { numRuns: 400, seed: 4 },
    );
    expect(Math.min(counts.pass, counts.fail)).toBeGreaterThan(60);
  });

  test('keeps the laws, and an API server takes it, whatever its condition', () => {
    const broken: string[] = [];
    fc.assert(
      fc.property(condition, (one) => {
        const result = compileCustomRule(custom({ conditions: [one] }), {
          rules,
          schema: bench.schema,
        });
        if (!('rule' in result)) return;
        const { variables, validations } = bind(result.rule, {}, { minor: bench.minor });
        const refused = admit(
          { variables, validations: validations.map(({ expression }) => ({ expression })) },
          bench.environment,
        );
        broken.push(...refused.map(({ message }) => `refused ${JSON.stringify(one)} ${message}`));
        for (const { law, message } of prove(result.rule, bench))
          broken.push(`${law} ${JSON.stringify(one)} ${message}`);
      }),
      { numRuns: 60, seed: 7 },
    );
    expect(broken).toEqual([]);
  });

  test('keeps the laws with two conditions and a match', () => {
    const rule = compiled({
      match: [{ field: 'metadata.labels.tier', operator: 'equals', value: 'web' }],
      conditions: [
        {
          field: 'spec.template.spec.containers[*].image',
          operator: 'regex_match',
          value: '^registry\\.acme\\.com/',
        },
        { field: 'spec.template.spec.containers[*].imagePullPolicy', operator: 'equals', value: 'Always' },
      ],
    });
    expect(rule.check[0].expression).toMatch(/^variables\.selected \? /);
    expect(prove(rule, bench)).toEqual([]);
  });

  test.each<[string, JsonValue, string]>([
    ['equals', '1', 'fail'],
    ['not_equals', '1', 'pass'],
    ['contains', '1', 'fail'],
    ['not_contains', '1', 'pass'],
    ['greater_than', '1', 'fail'],
    ['less_than', '1', 'pass'],
    ['regex_match', '1', 'fail'],
    ['exists', '1', 'fail'],
    ['not_exists', '1', 'pass'],
  ])('takes a field that is not there as the document does: %s', (operator, value, expected) => {
    const field = 'spec.template.spec.containers[*].resources.limits.memory';
    const judge = (more: JsonObject): string =>
      verdict(compiled({ conditions: [{ field, operator, value, ...more }] }), onePod);
    expect(judge({})).toBe(expected);
    const isPresence = operator.endsWith('exists');
    if (isPresence) return;
    expect([
      judge({ onMissing: 'pass' }),
      judge({ onMissing: 'fail' }),
      judge({ onMissing: 'skip' }),
    ]).toEqual(['pass', 'fail', 'pass']);
    expect(judge({ onMissing: 'skip', quantifier: 'none' })).toBe('pass');
  });

  test('takes any text for a value and for a key, whatever it looks like in CEL', () => {
    const anyText = fc.oneof(
      fc.string({ unit: 'binary', minLength: 1 }),
      fc.constantFrom('"', "'", '\\', '${a}', '\n', '\0', '__proto__', '\u2028'),
    );
    fc.assert(
      fc.property(
        anyText.filter((one) => one.isWellFormed() && one.trim() === one),
        anyText,
        (key, value) => {
          const field = `metadata.annotations[${JSON.stringify(key)}]`;
          // A path escapes quotes and backslashes only.
          fc.pre(!/\\[^"\\]/.test(JSON.stringify(key)) && value.isWellFormed());
          const rule = compiled({ conditions: [{ field, operator: 'equals', value }] });
          const annotated = (text: string): Resource => ({
            apiVersion: 'v1',
            kind: 'Pod',
            metadata: { annotations: Object.fromEntries([[key, text]]) },
            spec: { containers: [] },
          });
          expect([verdict(rule, annotated(value)), verdict(rule, annotated(`${value}x`))]).toEqual([
            'pass',
            'fail',
          ]);
        },
      ),
      { numRuns: 150, seed: 3 },
    );
  });

  test('finds one place for each element that breaks it', () => {
    const rule = compiled({
      conditions: [
        { field: 'spec.template.spec.containers[*].imagePullPolicy', operator: 'equals', value: 'Always' },
      ],
    });
    const spec = {
      containers: [
        { name: 'a', image: 'a', imagePullPolicy: 'Always' },
        { name: 'b', image: 'b', imagePullPolicy: 'Never' },
      ],
      initContainers: [{ name: 'c', image: 'c' }],
    };
    const outcome = exampleJudge(rule, bench).judge({
      because: '',
      resource: kinds['CronJob']?.(spec, {}) ?? missing,
    });
    expect(outcome?.result === 'fail' && outcome.violations[0].places).toEqual([
      '/spec/jobTemplate/spec/template/spec/containers/1/imagePullPolicy',
      '/spec/jobTemplate/spec/template/spec/initContainers/0/imagePullPolicy',
    ]);
  });

  test('means that list alone where it says exactContainers', () => {
    const conditions = [
      { field: 'spec.template.spec.containers[*].image', operator: 'not_contains', value: ':latest' },
    ];
    const pod_ = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {},
      spec: { containers: [{ name: 'a', image: 'a:1' }], initContainers: [{ name: 'b', image: 'b:latest' }] },
    };
    expect(verdict(compiled({ conditions }), pod_)).toBe('fail');
    expect(verdict(compiled({ conditions, exactContainers: true }), pod_)).toBe('pass');
  });

  test('asks nothing of containers that the API server would refuse them', () => {
    const probes = compiled({
      conditions: [{ field: 'spec.template.spec.containers[*].readinessProbe', operator: 'exists' }],
    });
    const limits = compiled({
      conditions: [{ field: 'spec.template.spec.containers[*].resources.limits.memory', operator: 'exists' }],
    });
    expect(probes.check[0].expression).toBe(
      'variables.podSpec.?containers.orValue([]).all(c, c.?readinessProbe.hasValue())',
    );
    expect(limits.check[0].expression).toContain('variables.plannedContainers.all(');
  });

  test('judges only kinds that have its fields', () => {
    const rule = compiled({ conditions: [{ field: 'spec.replicas', operator: 'greater_than', value: 1 }] });
    expect(rule.subject.resources.flatMap(({ resources }) => resources).toSorted()).toEqual([
      'deployments',
      'replicasets',
      'replicationcontrollers',
      'statefulsets',
    ]);
    expect(rule.check[0].expression).toBe(
      'object.?spec.?replicas.hasValue() && object.?spec.?replicas.value() > 1',
    );
    expect(prove(rule, bench)).toEqual([]);
  });

  test.each([
    [
      'metadata.labels["app.kubernetes.io/name"]',
      'object.?metadata.?labels[?"app.kubernetes.io/name"].hasValue()',
    ],
    [
      '/metadata/labels/app.kubernetes.io~1name',
      'object.?metadata.?labels[?"app.kubernetes.io/name"].hasValue()',
    ],
    ["spec.template.metadata.annotations['a b']", 'variables.podMetadata.?annotations[?"a b"].hasValue()'],
    ['spec.template.spec.containers[0].image', 'variables.podSpec.?containers[?0].?image.hasValue()'],
    ['metadata.labels.__proto__', 'object.?metadata.?labels[?"__proto__"].hasValue()'],
  ])('reads the path %s', (field, expression) => {
    expect(compiled({ conditions: [{ field, operator: 'exists' }] }).check[0].expression).toBe(expression);
  });

  test('in the scope pod speaks of the pod that a workload makes', () => {
    const rule = compiled({
      scope: 'pod',
      conditions: [
        { field: 'metadata.labels.team', operator: 'exists' },
        { field: 'spec.containers[*].image', operator: 'contains', value: 'acme' },
      ],
    });
    expect(rule.check.map(({ expression }) => expression)).toEqual([
      'variables.podMetadata.?labels[?"team"].hasValue()',
      'variables.containers.all(c, c.?image.hasValue() && c.?image.value().contains("acme"))',
    ]);
    expect(prove(rule, bench)).toEqual([]);
  });

  test.each([
    [{ scope: 'namespace' }, ['namespaces']],
    [{ scope: 'cluster' }, ['*']],
    [{ scope: 'resource' }, ['*']],
    [{ kinds: ['Service', 'networking.k8s.io/v1/Ingress'] }, ['services', 'ingresses']],
    [{ scope: 'deployment', kinds: ['Deployment'] }, ['deployments']],
  ])('judges %o', (parts, resources) => {
    const rule = compiled({ ...parts, conditions: [{ field: 'metadata.labels.team', operator: 'exists' }] });
    expect(rule.subject.resources.flatMap((one) => one.resources)).toEqual(resources);
    expect(prove(rule, bench)).toEqual([]);
  });

  test('proposes the fix that follows from its conditions, and one that is named', () => {
    const conditions = [
      { field: 'spec.template.spec.containers[*].imagePullPolicy', operator: 'equals', value: 'Always' },
    ];
    const modify = compiled({ conditions, actions: [{ type: 'modify', message: 'pull it' }] });
    expect(modify.remedy.edits).toEqual([{ set: '/{containers}/*/imagePullPolicy', to: 'Always' }]);
    expect(prove(modify, bench)).toEqual([]);
    const named = compiled({
      conditions: [
        {
          field: 'spec.template.spec.containers[*].securityContext.privileged',
          operator: 'not_equals',
          value: true,
        },
      ],
      actions: [{ type: 'modify', message: 'no', fixAction: 'sec-002' }],
    });
    expect(named.remedy.edits).toEqual(rules.find(({ id }) => id === 'privileged-container')?.remedy.edits);
    expect(prove(named, bench)).toEqual([]);
  });
});

const missing: Resource = { apiVersion: 'v1', kind: 'Pod' };
const onePod: Resource = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: {},
  spec: { containers: [{ name: 'a', image: 'a:1' }] },
};

test.each([
  ['spec.template.spec.containers[*].ports[*].name', undefined],
  ['spec.template.spec.containers[*].name', undefined],
  ['spec.ports[*].name', ['Service']],
])('one element of a name is enough, also where names are the keys of the list: %s', (field, of) => {
  const conditions = [{ field, operator: 'equals', value: 'http', quantifier: 'any' }];
  expect(prove(compiled({ conditions, ...(of && { kinds: of }) }), bench)).toEqual([]);
});
