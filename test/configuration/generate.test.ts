// A configuration to begin with, and what could be decided about what is broken.
import { beforeAll, describe, expect, test } from 'vitest';
import { parseConfiguration, type Known } from '../../src/configuration/read-configuration.ts';
import type { JsonObject } from '../../src/core/json.ts';
import { evidence } from '../../src/operations/deciding/compliance-evidence.ts';
import { configGenerate } from '../../src/operations/config-generate.ts';
import { configSuggest, type ConfigSuggestResult } from '../../src/operations/config-suggest.ts';
import { rules } from '../../src/rules/index.ts';
import { kubernetesSchema } from '../../src/schema/kubernetes.ts';
import { contextOf } from '../context.ts';
import { container, judgeBy, workload } from './judge.ts';

let known: Known;
beforeAll(async () => {
  known = { rules, schema: await kubernetesSchema(), now: 0n, evidence };
});

const bad = workload('Deployment', {
  containers: [container({ securityContext: { privileged: true } })],
}).object;
const other = { ...bad, metadata: { ...(bad['metadata'] as JsonObject), name: 'other' } };

/** The objects, held in memory; a configuration where one is asked for. */
function inputs(configuration: JsonObject | null = null) {
  return {
    upwards: () => (configuration === null ? null : 'writ.config.json'),
    async *open([name = '']: readonly string[]) {
      const text =
        name === 'writ.config.json'
          ? JSON.stringify(configuration)
          : [bad, other].map((one) => JSON.stringify(one)).join('\n---\n');
      yield { name, named: true, text };
    },
  };
}

const context = contextOf(inputs());
const asked = {
  organization: 'Acme',
  environment: 'production',
  level: 'medium',
  category: [],
  compliance: [],
  paths: [],
} as const;

async function generated(more: Partial<Parameters<typeof configGenerate.run>[0]> = {}): Promise<JsonObject> {
  const { configuration } = await configGenerate.run({ ...asked, ...more }, context, () => undefined);
  expect(parseConfiguration(configuration, known)).not.toHaveProperty('problems');
  return configuration;
}

describe('config generate', () => {
  test.each([
    ['low', 'warn', 'warn'],
    ['medium', 'fail', 'warn'],
    ['high', 'fail', 'warn'],
    ['strict', 'fail', 'fail'],
  ] as const)('at the level %s security and the rest count as %s and %s', async (level, security, rest) => {
    const configuration = await generated({ level });
    const unready = workload('Deployment', {
      containers: [container({ readinessProbe: null, securityContext: { privileged: true } })],
    });
    const { findings } = await judgeBy(configuration, [unready.object], {
      rules: ['sec-002', 'readiness-probe-missing'],
    });
    const of = (policy: string) => findings.find((finding) => finding.policy === policy)?.result;
    expect([of('privileged-container'), of('readiness-probe-missing')]).toEqual([security, rest]);
  });

  test('switches categories off that are not chosen', async () => {
    const { rules: chosen } = await judgeBy(await generated({ category: ['security'] }), [bad]);
    expect(new Set(chosen.map(({ category }) => category))).toEqual(new Set(['security']));
  });

  test('approves repairs beforehand in development only', async () => {
    expect((await generated({ environment: 'development' }))['global']).toMatchObject({ autoFix: true });
    expect((await generated())['global']).toMatchObject({ autoFix: false });
  });

  test.each([
    [{ organization: null }, 'whose configuration it is was not said'],
    [{ compliance: ['PCI-DS'] }, 'there is no framework `PCI-DS`; did you mean `pci-dss`?'],
  ])('refuses %o', async (more, message) => {
    await expect(generated(more)).rejects.toMatchObject({ code: 'USAGE', message });
  });
});

describe('config suggest', () => {
  function suggest(
    minOccurrences: number,
    configuration: JsonObject | null = null,
  ): Promise<ConfigSuggestResult> {
    const limits = { maxFileSize: 1, maxDocuments: 10, maxDepth: 100 };
    const within = { ...context, inputs: inputs(configuration) };
    return configSuggest.run(
      { ...limits, config: null, minOccurrences, paths: ['a.json'] },
      within,
      () => undefined,
    );
  }

  test('keeps what is grave, and lets the rest warn', async () => {
    const { suggestions, configuration } = await suggest(2);
    const advice = new Map(suggestions.map(({ rule, advice }) => [rule, advice]));
    expect(advice.get('privileged-container')).toBe('repair');
    expect(advice.get('capabilities-drop-all')).toBe('advise');
    expect(configuration['ruleOverrides']).toHaveProperty('capabilities-drop-all', {
      enforcement: 'advisory',
    });
    expect(configuration['ruleOverrides']).not.toHaveProperty('privileged-container');
    expect(parseConfiguration(configuration, known)).not.toHaveProperty('problems');
  });

  test('says nothing of what is rare, or only warns already', async () => {
    expect((await suggest(3)).suggestions).toEqual([]);
    expect((await suggest(2, { global: { enforcement: 'advisory' } })).suggestions).toEqual([]);
  });
});
