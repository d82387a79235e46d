// `npm run test:pack`: what is published, installed in an empty folder, judges a manifest there.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folder = mkdtempSync(join(tmpdir(), 'writ-pack-'));
try {
  const release = join(folder, 'release');
  execFileSync('node', ['scripts/release.ts', release], { stdio: 'inherit' });
  execFileSync('npm', ['pack', '--silent', '--pack-destination', folder, release], { stdio: 'inherit' });
  const tarball = readdirSync(folder).find((name) => name.endsWith('.tgz')) ?? '';
  const empty = join(folder, 'empty');
  execFileSync(
    'npm',
    ['install', '--silent', '--no-audit', '--no-fund', '--prefix', empty, join(folder, tarball)],
    { stdio: 'inherit' },
  );
  writeFileSync(
    join(empty, 'pod.yaml'),
    'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  hostNetwork: true\n  containers: [{name: a, image: a:1}]\n',
  );
  const { status, stdout } = spawnSync(join(empty, 'node_modules', '.bin', 'writ'), ['check', 'pod.yaml'], {
    cwd: empty,
    encoding: 'utf8',
  });
  if (status !== 1 || !stdout.includes('host-network')) throw new Error(`exit ${String(status)}:\n${stdout}`);
  console.log('the package, installed in an empty folder, judges a manifest');
} finally {
  rmSync(folder, { recursive: true, force: true });
}
