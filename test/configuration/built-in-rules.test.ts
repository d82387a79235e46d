// The nine rules that the document has built in, by its names, with what their fixtures must give (acceptance row 2).
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../src/core/json.ts';
import { findRules } from '../../src/operations/deciding/catalogue.ts';
import { folder, writ } from '../doors/cli.ts';
import { container, judgeBy, podBearing, workload } from './judge.ts';

interface BuiltIn {
  /** What the organization must say for the rule to mean what the document means. */
  readonly answers: Readonly<Record<string, JsonObject>>;
  readonly pass: readonly JsonObject[];
  readonly fail: readonly JsonObject[];
}

const registries = ['ghcr.io', 'registry.company.com', 'docker.io/library'];
const one = (extra: JsonObject): JsonObject => ({ containers: [container(extra)] });
const init = (extra: JsonObject): JsonObject => ({
  containers: [container({ image: 'ghcr.io/acme/app:1.0' })],
  initContainers: [container({ name: 'init', ...extra })],
});
const limits = (cpu: string): JsonObject => ({ resources: { limits: { cpu, memory: '1Gi' } } });

const builtIns: Readonly<Record<string, BuiltIn>> = {
  'sec-001': {
    answers: {},
    pass: [one({}), { containers: [{ name: 'a', image: 'a:1' }], securityContext: { runAsNonRoot: true } }],
    fail: [{ containers: [{ name: 'a', image: 'a:1' }], securityContext: null }],
  },
  'sec-002': {
    answers: {},
    pass: [one({}), one({ securityContext: { privileged: false } })],
    fail: [one({ securityContext: { privileged: true } }), init({ securityContext: { privileged: true } })],
  },
  'sec-003': {
    answers: {},
    pass: [one({}), { ...one({ securityContext: {} }), securityContext: { runAsNonRoot: true } }],
    fail: [
      one({ securityContext: { runAsNonRoot: false } }),
      { containers: [container(), container({ name: 'b', securityContext: {} })] },
    ],
  },
  'res-001': {
    answers: {},
    pass: [one({})],
    fail: [one({ resources: {} }), one({ resources: { limits: { memory: '1Gi' } } })],
  },
  'res-002': {
    answers: {},
    pass: [one(limits('2')), one(limits('2000m')), one({ resources: {} })],
    fail: [one(limits('64')), one(limits('2001m')), one(limits('2.5'))],
  },
  'ops-001': {
    answers: {},
    pass: [one({})],
    fail: [one({ livenessProbe: null }), one({ readinessProbe: null })],
  },
  'comp-001': {
    answers: { 'comp-001': { answers: { registries } } },
    pass: [
      one({ image: 'ghcr.io/acme/app:1' }),
      one({ image: 'registry.company.com/app:1' }),
      one({ image: 'nginx:1.27' }),
      one({ image: 'docker.io/library/nginx:1.27' }),
    ],
    fail: [
      one({ image: 'ghcr.io.evil/acme/app:1' }),
      one({ image: 'docker.io/acme/app:1' }),
      one({ image: 'acme/app:1' }),
      init({ image: 'quay.io/acme/app:1' }),
    ],
  },
  'comp-002': {
    answers: {},
    pass: [
      one({ image: 'ghcr.io/acme/app:1.0' }),
      one({ image: 'registry.company.com:5000/app:1.0' }),
      one({ image: `app@sha256:${'0'.repeat(64)}` }),
    ],
    fail: [
      one({ image: 'app:latest' }),
      one({ image: 'app' }),
      one({ image: 'registry.company.com:5000/app' }),
    ],
  },
  'ops-002': {
    answers: {},
    pass: [one({})],
    fail: [],
  },
};

async function results(name: string, pod: JsonObject, kind: (typeof podBearing)[number]) {
  const { object } = workload(kind, pod);
  const configuration = { ruleOverrides: builtIns[name]?.answers ?? {} };
  const { summary } = await judgeBy(configuration, [object], { rules: [name] });
  return summary;
}

describe.each(Object.entries(builtIns))('%s', (name, { pass, fail }) => {
  // Probes are asked of what runs until it is stopped.
  const kinds = name === 'ops-001' ? (['Deployment', 'StatefulSet', 'DaemonSet'] as const) : podBearing;

  test(`judges its fixtures on ${kinds.length} kinds`, async () => {
    for (const kind of kinds) {
      for (const pod of pass)
        expect([kind, pod, await results(name, pod, kind)]).toMatchObject([kind, pod, { fail: 0, error: 0 }]);
      for (const pod of fail)
        expect([kind, pod, (await results(name, pod, kind)).fail > 0]).toEqual([kind, pod, true]);
    }
  });

  test('is an alias wherever a rule is named', async () => {
    const ids = findRules(name).map(({ id }) => id);
    const objects = [workload('Deployment', one({})).object];
    const judged = async (configuration: JsonObject) =>
      (await judgeBy(configuration, objects, { profile: 'default' })).rules;
    const on = await judged({ ruleOverrides: { [name.toUpperCase()]: { enabled: true, severity: 'low' } } });
    expect(on.filter(({ id, severity }) => ids.includes(id) && severity === 'low')).toHaveLength(ids.length);
    const off = await judged({ ruleOverrides: { [name]: { enabled: false } } });
    expect(off.filter(({ id }) => ids.includes(id))).toEqual([]);
  });
});

describe('ops-002', () => {
  const labelled = (labels: JsonObject) => workload('Deployment', one({}), { labels }).object;
  const recommended = {
    'app.kubernetes.io/name': 'checkout',
    'app.kubernetes.io/version': '4.18.2',
    'app.kubernetes.io/component': 'web',
  };

  test.each<[string, JsonObject, boolean]>([
    ["the document's own labels", { app: 'a', version: '1', component: 'web' }, true],
    ['the recommended ones', recommended, true],
    ['some of each', { ...recommended, 'app.kubernetes.io/name': null, app: 'a' }, true],
    ['no component', { app: 'a', version: '1' }, false],
    ['none', {}, false],
  ])('with %s', async (_, labels, passes) => {
    const stated = Object.fromEntries(Object.entries(labels).filter(([, value]) => value !== null));
    const { summary } = await judgeBy({}, [labelled(stated)], { rules: ['ops-002'] });
    expect([summary.fail, summary.error]).toEqual([passes ? 0 : 1, 0]);
  });

  test('by its own id the rule asks for what it always asks for', async () => {
    const { summary } = await judgeBy({}, [labelled({ app: 'a', version: '1', component: 'web' })], {
      rules: ['recommended-labels'],
    });
    expect(summary.fail).toBe(1);
  });

  test('what the organization answers goes before what the name says', async () => {
    const answers = { ruleOverrides: { 'ops-002': { answers: { labels: ['team'] } } } };
    const { summary } = await judgeBy(answers, [labelled({ team: 'shop' })], { rules: ['ops-002'] });
    expect(summary.fail).toBe(0);
  });
});

test('`writ rules` explains them all by these names', async () => {
  const names = Object.keys(builtIns);
  const { out } = await writ(['rules', ...names, '--format', 'json']);
  const { rules } = JSON.parse(out) as { rules: { id: string }[] };
  const meant = names.flatMap((name) => findRules(name).map(({ id }) => id));
  expect(rules.map(({ id }) => id)).toEqual(meant);
  expect(meant).toHaveLength(11);
});

test('what an exception, an annotation and a control name by one of them is all of its rules', async () => {
  const bare = workload('Deployment', one({ resources: {} })).object;
  using made = folder({
    'a.json': JSON.stringify(bare),
    'b.json': JSON.stringify(
      workload('Pod', one({ resources: {} }), {
        annotations: { 'writ.dev/ignore': 'res-001 until=2099-01-31 reason=trial' },
      }).object,
    ),
    'a.exception.json': JSON.stringify({
      apiVersion: 'writ/v1',
      kind: 'Exception',
      rules: ['RES-001'],
      selector: { kinds: ['Deployment'] },
      reason: 'trial',
      approver: 'jane',
      until: '2099-01-31',
    }),
    'own.yaml': 'id: own\ntitle: Own\ncontrols: [{id: "1", title: One, rules: [res-001]}]\n',
  });
  const flags = ['--rules', 'res-001', '--exceptions', 'a.exception.json', '--format', 'json'];
  const { out } = await writ(['check', 'a.json', 'b.json', ...flags], { cwd: made.path });
  const { summary } = JSON.parse(out) as { summary: { excepted: number; fail: number; findings: number } };
  expect(summary).toMatchObject({ excepted: 4, findings: 4 });

  const report = await writ(['report', 'a.json', '--framework', 'own.yaml', '--format', 'json'], {
    cwd: made.path,
  });
  const { frameworks } = JSON.parse(report.out) as {
    frameworks: { controls: { evidence: { rule: string }[] }[] }[];
  };
  expect(frameworks[0]?.controls[0]?.evidence.map(({ rule }) => rule).toSorted()).toEqual([
    'cpu-limit-missing',
    'memory-limit-missing',
  ]);
});

test('a compliant workload passes all nine of them on all eight kinds: 100 % (acceptance row 3)', async () => {
  const all = Object.keys(builtIns);
  const overrides = Object.fromEntries(all.flatMap((name) => Object.entries(builtIns[name]?.answers ?? {})));
  const objects = podBearing.map((kind) => workload(kind, one({ image: 'ghcr.io/acme/app:1.0' })).object);
  const { summary } = await judgeBy({ ruleOverrides: overrides }, objects, { rules: all });
  expect(summary).toMatchObject({ fail: 0, warn: 0, error: 0, skip: 0, resources: 8 });
  expect(summary.pass).toBeGreaterThan(8 * 8);
});

test('a careless Deployment breaks all nine of them', async () => {
  const careless = workload(
    'Deployment',
    {
      containers: [
        { name: 'a', image: 'quay.io/acme/app', securityContext: { privileged: true } },
        { name: 'b', image: 'quay.io/acme/b', resources: { limits: { cpu: '64' } } },
      ],
      securityContext: null,
    },
    { labels: {} },
  ).object;
  for (const [name, { answers }] of Object.entries(builtIns)) {
    const { summary } = await judgeBy({ ruleOverrides: answers }, [careless], { rules: [name] });
    expect([name, summary.fail > 0]).toEqual([name, true]);
  }
});
