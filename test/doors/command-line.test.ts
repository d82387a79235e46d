// What every command promises: streams, exit codes, files, several formats.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { folder, writ } from './cli.ts';

const privileged = `apiVersion: v1
kind: Pod
metadata: {name: a, namespace: shop}
spec:
  containers:
    - name: app
      image: registry.example.com/app:1.0
      securityContext: {privileged: true}
`;

describe.concurrent('exit codes', () => {
  test.each([
    ['nothing found', ['--rules', 'host-network'], 0],
    ['a finding', ['--rules', 'privileged-container'], 1],
    [
      'a finding below the threshold',
      ['--rules', 'privileged-container', '--severity', 'low', '--fail-on', 'none'],
      0,
    ],
    ['a rule that does not exist', ['--rules', 'privilegd-container'], 2],
    ['a flag that does not exist', ['--rule', 'KP001'], 2],
    ['a value that is none of the choices', ['--fail-on', 'severe'], 2],
    ['a format that does not exist', ['--format', 'xml'], 2],
    ['a version that does not exist', ['--kubernetes-version', '2.0'], 2],
    ['a time that is none', ['--now', 'yesterday'], 2],
    ['a number that is none', ['--max-depth', 'deep'], 2],
    ['a depth of nothing', ['--max-depth', '0'], 2],
    ['a depth that no stack bears', ['--max-depth', '100000'], 2],
    ['half a document', ['--max-documents', '0.5'], 2],
    ['a category that does not exist', ['--category', 'securty'], 2],
    ['a category without rules', ['--category', 'cost'], 2],
    ['an empty list of rules', ['--rules', ''], 2],
    ['a list of rules that is only a comma', ['--rules', ','], 2],
  ])('%s', async (_, flags, code) => {
    using made = folder({ 'a.yaml': privileged });
    const ran = await writ(['check', 'a.yaml', ...flags], { cwd: made.path });
    expect(ran.code).toBe(code);
    expect(`${ran.out}${ran.err}`).not.toMatch(/\n\s+at /);
  });

  test.each([
    ['no command', [], 2, /Usage: writ/],
    ['a command that does not exist', ['chek'], 2, /there is no command `writ chek`/],
    ['help', ['check', '--help'], 0, /writ check examples\/shop/],
    ['the version', ['--version'], 0, /^\d+\.\d+\.\d+\n$/],
    ['a missing path', ['check'], 2, /path/],
    ['completion for bash', ['completion', 'bash'], 0, /--profile\) words="default baseline/],
    ['completion for fish', ['completion', 'fish'], 0, /-l fail-on -x -a 'info low/],
    ['completion for another shell', ['completion', 'tcsh'], 2, /Choose among bash, zsh, fish/],
    [
      'a result in two formats',
      ['rules', 'KP001', '--format', 'text', '--format', 'json'],
      2,
      /standard output/,
    ],
  ])('%s', async (_, args, code, says) => {
    const ran = await writ(args);
    expect(ran.code).toBe(code);
    expect(`${ran.out}${ran.err}`).toMatch(says);
  });
});

describe.concurrent('streams and files', () => {
  test('results go to standard output, notes to standard error; --quiet leaves the notes out', async () => {
    using made = folder({ 'a.yaml': privileged, 'values.yaml': 'a: 1\n' });
    const loud = await writ(['check', '.'], { cwd: made.path });
    expect(loud.out).toContain('privileged-container');
    expect(loud.out).not.toContain('note:');
    expect(loud.err).toMatch(/^note: 1 document has no apiVersion and kind/);
    expect((await writ(['check', '.', '--quiet'], { cwd: made.path })).err).toBe('');
  });

  test('one run writes several formats, each to its own file', async () => {
    using made = folder({ 'a.yaml': privileged });
    const ran = await writ(
      ['check', 'a.yaml', '--format', 'text', '--format', 'json=a.json', '--format', 'sarif=a.sarif'],
      { cwd: made.path },
    );
    expect(ran.out).toContain('privileged-container');
    const json = JSON.parse(readFileSync(join(made.path, 'a.json'), 'utf8')) as { kind: string };
    expect(json.kind).toBe('CheckResult');
    expect(readFileSync(join(made.path, 'a.sarif'), 'utf8')).toContain('"version":"2.1.0"');
  });

  test('a file appears whole or not at all', async () => {
    using made = folder({ 'a.yaml': privileged });
    const ran = await writ(['check', 'a.yaml', '--output', 'nowhere/a.txt'], { cwd: made.path });
    expect(ran.code).toBe(2);
    expect(ran.err).toMatch(/cannot write `nowhere\/a\.txt`/);
    await writ(['check', 'a.yaml', '--rules', 'nope', '--output', 'a.txt'], { cwd: made.path });
    expect(existsSync(join(made.path, 'a.txt'))).toBe(false);
    expect(readdirSync(made.path)).toEqual(['a.yaml']);
  });

  test('no colour reaches a pipe', async () => {
    using made = folder({ 'a.yaml': privileged });
    expect((await writ(['check', 'a.yaml'], { cwd: made.path })).out).not.toContain('\u001b');
  });
});

describe.concurrent('rules and their names', () => {
  test.each(['privileged-container', 'KP001', 'kp001', 'sec-002'])('%s names the same rule', async (name) => {
    const { code, out } = await writ(['rules', name]);
    expect([code, out.includes('privileged-container')]).toEqual([0, true]);
  });

  test('a suppression with reason and date lifts a finding, and without them is a finding itself', async () => {
    const suppressed = (text: string): string =>
      privileged.replace('namespace: shop}', `namespace: shop, annotations: {writ.dev/ignore: "${text}"}}`);
    using made = folder({
      'good.yaml': suppressed('privileged-container until=2099-01-31 reason=vendor agent'),
      'bad.yaml': suppressed('privileged-container'),
    });
    const flags = ['--rules', 'privileged-container', '--now', '2026-01-01T00:00:00Z'];
    expect((await writ(['check', 'good.yaml', ...flags], { cwd: made.path })).code).toBe(0);
    const bad = await writ(['check', 'bad.yaml', ...flags], { cwd: made.path });
    expect(bad.code).toBe(1);
    expect(bad.out).toContain('suppression-invalid');
    const late = await writ(['check', 'good.yaml', '--rules', 'KP001', '--now', '2100-01-01T00:00:00Z'], {
      cwd: made.path,
    });
    expect([late.code, late.out.includes('ended on 2099-01-31')]).toEqual([1, true]);
  });

  test.each([
    ['sec-002', 0, /1 finding, all excepted/],
    ['Privileged-Container', 0, /1 finding, all excepted/],
    ['privileged-container[app]', 0, /1 finding, all excepted/],
    ['privileged-container[other]', 1, /KP001 privileged-container/],
    ['privileged', 1, /`privileged` in writ\.dev\/ignore does not count: there is no such rule/],
    ['host-pid', 1, /KP001 privileged-container/],
    ['x'.repeat(300), 1, /`x{80}…` in writ\.dev/],
  ])('a suppression of %s', async (name, code, says) => {
    const text = `annotations: {writ.dev/ignore: "${name} until=2099-01-31 reason=vendor agent"}`;
    using made = folder({ 'a.yaml': privileged.replace('namespace: shop', text) });
    const flags = ['--rules', 'privileged-container', '--now', '2026-01-01T00:00:00Z'];
    const ran = await writ(['check', 'a.yaml', ...flags], { cwd: made.path });
    expect([ran.code, ran.out]).toEqual([code, expect.stringMatching(says)]);
  });

  test('the examples that help prints work as printed', async () => {
    for (const command of ['check', 'rules']) {
      const { out } = await writ([command, '--help']);
      const lines = [...out.matchAll(/^ +\$ writ (.+)$/gm)].map(([, line = '']) => line.trim());
      expect(lines.length).toBeGreaterThanOrEqual(2);
      using made = folder({});
      // What needs a cluster is run by `npm run test:cluster`.
      for (const line of lines.filter((one) => !/ --cluster(?: |$)/.test(one))) {
        const args = line.split(' ').map((arg) => arg.replace(/=(\w+\.sarif)$/, `=${made.path}/$1`));
        expect([line, [0, 1].includes((await writ(args)).code)]).toEqual([line, true]);
      }
    }
  });
});
