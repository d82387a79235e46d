// What a configuration decides: which rules, how severe, blocking or not, for which objects.
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../src/core/json.ts';
import { container, judgeBy, short, workload } from './judge.ts';

const own = {
  id: 'own-001',
  name: 'Team',
  description: 'Somebody must answer for it.',
  severity: 'high',
  category: 'operations',
  conditions: [{ field: 'metadata.labels.team', operator: 'exists' }],
  actions: [{ type: 'deny', message: 'no team' }],
};
const { object: good } = workload('Deployment', { containers: [container()] });
const { object: bad } = workload('Deployment', {
  containers: [container({ securityContext: { privileged: true } })],
});
const privileged = ['privileged-container'];

function inNamespace(namespace: string, labels: JsonObject = {}): JsonObject {
  return workload('Deployment', { containers: [container()] }, { namespace, labels }).object;
}

/** How a violation of the own rule counts with this configuration. */
async function ownResult(configuration: JsonObject): Promise<string> {
  const { findings, rules } = await judgeBy(configuration, [good]);
  if (!rules.some(({ id }) => id === 'own-001')) return 'not judged';
  return findings.find(({ policy }) => policy === 'own-001')?.result ?? 'passes';
}

describe('enforcement (acceptance row 6)', () => {
  const organization = { name: 'Acme', environment: 'production' };
  const deny = { customRules: [own] };
  const warn = { customRules: [{ ...own, actions: [{ type: 'warn', message: 'no team' }] }] };

  test.each<[string, JsonObject, string]>([
    ['nothing is said: deny denies', deny, 'fail'],
    ['nothing is said: warn warns', warn, 'warn'],
    ['production is strict', { ...deny, organization }, 'fail'],
    [
      'development is advisory',
      { ...deny, organization: { ...organization, environment: 'development' } },
      'warn',
    ],
    [
      'staging is advisory about operations',
      { ...deny, organization: { ...organization, environment: 'staging' } },
      'warn',
    ],
    ['global before environment', { ...deny, organization, global: { enforcement: 'advisory' } }, 'warn'],
    [
      'disabled is not judged',
      { ...deny, categories: { operations: { enforcement: 'disabled' } } },
      'not judged',
    ],
    [
      'category before global',
      { ...deny, global: { enforcement: 'advisory' }, categories: { operations: { enforcement: 'strict' } } },
      'fail',
    ],
    [
      'another category has no say',
      { ...deny, global: { enforcement: 'advisory' }, categories: { security: { enforcement: 'strict' } } },
      'warn',
    ],
    [
      'override before category',
      {
        ...deny,
        categories: { operations: { enforcement: 'strict' } },
        ruleOverrides: { 'own-001': { enforcement: 'advisory' } },
      },
      'warn',
    ],
    [
      'a category that is off takes its rules along',
      { ...deny, categories: { operations: { enabled: false } } },
      'not judged',
    ],
    [
      'an override switches a rule of its own off',
      { ...deny, ruleOverrides: { 'own-001': { enabled: false } } },
      'not judged',
    ],
    ['a rule may be off', { customRules: [{ ...own, enabled: false }] }, 'not judged'],
    [
      'an override switches it on',
      { customRules: [{ ...own, enabled: false }], ruleOverrides: { 'own-001': { enabled: true } } },
      'fail',
    ],
    [
      'strict of the category does not make warn block',
      { ...warn, categories: { operations: { enforcement: 'strict' } } },
      'warn',
    ],
    ['strict of the rule does', { ...warn, ruleOverrides: { 'own-001': { enforcement: 'strict' } } }, 'fail'],
    [
      'strict of the rule itself does',
      { customRules: [{ ...warn.customRules[0], enforcement: 'strict' }] },
      'fail',
    ],
    [
      'audit never blocks',
      { customRules: [{ ...own, enforcement: 'strict', actions: [{ type: 'audit', message: 'x' }] }] },
      'warn',
    ],
    [
      'notify never blocks',
      { customRules: [{ ...own, enforcement: 'strict', actions: [{ type: 'notify', message: 'x' }] }] },
      'warn',
    ],
    [
      'modify never blocks',
      { customRules: [{ ...own, enforcement: 'strict', actions: [{ type: 'modify', message: 'x' }] }] },
      'warn',
    ],
  ])('%s', async (_, configuration, result) => {
    expect(await ownResult(configuration)).toBe(result);
  });

  test('a rule of the catalogue is denied or told alike', async () => {
    const strict = await judgeBy({}, [bad], { rules: privileged });
    const advisory = await judgeBy({ categories: { security: { enforcement: 'advisory' } } }, [bad], {
      rules: privileged,
    });
    expect([strict.summary.fail, strict.summary.warn, strict.failed]).toEqual([1, 0, true]);
    expect([advisory.summary.fail, advisory.summary.warn, advisory.failed]).toEqual([0, 1, false]);
    const counted = await judgeBy({ global: { enforcement: 'advisory' } }, [bad], {
      rules: privileged,
      failOnWarn: true,
    });
    expect(counted.failed).toBe(true);
  });

  test('an override changes the severity, by id, code or alias', async () => {
    for (const name of ['privileged-container', 'KP001', 'sec-002']) {
      const { findings } = await judgeBy({ ruleOverrides: { [name]: { severity: 'low' } } }, [bad], {
        rules: privileged,
      });
      expect(findings.map(({ severity }) => severity)).toEqual(['low']);
    }
  });

  test('the environment chooses the profile, and the command line goes before it', async () => {
    const count = async (environment: string, profile: 'all' | null = null) =>
      (await judgeBy({ organization: { name: 'Acme', environment } }, [good], { profile })).summary.rules;
    const [development, staging, production] = [
      await count('development'),
      await count('staging'),
      await count('production'),
    ];
    expect(development).toBeLessThan(staging);
    expect(staging).toBeLessThan(production);
    expect(await count('development', 'all')).toBeGreaterThan(production);
  });

  test('an override switches on what the profile leaves out, and off what it has', async () => {
    const { rules } = await judgeBy(
      { ruleOverrides: { 'low-uid': { enabled: true }, 'sec-002': { enabled: false } } },
      [good],
    );
    const ids = rules.map(({ id }) => id);
    expect(ids).toContain('low-uid');
    expect(ids).not.toContain('privileged-container');
    const named = await judgeBy({ ruleOverrides: { 'sec-002': { enabled: false } } }, [bad], {
      rules: privileged,
    });
    expect(named.summary.fail).toBe(1);
  });

  test('a rule of the same name takes the place of a built-in one', async () => {
    const { rules, notes } = await judgeBy({ customRules: [{ ...own, id: 'sec-002' }] }, [bad]);
    expect(rules.map(({ id }) => id)).toContain('sec-002');
    expect(rules.map(({ id }) => id)).not.toContain('privileged-container');
    expect(notes).toEqual([expect.stringContaining('takes the place of `privileged-container`')]);
  });
});

describe('namespaces and selectors (acceptance row 7)', () => {
  const configuration = { customRules: [own] };

  test('what is in an excluded namespace is skipped, and the namespace itself', async () => {
    const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'kube-system' } };
    const found = await judgeBy(
      { customRules: [{ ...own, scope: 'resource' }], global: { excludedNamespaces: ['kube-*'] } },
      [inNamespace('kube-system'), namespace, inNamespace('shop')],
      { rules: ['own-001'] },
    );
    expect(short(found)).toEqual(['own-001 fail /metadata/labels/team']);
    expect(found.summary).toMatchObject({ skip: 2, fail: 1 });
  });

  test('says why it is skipped where all results are asked for', async () => {
    const found = await judgeBy(
      { ...configuration, global: { excludedSelectors: [{ matchLabels: { tier: 'test' } }] } },
      [inNamespace('shop', { tier: 'test' })],
      { rules: ['own-001'], results: 'all' },
    );
    expect(found.findings.map(({ message }) => message)).toEqual([
      'the configuration excludes objects with its labels',
    ]);
  });

  test.each<[string, JsonObject]>([
    ['of the rule', { customRules: [{ ...own, namespaces: ['shop'] }] }],
    ['of its category', { ...configuration, categories: { operations: { namespaces: ['shop'] } } }],
    [
      'of an override',
      { ...configuration, ruleOverrides: { 'own-001': { excludedNamespaces: ['test-*'] } } },
    ],
    ['by label', { customRules: [{ ...own, selector: { matchLabels: { tier: 'web' } } }] }],
    [
      'by expression',
      {
        customRules: [
          { ...own, selector: { matchExpressions: [{ key: 'tier', operator: 'NotIn', values: ['test'] }] } },
        ],
      },
    ],
  ])('the reach %s decides where it is judged', async (_, narrowed) => {
    const objects = [inNamespace('shop', { tier: 'web' }), inNamespace('test-1', { tier: 'test' })];
    const { findings, summary } = await judgeBy(narrowed, objects, { rules: ['own-001'] });
    expect(findings.map(({ resource }) => resource.namespace)).toEqual(['shop']);
    expect(summary).toMatchObject({ fail: 1, pass: 0, skip: 0 });
  });
});

describe('exemptions (acceptance row 19)', () => {
  const exemption = {
    ruleIds: ['sec-002'],
    resource: { namespaces: ['shop'], names: ['check*'], kinds: ['Deployment'] },
    reason: 'vendor agent',
    approver: 'jane',
    expires: '2027-01-31',
  };

  test('lift a rule for what they select, and are counted by themselves', async () => {
    const found = await judgeBy({ exemptions: [exemption] }, [bad], { rules: privileged });
    expect(found.findings.map(({ exception }) => exception)).toEqual([
      'vendor agent (until 2027-01-31, approved by jane)',
    ]);
    expect(found.summary.excepted).toBe(1);
    expect(found.failed).toBe(false);
  });

  test('one name may lift several rules, and what a rule finds by other objects', async () => {
    const everything = {
      ...exemption,
      ruleIds: ['res-001', 'service-selects-nothing'],
      resource: { namespaces: ['*'] },
    };
    const { object } = workload('Deployment', { containers: [container({ resources: {} })] });
    const service = {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'a', namespace: 'shop' },
      spec: { selector: { app: 'nothing' }, ports: [{ port: 80 }] },
    };
    const found = await judgeBy({ exemptions: [everything] }, [object, service], {
      rules: ['res-001', 'service-selects-nothing'],
    });
    expect(found.findings.map(({ policy, exception }) => [policy, exception !== null])).toEqual([
      ['cpu-limit-missing', true],
      ['memory-limit-missing', true],
      ['service-selects-nothing', true],
    ]);
    expect(found.summary.excepted).toBe(3);
  });

  test('one that lifts nothing is told, and one for a container lifts nothing of another', async () => {
    const ofContainer = { ...exemption, resource: { containers: ['agent'] } };
    const found = await judgeBy({ exemptions: [ofContainer] }, [bad], { rules: privileged });
    expect(found.summary).toMatchObject({ fail: 1, excepted: 0 });
    expect(found.notes).toEqual([
      'the exception at writ.config.json:1 for `privileged-container` lifts nothing here: what it was for is repaired, or its selector is wrong',
    ]);
  });

  test('lift nothing else', async () => {
    const other = workload('Pod', {
      containers: [container({ securityContext: { privileged: true } })],
    }).object;
    const found = await judgeBy({ exemptions: [exemption] }, [other], { rules: privileged });
    expect(found.findings.map(({ exception }) => exception)).toEqual([null]);
    expect(found.failed).toBe(true);
  });

  test('count on their last day, and fail with a note after it', async () => {
    const on = (now: string) => judgeBy({ exemptions: [exemption] }, [bad], { rules: privileged, now });
    expect((await on('2027-01-31T23:59:59Z')).failed).toBe(false);
    const after = await on('2027-02-01T00:00:00Z');
    expect(after.failed).toBe(true);
    expect(after.notes).toEqual([
      'the exception at writ.config.json:1 for `privileged-container` ended on 2027-01-31: a finding that it lifted fails again; ask jane, or repair',
    ]);
  });
});

describe('lints (acceptance row 20)', () => {
  test.each<[string, JsonObject, RegExp]>([
    [
      'an override of a rule whose category is off',
      { categories: { security: { enabled: false } }, ruleOverrides: { 'sec-002': { severity: 'low' } } },
      /this changes nothing: the category `security` is switched off/,
    ],
    [
      'an override of a rule that it switches off',
      { ruleOverrides: { 'sec-002': { enabled: false, severity: 'low' } } },
      /`severity` changes nothing: the rule is switched off here/,
    ],
    [
      'a rule of a category that is off',
      { categories: { operations: { enabled: false } }, customRules: [own] },
      /`own-001` is never judged by/,
    ],
    [
      'a value that exists ignores',
      { customRules: [{ ...own, conditions: [{ ...own.conditions[0], value: false }] }] },
      /for the contrary say `not_exists`/,
    ],
    [
      'an expression that every text matches',
      {
        customRules: [
          { ...own, conditions: [{ field: 'metadata.labels.team', operator: 'regex_match', value: '.*' }] },
        ],
      },
      /every text matches: say `exists`/,
    ],
    [
      'a framework of which nothing is assessable',
      { organization: { name: 'Acme', environment: 'production', compliance: ['GDPR'] } },
      /nothing in GDPR is assessable from manifests/,
    ],
  ])('%s', async (_, configuration, note) => {
    const { notes } = await judgeBy(configuration, [good]);
    expect(notes).toEqual([expect.stringMatching(note)]);
  });
});
