// What clusters are given, as files: read their diff as the product. `vitest run test/enforce -u` renews them.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { writ } from '../doors/cli.ts';

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };

test.each([
  ['vap', ['--action', 'deny']],
  ['kyverno', ['--action', 'deny']],
  ['kyverno', ['--kyverno-version', '1.15']],
  ['kyverno', ['--kyverno-version', '1.16']],
  ['kyverno', ['--kyverno-version', '1.12']],
  ['kyverno-clusterpolicy', ['--action', 'warn', '--namespaces', 'shop,shop-*']],
  ['map', []],
  ['kyverno-mutating', ['--kyverno-version', '1.16']],
])('privileged-container as %s %j', async (target, flags) => {
  const { out, code } = await writ(['enforce', 'privileged-container', '--target', target, ...flags]);
  expect(code).toBe(0);
  const name = [target, ...flags.map((flag) => flag.replace(/^--/, '').replaceAll(/[^a-z0-9.]+/g, '-'))].join(
    '-',
  );
  await expect(out.replaceAll(`version: ${version}`, 'version: VERSION')).toMatchFileSnapshot(
    `golden/${name}.yaml`,
  );
});

test('a bundle', async () => {
  const { out } = await writ([
    'enforce',
    'KP001',
    'host-network',
    'run-as-non-root',
    '--bundle',
    '--action',
    'deny',
  ]);
  await expect(out.replaceAll(`version: ${version}`, 'version: VERSION')).toMatchFileSnapshot(
    'golden/bundle.yaml',
  );
});

test('a policy of Kyverno, migrated to an API server', async () => {
  const { out, code } = await writ(['enforce', 'examples/policies/disallow-latest-tag.yaml']);
  expect(code).toBe(0);
  await expect(out.replaceAll(`version: ${version}`, 'version: VERSION')).toMatchFileSnapshot(
    'golden/migrated.yaml',
  );
});
