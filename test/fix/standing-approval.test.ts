import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { folder, writ } from '../doors/cli.ts';

const text = `apiVersion: v1
kind: Pod
metadata: {name: a, namespace: b}
spec:
  serviceAccount: shop
  hostPID: true
  containers:
  - name: a
    image: a
    livenessProbe: {httpGet: {host: example.com, path: /, port: 80}}
`;
/** Lines that tell a fix of this risk. */
const lines = {
  safe: 'serviceAccountName: shop',
  low: '{path: /, port: 80}',
} as const;
const rules = ['deprecated-service-account-field', 'probe-lifecycle-host', 'host-pid'];

async function written(configuration: object, ...flags: readonly string[]) {
  using place = folder({ 'a.yaml': text, 'own.json': JSON.stringify(configuration) });
  using elsewhere = folder({});
  const store = ['--store', join(elsewhere.path, 'store.db')];
  const config = ['--config', 'own.json', '--rules', rules.join(',')];
  const { out } = await writ(['fix', 'a.yaml', '--write', ...config, ...flags, ...store], {
    cwd: place.path,
  });
  const after = readFileSync(join(place.path, 'a.yaml'), 'utf8');
  const done = [
    ...(after.includes(lines.safe) ? ['safe'] : []),
    ...(after.includes(lines.low) ? ['low'] : []),
    ...(after.includes('hostPID') ? [] : ['high']),
  ];
  return { done: done.join(' '), out };
}

test.each<readonly [string, object, string]>([
  ['nothing is said: safe', {}, 'safe'],
  ['all are approved: safe', { global: { autoFix: true } }, 'safe'],
  ['all are approved up to low', { global: { autoFix: true, autoFixRisk: 'low' } }, 'safe low'],
  ['none is approved', { global: { autoFix: false, autoFixRisk: 'high' } }, ''],
  [
    'a category goes before all',
    { global: { autoFix: false }, categories: { security: { autoFix: true, autoFixRisk: 'high' } } },
    'low high',
  ],
  [
    'an override goes before its category',
    {
      categories: { security: { autoFix: true, autoFixRisk: 'high' } },
      ruleOverrides: { 'host-pid': { autoFix: false } },
    },
    'safe low',
  ],
])('%s', async (_, configuration, expected) => {
  expect((await written(configuration)).done).toBe(expected);
});

test('what is only proposed is told with the flag that writes it, and the flag goes before the configuration', async () => {
  const configuration = { global: { autoFix: false } };
  expect((await written(configuration)).out).toContain('1 more with `--risk safe`');
  expect((await written(configuration, '--risk', 'high')).done).toBe('safe low high');
});

test('a fix of the organization’s own is written where its action approves it, too', async () => {
  const rule = (autoFix: boolean) => ({
    global: { autoFix: true, autoFixRisk: 'medium' },
    customRules: [
      {
        id: 'own-1',
        name: 'own',
        description: 'No host processes.',
        severity: 'high',
        category: 'security',
        conditions: [{ field: 'spec.hostPID', operator: 'not_exists' }],
        actions: [{ type: 'modify', message: 'no', autoFix }],
      },
    ],
  });
  const own = ['--rules', 'own-1'];
  expect((await written(rule(true), ...own)).done).toContain('high');
  expect((await written(rule(false), ...own)).done).not.toContain('high');
});
