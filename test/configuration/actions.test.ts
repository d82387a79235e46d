// What the actions of a rule do: deny blocks; modify, audit and notify are told, and never block.
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../src/core/json.ts';
import { folder, writ } from '../doors/cli.ts';
import { container, judgeBy, workload } from './judge.ts';

const { object: bad } = workload('Deployment', {
  containers: [container({ securityContext: { privileged: true } })],
});

function rule(...actions: readonly JsonObject[]): JsonObject {
  return {
    id: 'own-001',
    name: 'Unprivileged',
    description: 'Nobody needs it.',
    severity: 'high',
    category: 'security',
    enforcement: 'strict',
    conditions: [
      {
        field: 'spec.template.spec.containers[*].securityContext.privileged',
        operator: 'not_equals',
        value: true,
      },
    ],
    actions: actions.map((action) => ({ message: 'privileged', ...action })),
  };
}

const notifications = {
  slack: {
    webhookUrl: 'https://hooks.example.com/T0/B0',
    channel: '#platform',
    severityLevels: ['critical'],
  },
  email: { recipients: ['jane@example.com'] },
};

async function judged(configuration: JsonObject, rules: readonly string[] = ['own-001']) {
  const { findings, notes, failed } = await judgeBy(configuration, [bad], { rules });
  const [finding] = findings;
  return { result: finding?.result, fix: finding?.fix, handling: finding?.handling, notes, failed };
}

describe('an action', () => {
  test('deny blocks, and nothing more becomes of it', async () => {
    expect(await judged({ customRules: [rule({ type: 'deny' })] })).toEqual({
      result: 'fail',
      fix: null,
      handling: undefined,
      notes: [],
      failed: true,
    });
  });

  test('modify proposes the fix that it names, and does not block', async () => {
    const named = rule({ type: 'modify', fixAction: 'privileged-container' });
    const { result, fix, handling, failed } = await judged({ customRules: [named] });
    expect({ result, handling, failed }).toEqual({
      result: 'warn',
      handling: { actions: ['modify'], channels: [] },
      failed: false,
    });
    expect(fix).not.toBeNull();
    const [own] = (await judgeBy({ customRules: [named] }, [bad], { rules: ['own-001'] })).rules;
    const [meant] = (await judgeBy({}, [bad], { rules: ['privileged-container'] })).rules;
    expect(own?.remedy.edits).toEqual(meant?.remedy.edits);
  });

  test('modify proposes what follows from the conditions where it names none', async () => {
    const { fix, notes } = await judged({ customRules: [rule({ type: 'modify' })] });
    expect([fix, notes]).toEqual([{ risk: 'medium' }, []]);
  });

  test('audit is recorded, does not block, and says where it would not be', async () => {
    const { result, handling, failed, notes } = await judged({ customRules: [rule({ type: 'audit' })] });
    expect({ result, handling, failed, notes }).toEqual({
      result: 'warn',
      handling: { actions: ['audit'], channels: [] },
      failed: false,
      notes: ['1 finding of rules that say `audit`: only --record keeps them'],
    });
  });

  test('notify goes to the channels that it names, whatever the severity, and only --notify sends', async () => {
    const notify = rule({ type: 'notify', notificationChannels: ['slack'] });
    const { result, handling, failed, notes } = await judged({ customRules: [notify], notifications });
    expect({ result, handling, failed }).toEqual({
      result: 'warn',
      handling: { actions: ['notify'], channels: ['email', 'slack'] },
      failed: false,
    });
    expect(notes).toContain('to be sent: 1 finding to email, 1 finding to slack; only --notify sends them');
  });

  test('notify without channels goes to all of them', async () => {
    const { handling } = await judged({ customRules: [rule({ type: 'notify' })], notifications });
    expect(handling?.channels).toEqual(['email', 'slack']);
  });
});

test('a channel wants the findings of its severities, of every rule', async () => {
  const critical = await judged({ notifications }, ['privileged-container']);
  expect(critical.handling).toEqual({ actions: [], channels: ['slack', 'email'] });
  const milder = { notifications, ruleOverrides: { 'sec-002': { severity: 'low' } } };
  expect((await judged(milder, ['privileged-container'])).handling?.channels).toEqual(['email']);
});

test('what is exempted is neither sent nor recorded', async () => {
  const exemption = {
    ruleIds: ['own-001'],
    resource: { namespaces: ['shop'] },
    reason: 'vendor',
    approver: 'jane',
    expires: '2027-01-31',
  };
  const configuration = { customRules: [rule({ type: 'audit' }, { type: 'notify' })], notifications };
  const { notes } = await judged({ ...configuration, exemptions: [exemption] });
  expect(notes.join()).not.toMatch(/to be sent|--record/);
});

test.each<[string, JsonObject, RegExp]>([
  [
    'modify without a fix',
    {
      customRules: [
        {
          ...rule({ type: 'modify' }),
          conditions: [{ field: 'metadata.labels.team', operator: 'exists' }],
        },
      ],
    },
    /`modify` proposes no fix/,
  ],
  ['notify without a channel', { customRules: [rule({ type: 'notify' })] }, /`notify` tells nobody/],
  [
    'a channel that nobody describes',
    { customRules: [rule({ type: 'notify', notificationChannels: ['email'] })] },
    /`notifications` does not describe `email`/,
  ],
  [
    'channels of an action that sends nothing',
    { customRules: [rule({ type: 'deny', notificationChannels: ['slack'] })], notifications },
    /only `notify` sends/,
  ],
  [
    'a second message',
    { customRules: [rule({ type: 'deny' }, { type: 'audit', message: 'other' })] },
    /the message of the first action/,
  ],
])('%s is told', async (_, configuration, note) => {
  const { notes } = await judged(configuration);
  expect(notes).toEqual(expect.arrayContaining([expect.stringMatching(note)]));
});

test('whatever a configuration says and this version does not do is told by `config validate`, once each', async () => {
  const configuration = {
    notifications,
    store: 'postgres://shop',
    model: 'any',
    embedding: 'any',
    output: 'json',
    authentication: 'oidc',
  };
  using made = folder({ 'own.json': JSON.stringify(configuration), 'a.json': JSON.stringify(bad) });
  const { out } = await writ(['config', 'validate', 'own.json', '--format', 'json'], { cwd: made.path });
  const [read] = (JSON.parse(out) as { configurations: { warnings: { message: string }[] }[] })
    .configurations;
  const told = read?.warnings.map(({ message }) => /^`(\w+)` has no effect yet: /.exec(message)?.[1]);
  expect(told?.join(' ')).toBe('email store model embedding output authentication');
  const { err } = await writ(['check', 'a.json', '--config', 'own.json'], { cwd: made.path });
  expect(err).toContain('6 settings have no effect yet; `writ config validate own.json` tells which');
});

test('autoFix needs no word: `writ fix` acts on it', async () => {
  const { notes } = await judged({ global: { autoFix: true, autoFixRisk: 'low' } }, ['privileged-container']);
  expect(notes).toEqual([]);
});

test('text and JSON say what becomes of a finding', async () => {
  const configuration = {
    customRules: [rule({ type: 'notify' }, { type: 'audit' }, { type: 'modify' })],
    notifications,
  };
  using made = folder({ 'own.json': JSON.stringify(configuration), 'a.json': JSON.stringify(bad) });
  const flags = ['a.json', '--config', 'own.json', '--rules', 'own-001', '--format', 'text'];
  const { out } = await writ(['check', ...flags, '--format', 'json=a.out'], { cwd: made.path });
  expect(out).toContain('notify: to be sent to email, slack');
  expect(out).toContain('audit: it is recorded, and never blocks');
  expect(out).toContain('modify: a fix is proposed, at medium risk');
  const json = await writ(['check', ...flags.slice(0, -1), 'json'], { cwd: made.path });
  const { findings } = JSON.parse(json.out) as { findings: { handling: unknown }[] };
  expect(findings.map(({ handling }) => handling)).toEqual([
    { actions: ['notify', 'audit', 'modify'], channels: ['email', 'slack'] },
  ]);
});
