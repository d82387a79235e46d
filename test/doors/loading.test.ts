// What a judgement of plain manifests loads: every module costs each user time in each run.
import { execFileSync, spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { folder } from './cli.ts';

function loaded(args: readonly string[]): readonly string[] {
  const { stderr } = spawnSync(
    process.execPath,
    ['--import', resolve('test/doors/loaded-modules.ts'), 'src/main.ts', ...args],
    { encoding: 'utf8' },
  );
  return JSON.parse(/^loaded (.*)$/m.exec(stderr)?.[1] ?? '[]') as string[];
}

/** The packages among modules. */
function packages(modules: readonly string[]): readonly string[] {
  const names = modules.flatMap((url) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1] ?? []);
  return [...new Set(names)].toSorted();
}

test('judging plain YAML loads three small packages and no other', () => {
  const modules = loaded(['check', 'examples/shop', '--fail-on', 'none']);
  expect(packages(modules)).toEqual(['commander', 'ignore', 're2js']);
  expect(modules.filter((url) => /\/(?:prove|fix|dialects|admission)\//.test(url))).toEqual([]);
});

/** What a run needs only when it is asked for exceptions, a baseline or a record. */
const apart = /^node:sqlite$|\/store\/|\/watching\.|\/exceptions\/|\/zod\//;

test('judging loads no store, no SQLite and no reader of exceptions', () => {
  const modules = loaded(['check', 'examples/shop', '--fail-on', 'none']);
  expect(modules.filter((url) => apart.test(url))).toEqual([]);
  using made = folder({});
  const flags = ['--fail-on', 'none', '--record', '--store', `${made.path}/store.db`];
  const recorded = loaded(['check', 'examples/shop', ...flags]);
  expect(recorded.filter((url) => apart.test(url))).toContain('node:sqlite');
});

test('judging loads no reader of scans before results of one are named', () => {
  const readers = /\/vulnerabilities\//;
  const modules = loaded(['check', 'examples/shop', '--fail-on', 'none']);
  expect(modules.filter((url) => readers.test(url))).toEqual([]);
  const scans = ['--vulnerabilities', 'examples/vulnerabilities/checkout.trivy.json'];
  const scanned = loaded(['check', 'examples/shop', '--fail-on', 'none', ...scans]);
  expect(scanned.filter((url) => readers.test(url))).not.toEqual([]);
});

test('YAML that is not plain loads the YAML library besides', () => {
  using made = folder({ 'a.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: &m {name: a}\ndata: *m\n' });
  expect(packages(loaded(['check', made.path]))).toEqual(['commander', 'ignore', 're2js', 'yaml']);
});

test('what is packed has no sources and no tests', () => {
  const listed = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
    encoding: 'utf8',
  });
  const [{ files } = { files: [] }] = JSON.parse(listed) as { files: { path: string }[] }[];
  const odd = files.filter(({ path }) => /\.test\.|^src\/|^test\//.test(path));
  expect(odd).toEqual([]);
});
