import { spawnSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';

test('the bundles of Kubernetes and Kyverno are under 250 kB gzipped, descriptions and all', () => {
  const sizes = globSync('src/schema/gen/*.ts').map((file) => gzipSync(readFileSync(file)).length);
  expect(sizes).toHaveLength(4);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(250_000);
});

test('the bundle is what the generator makes of its source', () => {
  const { status, stderr } = spawnSync('node', ['scripts/schema-bundle.ts', '--check'], { encoding: 'utf8' });
  expect(stderr.includes('out of date')).toBe(false);
  expect(status).toBe(0);
});
