// What the document promises of rules of one's own, a test for each promise (acceptance rows 1, 2, 4, 5 and 24).
import { describe, expect, test } from 'vitest';
import type { JsonObject, JsonValue } from '../../src/core/json.ts';
import { folder, writ } from '../doors/cli.ts';
import { container, judgeBy, podBearing, short, workload } from './judge.ts';

function rule(condition: JsonObject, more: JsonObject = {}): JsonObject {
  return {
    id: 'own-001',
    name: 'Own',
    description: 'Because.',
    severity: 'high',
    category: 'security',
    conditions: [condition],
    actions: [{ type: 'deny', message: 'no' }],
    ...more,
  };
}

async function found(own: JsonObject, objects: readonly JsonObject[]) {
  return judgeBy({ customRules: [own] }, objects, { rules: ['own-001'] });
}

describe('acceptance row 1: an assertion on containers[*] holds for every one of them', () => {
  const ours = { field: 'spec.template.spec.containers[*].image', operator: 'regex_match', value: '^ours/' };
  const pod = {
    containers: [
      container({ image: 'ours/a:1' }),
      container({ name: 'b', image: 'theirs/b:1' }),
      container({ name: 'c', image: 'theirs/c:1' }),
    ],
    initContainers: [container({ name: 'i', image: 'theirs/i:1' })],
  };

  test('each that breaks it is a finding with its own index', async () => {
    const { object, root } = workload('Deployment', pod);
    expect(short(await found(rule(ours), [object]))).toEqual([
      `own-001 fail ${root}/containers/1/image`,
      `own-001 fail ${root}/containers/2/image`,
      `own-001 fail ${root}/initContainers/0/image`,
    ]);
  });

  test.each([
    ['all', 3],
    ['any', 0],
    ['none', 1],
  ] as const)('with the quantifier %s there are %i findings', async (quantifier, count) => {
    const { object } = workload('Deployment', pod);
    const { findings } = await found(rule({ ...ours, quantifier }), [object]);
    expect(findings).toHaveLength(count);
  });

  test('an empty list breaks nothing, but exists with any', async () => {
    const field = 'spec.template.spec.volumes[*].persistentVolumeClaim';
    const { object } = workload('Deployment', { containers: [container()], volumes: [] });
    expect((await found(rule({ field, operator: 'exists' }), [object])).summary.fail).toBe(0);
    const any = rule({ field, operator: 'exists', quantifier: 'any' });
    expect((await found(any, [object])).summary.fail).toBe(1);
  });
});

describe('acceptance row 2: each of the nine operators has what passes, what fails, and what a missing field means', () => {
  const label = 'metadata.labels.tier';
  const cpu = 'spec.template.spec.containers[*].resources.limits.cpu';

  test.each<[string, string | undefined, readonly [good: string, bad: string], 'fails' | 'passes']>([
    ['equals', 'web', ['web', 'webs'], 'fails'],
    ['not_equals', 'web', ['webs', 'web'], 'passes'],
    ['contains', 'eb', ['web', 'api'], 'fails'],
    ['not_contains', 'eb', ['api', 'web'], 'passes'],
    ['regex_match', '^w', ['web', 'api'], 'fails'],
    ['exists', undefined, ['web', ''], 'fails'],
    ['not_exists', undefined, ['', 'web'], 'passes'],
  ])('%s %s', async (operator, value, [good, bad], missing) => {
    const own = rule({ field: label, operator, ...(value !== undefined && { value }) });
    const verdict = async (tier: string | null): Promise<number> => {
      const labels = tier === null || tier === '' ? {} : { tier };
      const { object } = workload('Deployment', { containers: [container()] }, { labels });
      return (await found(own, [object])).summary.fail;
    };
    expect([await verdict(good), await verdict(bad), await verdict(null)]).toEqual([
      0,
      1,
      missing === 'fails' ? 1 : 0,
    ]);
  });

  test.each([
    ['greater_than', ['2', '500m'], 1],
    ['less_than', ['500m', '2'], 0],
  ] as const)('%s 1', async (operator, [good, bad], missing) => {
    const own = rule({ field: cpu, operator, value: '1' });
    const verdict = async (limits: JsonObject): Promise<number> => {
      const { object } = workload('Deployment', { containers: [container({ resources: { limits } })] });
      return (await found(own, [object])).summary.fail;
    };
    expect([await verdict({ cpu: good }), await verdict({ cpu: bad }), await verdict({})]).toEqual([
      0,
      1,
      missing,
    ]);
  });
});

describe('acceptance row 4: a rule judges every kind that bears a pod, and other kinds by their scope', () => {
  const image = { field: 'spec.template.spec.containers[*].image', operator: 'regex_match', value: '^ours/' };

  test.each(podBearing)('a %s, at the place of its own pod', async (kind) => {
    const { object, root } = workload(kind, { containers: [container({ image: 'theirs/a:1' })] });
    expect(short(await found(rule(image), [object]))).toEqual([`own-001 fail ${root}/containers/0/image`]);
    const { object: good } = workload(kind, { containers: [container({ image: 'ours/a:1' })] });
    expect((await found(rule(image), [good])).summary).toMatchObject({ pass: 1, fail: 0 });
  });

  test('a Namespace', async () => {
    const own = rule({ field: 'metadata.labels.team', operator: 'exists' }, { scope: 'namespace' });
    const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } };
    expect(short(await found(own, [namespace]))).toEqual(['own-001 fail /metadata/labels/team']);
  });

  test('any kind that is named', async () => {
    const own = rule(
      { field: 'spec.type', operator: 'not_equals', value: 'LoadBalancer' },
      { kinds: ['Service'] },
    );
    const service = {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'a' },
      spec: { type: 'LoadBalancer', ports: [{ port: 80 }] },
    };
    expect(short(await found(own, [service]))).toEqual(['own-001 fail /spec/type']);
  });
});

describe('acceptance row 5: quantities are compared exactly', () => {
  test.each<[string, string, JsonValue, boolean]>([
    ['less_than', '2Gi', '2Gi', false],
    ['less_than', '2Gi', '2048Mi', false],
    ['less_than', '2Gi', '2147483647', true],
    ['less_than', '2Gi', 2_147_483_647, true],
    ['less_than', '2Gi', 2_147_483_648, false],
    ['less_than', '2Gi', '2G', true],
    ['less_than', '2Gi', '2.2G', false],
    ['less_than', '2Gi', '1Ti', false],
    ['less_than', '2Gi', '2e9', true],
    ['less_than', '2Gi', '2147483647999m', true],
    ['less_than', '2Gi', '2147483648000m', false],
    ['greater_than', '1Gi', '1Gi', false],
    ['greater_than', '1Gi', '1073741825', true],
  ])('memory %s %s: %s', async (operator, value, memory, holds) => {
    const own = rule({ field: 'spec.template.spec.containers[*].resources.limits.memory', operator, value });
    const { object } = workload('Deployment', {
      containers: [container({ resources: { limits: { memory } } })],
    });
    expect((await found(own, [object])).summary).toMatchObject({ fail: holds ? 0 : 1, error: 0 });
  });

  test.each<[string, string, JsonValue, boolean]>([
    ['less_than', '2', '2000m', false],
    ['less_than', '2', '1999m', true],
    ['less_than', '2000m', 2, false],
    ['less_than', '2000m', 1.999, true],
    ['less_than', '2', '64', false],
  ])('CPU %s %s: %s', async (operator, value, cpu, holds) => {
    const own = rule({ field: 'spec.template.spec.containers[*].resources.limits.cpu', operator, value });
    const { object } = workload('Deployment', {
      containers: [container({ resources: { limits: { cpu } } })],
    });
    expect((await found(own, [object])).summary).toMatchObject({ fail: holds ? 0 : 1, error: 0 });
  });
});

test('acceptance row 24: a bad or missing configuration refuses to start, in every command, and judges by no default', async () => {
  using made = folder({
    'bad.json': '{"global":{"enforcement":"strickt"}}',
    'a.json': JSON.stringify(workload('Pod', { containers: [container()] }).object),
  });
  for (const config of ['bad.json', 'none.json']) {
    for (const command of [
      ['check', 'a.json', '--config', config],
      ['check', 'a.json', '--config', config, '--format', 'json'],
      ['report', 'a.json', '--config', config],
      ['config', 'preview', 'a.json', '--config', config],
      ['config', 'suggest', 'a.json', '--config', config],
    ]) {
      const { code, out, err } = await writ(command, { cwd: made.path });
      expect([command[0], code, out]).toEqual([command[0], 2, '']);
      expect(err).toMatch(
        /^writ: (?:bad\.json:1:\d+: `enforcement` must be|none\.json:1:1: the configuration cannot be read)/,
      );
    }
  }
});
