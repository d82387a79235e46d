// The acceptance rows of “Policy as code”, end to end: what a person types, and what comes back.
import { writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../src/core/json.ts';
import { container, podBearing, workload } from '../configuration/judge.ts';
import { checkJson, folder, writ } from '../doors/cli.ts';

const rule = {
  id: 'own-001',
  name: 'Own',
  description: 'Because.',
  severity: 'high',
  category: 'operations',
  conditions: [{ field: 'metadata.labels.team', operator: 'exists' }],
  actions: [{ type: 'deny', message: 'no' }],
};
const root = '/spec/template/spec';

function yaml(objects: readonly JsonObject[]): string {
  return objects.map((object) => JSON.stringify(object)).join('\n---\n');
}

/** Judges objects from files, by a configuration beside them. */
async function check(configuration: JsonObject, objects: readonly JsonObject[], ...args: readonly string[]) {
  using made = folder({
    'writ.config.json': JSON.stringify(configuration, null, 1),
    'all.yaml': yaml(objects),
  });
  return await checkJson(['all.yaml', '--config', 'writ.config.json', '--no-fold', ...args], made.path);
}

function onImages(condition: JsonObject): JsonObject {
  const field = 'spec.template.spec.containers[*].image';
  return { customRules: [{ ...rule, conditions: [{ field, ...condition }] }] };
}

describe('row 1: [*] is every element', () => {
  const images = (...all: readonly string[]): JsonObject =>
    workload('Deployment', {
      containers: all.map((image, index) => container({ name: `c${index}`, image })),
    }).object;
  const begins = { operator: 'regex_match', value: '^ghcr\\.io/' };
  const two = images('ghcr.io/a:1', 'quay.io/b:1', 'ghcr.io/c:1', 'quay.io/d:1');

  test('an assertion holds of all, and each that breaks it is found at its own index', async () => {
    const { json, code } = await check(onImages(begins), [two], '--rules', 'own-001');
    expect(json.findings.map(({ path }) => path)).toEqual([
      `${root}/containers/1/image`,
      `${root}/containers/3/image`,
    ]);
    expect(code).toBe(1);
  });

  test('one of all is enough where the rule says any, and none may be where it says none', async () => {
    const failing = async (quantifier: string, object: JsonObject) =>
      (await check(onImages({ ...begins, quantifier }), [object], '--rules', 'own-001')).json.summary['fail'];
    expect(await failing('any', two)).toBe(0);
    expect(await failing('any', images('quay.io/a:1', 'quay.io/b:1'))).toBe(1);
    expect(await failing('none', two)).toBe(1);
    expect(await failing('none', images('quay.io/a:1', 'quay.io/b:1'))).toBe(0);
  });
});

describe('row 2: the labels that ops-002 asks for', () => {
  test('are missing where they are, and may be the recommended ones', async () => {
    const labels = ['app', 'version', 'component'];
    const of = async (own: JsonObject) => {
      const { object } = workload('Deployment', { containers: [container()] }, { labels: own });
      const configuration = { ruleOverrides: { 'ops-002': { answers: { labels } } } };
      return (await check(configuration, [object], '--rules', 'ops-002')).json.summary['fail'];
    };
    expect(await of({ app: 'a', version: '1', component: 'c' })).toBe(0);
    expect(await of({ app: 'a', version: '1' })).toBeGreaterThan(0);
  });
});

describe('row 3: a compliant workload passes', () => {
  test('with a hundred, and nothing is found', async () => {
    const { code, out } = await writ(['report', 'examples/shop-hardened', '--format', 'json']);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ scores: { overall: 100, weighted: 100 }, findings: 0 });
    expect((await writ(['check', 'examples/shop-hardened', '--fail-on', 'info'])).code).toBe(0);
  });
});

describe('row 4: every kind that bears a pod, and what bears none', () => {
  const privileged = { containers: [container({ securityContext: { privileged: true } })] };

  test.each(podBearing)('%s is judged at its own place', async (kind) => {
    const { object, root: at } = workload(kind, privileged);
    const { json } = await check({}, [object], '--rules', 'sec-002');
    expect(json.findings.map(({ path, resource }) => [resource.kind, path])).toEqual([
      [kind, `${at}/containers/0/securityContext/privileged`],
    ]);
  });

  test('init containers are containers, and a Namespace is an object', async () => {
    const { object } = workload('CronJob', {
      containers: [container()],
      initContainers: [container({ name: 'init', securityContext: { privileged: true } })],
    });
    const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } };
    const { json } = await check({ customRules: [{ ...rule, scope: 'namespace' }] }, [object, namespace]);
    const found = json.findings.map(({ policy, resource }) => `${policy} ${resource.kind}`);
    expect(found).toContain('privileged-container CronJob');
    expect(found).toContain('own-001 Namespace');
  });
});

describe('row 5: quantities are exact', () => {
  const failing = async (limit: string, operator: string, ...memories: readonly (string | number)[]) => {
    const field = 'spec.template.spec.containers[*].resources.limits.memory';
    const conditions = [{ field, operator, value: limit }];
    const objects = memories.map(
      (memory, index) =>
        workload(
          'Pod',
          { containers: [container({ resources: { limits: { memory } } })] },
          { name: `p${index}` },
        ).object,
    );
    const { json } = await check({ customRules: [{ ...rule, conditions }] }, objects, '--rules', 'own-001');
    return json.findings.map(({ resource }) => memories[Number(resource.name.slice(1))]);
  };

  test('in every notation, to the byte', async () => {
    const below = ['2147483647', '2G', '2000M', '1.9Gi', '2e9', '2097151Ki', 0];
    const above = ['2147483648', '2Gi', '2048Mi', '2.2e9', '3G', '1Ti', '1Ei'];
    expect(await failing('2Gi', 'less_than', ...below, ...above)).toEqual(above);
    expect(await failing('2Gi', 'greater_than', '1Ti', '2147483649', '2Gi')).toEqual(['2Gi']);
  });

  test('2 is 2000m', async () => {
    const of = async (cpu: string) => {
      const limits = { cpu, memory: '1Gi' };
      const { object } = workload('Deployment', { containers: [container({ resources: { limits } })] });
      return (await check({}, [object], '--rules', 'res-002')).json.summary['fail'];
    };
    expect([await of('2'), await of('2000m'), await of('2001m'), await of('2.001')]).toEqual([0, 0, 1, 1]);
  });
});

describe('row 6: which enforcement counts', () => {
  const { object } = workload('Deployment', { containers: [container()] });
  const ended = async (configuration: JsonObject, actions = rule.actions) => {
    const { code, json } = await check({ customRules: [{ ...rule, actions }], ...configuration }, [object]);
    const own = json.findings.filter(({ policy }) => policy === 'own-001').map(({ result }) => result);
    return `${own[0] ?? 'not judged'}, ${code}`;
  };
  const category = (enforcement: string) => ({ categories: { operations: { enforcement } } });

  test('the override before the category, the category before the global one, that before the environment', async () => {
    expect(await ended({})).toBe('fail, 1');
    expect(await ended({ organization: { name: 'Acme', environment: 'development' } })).toBe('warn, 0');
    expect(await ended({ global: { enforcement: 'advisory' } })).toBe('warn, 0');
    expect(await ended({ global: { enforcement: 'advisory' }, ...category('strict') })).toBe('fail, 1');
    const override = { ruleOverrides: { 'own-001': { enforcement: 'advisory' } } };
    expect(await ended({ ...category('strict'), ...override })).toBe('warn, 0');
    expect(await ended(category('disabled'))).toBe('not judged, 0');
  });

  test('a warning blocks only where strict is said of the rule itself', async () => {
    const warn = [{ type: 'warn', message: 'no' }];
    expect(await ended(category('strict'), warn)).toBe('warn, 0');
    expect(await ended({ ruleOverrides: { 'own-001': { enforcement: 'strict' } } }, warn)).toBe('fail, 1');
  });
});

describe('row 7: namespaces that are left out', () => {
  test('are skipped, and said to be', async () => {
    const objects = ['kube-system', 'shop'].map(
      (namespace) => workload('Deployment', { containers: [container()] }, { namespace }).object,
    );
    const configuration = { customRules: [rule], global: { excludedNamespaces: ['kube-*'] } };
    const { json } = await check(configuration, objects, '--rules', 'own-001', '--results', 'all');
    expect(json.summary).toMatchObject({ fail: 1, skip: 1, pass: 0 });
    expect(json.findings.map(({ result, message }) => `${result}: ${message}`)).toEqual([
      'skip: the configuration excludes the namespace kube-system',
      'fail: no',
    ]);
  });
});

describe('row 15: trends', () => {
  const careless = { securityContext: { privileged: true }, readinessProbe: null };
  const deployment = (extra: JsonObject): string =>
    JSON.stringify(workload('Deployment', { containers: [container(extra)] }).object);

  test('what a report recorded is what the next one is compared with, by category', async () => {
    using made = folder({ 'shop/a.json': deployment(careless) });
    const report = async (now: string) => {
      const store = ['--store', 'store.db', '--record', '--now', now, '--quiet'];
      const { out } = await writ(['report', 'shop', '--format', 'json', ...store], { cwd: made.path });
      return JSON.parse(out) as {
        readonly scores: { readonly overall: number };
        readonly trend: null | {
          readonly runs: readonly { readonly generated: string; readonly overall: number }[];
          readonly change: number;
          readonly fixed: number;
          readonly opened: number;
          readonly categories: readonly { readonly of: string; readonly change: number }[];
        };
      };
    };
    const first = await report('2026-11-01T00:00:00Z');
    expect(first.trend).toBeNull();
    writeFileSync(`${made.path}/shop/a.json`, deployment({}));
    const { trend, scores } = await report('2026-11-08T00:00:00Z');
    expect(trend?.runs.map(({ generated, overall }) => [generated, overall])).toEqual([
      ['2026-11-01T00:00:00Z', first.scores.overall],
      ['2026-11-08T00:00:00Z', scores.overall],
    ]);
    expect(trend?.change).toBeCloseTo(scores.overall - first.scores.overall);
    expect(trend?.fixed).toBeGreaterThan(1);
    expect(trend?.opened).toBe(0);
    const changed = new Map(trend?.categories.map(({ of, change }) => [of, change]));
    expect(changed.get('security')).toBeGreaterThan(0);
    expect(changed.get('operations')).toBeGreaterThan(0);
  });
});

describe('row 19: exemptions end', () => {
  const { object } = workload('Deployment', {
    containers: [container({ securityContext: { privileged: true } })],
  });
  const exemption = {
    ruleIds: ['sec-002'],
    resource: { names: ['checkout'] },
    reason: 'vendor agent',
    approver: 'jane',
    expires: '2027-01-31',
  };
  const at = (now: string, more: JsonObject = exemption) =>
    check({ exemptions: [more] }, [object], '--rules', 'sec-002', '--now', now);

  test('they lift until their last day is over, are counted apart, and then fail with a note', async () => {
    const during = await at('2027-01-31T23:59:59Z');
    expect([during.code, during.json.summary['excepted']]).toEqual([0, 1]);
    const after = await at('2027-02-01T00:00:00Z');
    expect([after.code, after.json.summary['excepted']]).toEqual([1, 0]);
    expect(after.err).toMatch(/ended on 2027-01-31.*ask jane/);
  });

  test('one without an end, a reason or an approver is refused', async () => {
    for (const missing of ['expires', 'reason', 'approver']) {
      using made = folder({
        'c.json': JSON.stringify({ exemptions: [{ ...exemption, [missing]: undefined }] }),
      });
      const { code, err } = await writ(['config', 'validate', 'c.json'], { cwd: made.path });
      expect([code, err]).toEqual([1, '']);
    }
  });
});

describe('row 20: a configuration is validated', () => {
  const validate = (configuration: JsonObject) =>
    writ(['config', 'validate', '-'], { stdin: JSON.stringify(configuration, null, 1) });

  test('by its shape, with the place and what was meant', async () => {
    const { code, out } = await validate({ global: { enforcment: 'strict' } });
    expect(code).toBe(1);
    expect(out).toContain('<stdin>:3:3: `enforcment` is not a field here; did you mean `enforcement`?');
  });

  test('by what it means: a rule that cannot fail, a condition that cannot hold', async () => {
    const conditioned = (...conditions: readonly JsonObject[]) =>
      validate({ customRules: [{ ...rule, conditions }] });
    const replicas = 'spec.template.spec.terminationGracePeriodSeconds';
    const never = await conditioned({
      field: 'spec.template.spec.containers[*].name',
      operator: 'exists',
    });
    expect([never.code, never.out]).toEqual([1, expect.stringContaining('the rule cannot fail')]);
    const both = await conditioned(
      { field: replicas, operator: 'greater_than', value: 5, onMissing: 'fail' },
      { field: replicas, operator: 'less_than', value: 3 },
    );
    expect([both.code, both.out]).toEqual([1, expect.stringContaining('no value satisfies')]);
  });
});

describe('row 21: a preview', () => {
  test('counts a rule that is switched off as a loss, never as a repair', async () => {
    using made = folder({
      'next.json': JSON.stringify({ ruleOverrides: { 'sec-002': { enabled: false } }, customRules: [rule] }),
      'a.json': JSON.stringify(
        workload('Deployment', { containers: [container({ securityContext: { privileged: true } })] }).object,
      ),
    });
    const { out } = await writ(['config', 'preview', 'a.json', '--config', 'next.json', '--format', 'json'], {
      cwd: made.path,
    });
    const seen = JSON.parse(out) as Readonly<Record<string, readonly Readonly<Record<string, string>>[]>>;
    const of = (key: string) => seen[key]?.map(({ policy, what }) => `${policy}: ${what}`);
    expect(of('lost')).toContain('privileged-container: the rule is switched off');
    expect(of('added')).toContain('own-001: fail, and was not found');
    expect(seen).toMatchObject({ rulesLost: ['privileged-container'], rulesAdded: ['own-001'] });
  });
});

describe('row 24: a bad configuration', () => {
  test('keeps everything from starting: nothing is judged by defaults instead', async () => {
    using made = folder({
      'a.yaml': yaml([workload('Pod', { containers: [container()] }).object]),
      'bad.yaml': 'customRules:\n  - id: own-001\n',
      'broken.json': '{"global": {',
    });
    const missing = ['check', 'a.yaml', '--config', 'none.json'];
    for (const args of [
      ['check', 'a.yaml', '--config', 'bad.yaml'],
      ['check', 'a.yaml', '--config', 'broken.json'],
      missing,
    ]) {
      const { code, out, err } = await writ(args, { cwd: made.path });
      expect([code, out]).toEqual([2, '']);
      expect(err).toMatch(/^writ: \S+:\d+:\d+: /);
    }
  });
});
