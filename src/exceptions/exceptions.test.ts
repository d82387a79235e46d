import { expect, test } from 'vitest';
import type { JsonValue } from '../core/json.ts';
import type { Resource } from '../core/resource.ts';
import { parseBaseline, writeBaseline } from './baseline.ts';
import { noSelector, type Exception, type Selector } from './exception.ts';
import { createLifting, type PlacedException } from './lifting.ts';
import { parseException, type KnownRules } from './parse-exception.ts';
import { selectsPlace } from './selects-place.ts';

const ids = new Map([
  ['host-pid', 'host-pid'],
  ['KP002', 'host-pid'],
  ['host-ipc', 'host-ipc'],
]);
const known: KnownRules = {
  ids: (name) => [ids.get(name) ?? []].flat(),
  names: ['host-pid', 'host-ipc'],
};
const file = {
  apiVersion: 'writ/v1',
  kind: 'Exception',
  rules: ['KP002', 'host-pid'],
  selector: { kinds: ['DaemonSet'], names: ['node-*'] },
  reason: 'the vendor’s agent reads all processes',
  approver: 'jane@example.com',
  until: '2027-01-31',
};

function problems(value: JsonValue): readonly string[] {
  const parsed = parseException(value, known);
  return 'problems' in parsed ? parsed.problems.map(({ pointer, message }) => `${pointer}: ${message}`) : [];
}

test('an exception file is read, with each rule by its id and once', () => {
  const parsed = parseException(file, known);
  expect(parsed).toEqual({
    exception: {
      rules: ['host-pid'],
      selector: { ...noSelector, kinds: ['DaemonSet'], names: ['node-*'] },
      reason: file.reason,
      approver: file.approver,
      until: file.until,
    },
  });
});

test.each<readonly [string, JsonValue, string]>([
  [
    'a rule that is not there',
    { ...file, rules: ['host-pdi'] },
    '/rules/0: there is no rule `host-pdi`; did you mean `host-pid`?',
  ],
  [
    'a rule called as a key of every object',
    { ...file, rules: ['__proto__'] },
    '/rules/0: there is no rule `__proto__`',
  ],
  ['no rule', { ...file, rules: [] }, '/rules: `rules` must not be empty'],
  ['no reason', { ...file, reason: ' ' }, '/reason: `reason` must not be empty'],
  ['no day', { ...file, until: 'never' }, '/until: `until` must be a day as YYYY-MM-DD, such as 2027-01-31'],
  [
    'a day that is none',
    { ...file, until: '2027-02-30' },
    '/until: `until` must be a day as YYYY-MM-DD, such as 2027-01-31',
  ],
  [
    'a wrong field',
    { ...file, aprover: 'x' },
    '/aprover: `aprover` is not a field here; did you mean `approver`?',
  ],
  [
    'a kind in small letters',
    { ...file, selector: { kinds: ['daemonset'] } },
    '/selector/kinds/0: element 1 of `kinds` must be a kind, such as Deployment',
  ],
  ['an empty list', { ...file, selector: { kinds: [] } }, '/selector/kinds: `kinds` must not be empty'],
  [
    'a wrong part',
    { ...file, selector: { namespace: ['a'] } },
    '/selector/namespace: `namespace` is not a field here; did you mean `namespaces`?',
  ],
])('an exception with %s is refused at its place', (_, value, message) => {
  expect(problems(value)).toContain(message);
});

test.each(['approver', 'reason', 'until', 'selector', 'rules'])(
  'an exception without `%s` is refused',
  (field) => {
    const { [field]: _, ...rest } = file as Readonly<Record<string, JsonValue>>;
    expect(problems(rest)).toEqual([`/${field}: \`${field}\` is missing`]);
  },
);

test('an empty selector is refused: blank would mean all', () => {
  expect(problems({ ...file, selector: {} })[0]).toContain('is empty and would mean everything');
  expect(problems({ ...file, selector: { labels: {} } })[0]).toContain('is empty and would mean everything');
});

test('a label that no object can have is refused, for passed over it would widen the selector', () => {
  const labels = (text: string): JsonValue => ({
    ...file,
    selector: { labels: { matchLabels: JSON.parse(text) as JsonValue } },
  });
  expect(problems(labels('{"__proto__":"x","app":"z"}'))).toEqual([
    '/selector/labels/matchLabels/__proto__: `__proto__` cannot be a name here',
  ]);
  expect(problems(labels('{"constructor":"y"}'))).toEqual([]);
});

const agent: Resource = {
  apiVersion: 'apps/v1',
  kind: 'DaemonSet',
  metadata: { name: 'node-agent', namespace: 'kube-system', labels: { app: 'agent' } },
  spec: { template: { spec: { containers: [{ name: 'agent' }, { name: 'sidecar' }] } } },
};
const place = {
  resource: agent,
  file: 'agents/node.yaml',
  path: '/spec/template/spec/containers/0/image',
} as const;

test.each<readonly [Partial<Selector>, boolean]>([
  [{}, false],
  [{ kinds: ['DaemonSet'] }, true],
  [{ kinds: ['Deployment', 'DaemonSet'] }, true],
  [{ kinds: ['*'] }, true],
  [{ kinds: ['Deployment'] }, false],
  [{ namespaces: ['kube-*'] }, true],
  [{ namespaces: ['kube'] }, false],
  [{ names: ['node-agent'], namespaces: ['shop'] }, false],
  [{ containers: ['agent'] }, true],
  [{ containers: ['sidecar'] }, false],
  [{ files: ['agents/*'] }, true],
  [{ files: ['other/*'] }, false],
  [{ labels: { matchLabels: { app: 'agent' }, matchExpressions: [] } }, true],
  [{ labels: { matchLabels: { app: 'x' }, matchExpressions: [] } }, false],
])('the selector %j matches: %j', (selector, isMatch) => {
  expect(selectsPlace({ ...noSelector, ...selector }, place)).toBe(isMatch);
});

test('an object without a namespace is matched by `*` and by no name', () => {
  const resource = { ...agent, metadata: { name: 'node-agent' } };
  const matches = (namespace: string) =>
    selectsPlace({ ...noSelector, namespaces: [namespace] }, { ...place, resource });
  expect([matches('*'), matches('default'), matches('?*')]).toEqual([true, false, false]);
});

test('a finding outside of containers is not lifted by a container', () => {
  const selector = { ...noSelector, containers: ['agent'] };
  expect(selectsPlace(selector, { ...place, path: '/spec/template/spec/hostPID' })).toBe(false);
});

const exception: Exception = {
  rules: ['host-pid'],
  selector: { ...noSelector, kinds: ['DaemonSet'] },
  reason: 'vendor agent',
  approver: 'jane',
  until: '2027-01-31',
};

function at(now: string, ...exceptions: readonly PlacedException[]) {
  const lifting = createLifting(exceptions, {
    now: BigInt(Date.parse(now)) * 1_000_000n,
    judged: new Set(['host-pid', 'host-ipc']),
  });
  return {
    lifting,
    lift: (policy = 'host-pid') => lifting.lift({ policy, path: place.path }, agent, place.file),
  };
}

const placed = { exception, where: { file: 'x.yaml', line: 3 } };

test('a finding is lifted until the end of the last day', () => {
  expect(at('2027-01-31T23:59:59Z', placed).lift()).toBe('vendor agent (until 2027-01-31, approved by jane)');
  expect(at('2027-02-01T00:00:00Z', placed).lift()).toBeNull();
});

test('only the rules that it names are lifted', () => {
  expect(at('2026-11-21', placed).lift('host-ipc')).toBeNull();
});

test('an exception that ended and is missed says so, with how many findings fail again', () => {
  const { lifting, lift } = at('2027-02-01', placed);
  lift();
  expect(lifting.notes()).toEqual([
    'the exception at x.yaml:3 for `host-pid` ended on 2027-01-31: a finding that it lifted fails again; ask jane, or repair',
  ]);
  lift();
  expect(lifting.notes()[0]).toContain('2 findings that it lifted fail again');
});

test('an exception that ended and is not missed is to be removed', () => {
  expect(at('2027-02-01', placed).lifting.notes()[0]).toContain('no longer needed: remove it');
});

test('an exception that was never used is said, one that was is not', () => {
  const { lifting, lift } = at('2026-11-21', placed, {
    ...placed,
    exception: { ...exception, rules: ['host-ipc'] },
  });
  lift();
  expect(lifting.notes()).toHaveLength(1);
  expect(lifting.notes()[0]).toContain('for `host-ipc` lifts nothing here');
});

test('of an exception for rules that are not judged by nothing is said', () => {
  const other = { ...placed, exception: { ...exception, rules: ['host-network'] } };
  expect(at('2026-11-21', other).lifting.notes()).toEqual([]);
  expect(at('2028-11-21', other).lifting.notes()).toEqual([]);
});

test('one that took the place of an ended one lifts, and the ended one is not missed', () => {
  const old = { exception: { ...exception, until: '2026-01-01' }, where: null };
  const { lifting, lift } = at('2026-11-21', old, placed);
  expect(lift()).toContain('until 2027-01-31');
  expect(lifting.notes()).toEqual([
    'the exception for `host-pid` ended on 2026-01-01 and is no longer needed: remove it',
  ]);
});

test('a baseline reads back as what was written, each finding once and in order', () => {
  const entry = { fingerprint: 'b'.repeat(32), policy: 'host-pid', resource: 'shop/Pod/b', path: '/spec' };
  const other = { ...entry, fingerprint: 'a'.repeat(32), resource: 'shop/Pod/a' };
  const text = writeBaseline('2026-11-21', [entry, other, entry]);
  expect(text.split('\n').filter((line) => line.includes('fingerprint'))).toHaveLength(2);
  expect(text.indexOf('Pod/a')).toBeLessThan(text.indexOf('Pod/b'));
  expect(parseBaseline(JSON.parse(text) as JsonValue)).toEqual({
    baseline: { written: '2026-11-21', fingerprints: new Set([other.fingerprint, entry.fingerprint]) },
  });
  expect(writeBaseline('2026-11-21', [])).toContain('"findings":[]');
});

test('a baseline that is none says where', () => {
  const value = {
    apiVersion: 'writ/v1',
    kind: 'Baseline',
    written: '2026-11-21',
    findings: [{ fingerprint: 'x' }],
  };
  const parsed = parseBaseline(value);
  expect('problems' in parsed && parsed.problems[0]).toEqual({
    pointer: '/findings/0/fingerprint',
    message: '`fingerprint` must be 32 hex digits',
  });
});
