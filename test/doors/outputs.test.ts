// Where results go: files that appear whole or not at all, pipes that close early, devices that are left alone.
import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, lstatSync, readFileSync, readdirSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import { program } from '../program.ts';
import { folder, writ } from './cli.ts';

const onWindows = process.platform === 'win32';

const privileged = `apiVersion: v1
kind: Pod
metadata: {name: a, namespace: shop}
spec: {containers: [{name: app, image: 'registry.example.com/app:1.0', securityContext: {privileged: true}}]}
`;

describe.concurrent('a run that ends with an error leaves no file', () => {
  test.each([
    [
      'an unknown format after a good one',
      ['--format', 'json=a.json', '--format', 'nope'],
      /no format `nope`/,
    ],
    ['two formats in one file', ['--format', 'json=a', '--format', 'sarif=./a'], /both go to `.\/a`/],
    [
      'two formats on standard output',
      ['--format', 'json', '--format', 'text'],
      /both go to standard output/,
    ],
    ['an output that nothing goes to', ['--output', 'a', '--format', 'json=b'], /nothing goes to `a`/],
    ['a format without its file', ['--format', 'json='], /names no file/],
    [
      'a folder that is not there',
      ['--format', 'json=a.json', '--format', 'text=no/a'],
      /cannot write `no\/a`: .*folder/,
    ],
    ['a folder in the place of a file', ['--output', '.'], /cannot write `\.`: it is a folder/],
    ['escapes in its name', ['--output', 'no\u001b[2J/a'], /no\\u\{1b\}\[2J/],
  ])('%s', async (_, flags, says) => {
    using made = folder({ 'a.yaml': privileged });
    const ran = await writ(['check', 'a.yaml', ...flags], { cwd: made.path });
    expect([ran.code, ran.out]).toEqual([2, '']);
    expect(ran.err).toMatch(says);
    expect(readdirSync(made.path)).toEqual(['a.yaml']);
  });
});

describe.concurrent('a file that is there already', () => {
  test.skipIf(onWindows)('keeps its rights, and a link to it stays a link', async () => {
    using made = folder({ 'a.yaml': privileged, 'report.json': 'old' });
    chmodSync(join(made.path, 'report.json'), 0o600);
    symlinkSync('report.json', join(made.path, 'latest.json'));
    await writ(['check', 'a.yaml', '--format', 'json=latest.json'], { cwd: made.path });
    expect(lstatSync(join(made.path, 'latest.json')).isSymbolicLink()).toBe(true);
    expect(statSync(join(made.path, 'report.json')).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(made.path, 'report.json'), 'utf8')).toContain('"CheckResult"');
    expect(readdirSync(made.path).toSorted()).toEqual(['a.yaml', 'latest.json', 'report.json']);
  });

  test.skipIf(onWindows)('is written to, not replaced, where it is a pipe or a device', async () => {
    using made = folder({ 'a.yaml': privileged });
    const pipe = join(made.path, 'pipe');
    execFileSync('mkfifo', [pipe]);
    const reader = spawn('cat', [pipe]);
    const [read, ran] = await Promise.all([
      text(reader.stdout),
      writ(['check', 'a.yaml', '--output', 'pipe', '--format', 'json'], { cwd: made.path }),
    ]);
    expect([ran.code, read.includes('"CheckResult"'), statSync(pipe).isFIFO()]).toEqual([1, true, true]);
  });
});

describe.concurrent('streams that nobody reads', () => {
  test.each(['stdout', 'stderr'] as const)(
    '%s closed early ends quietly, with the true exit code',
    async (end) => {
      using made = folder({ 'a.yaml': `${privileged}---\na: [\n`, 'values.yaml': 'a: 1\n' });
      const child = spawn(process.execPath, [program, 'check', '.', '--no-fold'], { cwd: made.path });
      child[end].destroy();
      const [said, code] = await Promise.all([
        text(end === 'stdout' ? child.stderr : child.stdout),
        new Promise((done) => void child.on('exit', done)),
      ]);
      expect(code).toBe(3);
      expect(said).not.toMatch(/EPIPE|\n\s+at /);
    },
  );

  test.skipIf(process.platform !== 'linux')('a full disk is said in a sentence', async () => {
    using made = folder({ 'a.yaml': privileged });
    const shell = ['-c', '"$0" "$1" check a.yaml > /dev/full', process.execPath, program];
    const child = spawn('sh', shell, { cwd: made.path });
    const [said, code] = await Promise.all([
      text(child.stderr),
      new Promise((done) => void child.on('exit', done)),
    ]);
    expect([code, said]).toEqual([2, 'writ: cannot write to standard output: no space is left\n']);
  });

  test.skipIf(onWindows)('an interrupted run removes what it had begun to write', async () => {
    using made = folder({ 'a.yaml': privileged });
    const child = spawn(process.execPath, [program, 'check', 'a.yaml', '-', '--output', 'report.txt'], {
      cwd: made.path,
    });
    const left = (): readonly string[] => readdirSync(made.path).filter((name) => name !== 'a.yaml');
    await expect.poll(left, { timeout: 10_000 }).toHaveLength(1);
    const ended = new Promise((done) => void child.on('exit', (_, signal) => done(signal)));
    child.kill('SIGINT');
    expect([await ended, left()]).toEqual(['SIGINT', []]);
  });
});
