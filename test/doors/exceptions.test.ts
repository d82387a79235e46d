// Exceptions, baselines and recorded runs, as the command line offers them.
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { operations } from '../../src/operations/gen/manifest.ts';
import { runProgram } from '../../src/surfaces/cli/program.ts';
import { checkJson, folder, writ, type CheckJson } from './cli.ts';

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs the command line in this process. */
async function run(args: readonly string[]): Promise<Ended> {
  let [out, err] = ['', ''];
  async function* stdin(): AsyncIterable<Buffer> {
    yield Buffer.from('');
  }
  const terminal = {
    out: (text: string) => void (out += text),
    err: (text: string) => void (err += text),
    stdin: stdin(),
    colour: false,
  };
  const code = await runProgram(args, '0.0.0', terminal);
  return { code, out, err };
}

const pod = (name: string, more = ''): string => `apiVersion: v1
kind: Pod
metadata: {name: ${name}, namespace: shop${more}}
spec:
  containers:
    - name: app
      image: registry.example.com/app:1.0
      securityContext: {privileged: true}
`;

const exception = `apiVersion: writ/v1
kind: Exception
rules: [KP001]
selector: {kinds: [Pod], names: [a]}
reason: vendor agent
approver: jane
until: 2027-01-31
`;

const flags = ['--rules', 'privileged-container', '--format', 'json'];

/** Runs `check` on the Pods of a folder and reads its document. */
async function check(path: string, ...more: readonly string[]) {
  const ran = await run(['check', join(path, 'pods'), ...flags, ...more]);
  return {
    ...ran,
    json: JSON.parse(ran.code === 2 ? '{}' : ran.out) as Omit<CheckJson, 'findings'> & Excepted,
  };
}

/** What these tests look at besides. */
interface Excepted {
  readonly findings: readonly (CheckJson['findings'][number] & { readonly exception: string | null })[];
}

function pods(...names: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(names.map((name) => [`pods/${name}.yaml`, pod(name)]));
}

describe('exception files', () => {
  test('lift what they name until their last day is over, and then say so', async () => {
    using made = folder({ ...pods('a'), 'x.yaml': exception });
    const at = (now: string) => check(made.path, '--exceptions', join(made.path, 'x.yaml'), '--now', now);
    const before = await at('2027-01-31T23:59:59Z');
    expect([before.code, before.json.findings[0]?.exception, before.json.summary['excepted']]).toEqual([
      0,
      'vendor agent (until 2027-01-31, approved by jane)',
      1,
    ]);
    const after = await at('2027-02-01T00:00:00Z');
    expect([after.code, after.json.findings[0]?.exception, after.json.summary['excepted']]).toEqual([
      1,
      null,
      0,
    ]);
    expect(after.json.notes.join()).toMatch(
      /x\.yaml:1 for `privileged-container` ended on 2027-01-31: a finding that it lifted fails again; ask jane/,
    );
  });

  test('lift nothing else, and are said where they lift nothing', async () => {
    using made = folder({ ...pods('b'), 'x.exception.yaml': exception });
    const { code, json } = await check(made.path, '--exceptions', made.path, '--now', '2026-11-21');
    expect([code, json.findings[0]?.exception]).toEqual([1, null]);
    expect(json.notes.join()).toContain('lifts nothing here');
  });

  test.each([
    [
      'a wrong rule',
      exception.replace('KP001', 'privilegd-container'),
      /x\.yaml:3:\d+: there is no rule `privilegd-container`; did you mean `privileged-container`\?/,
    ],
    [
      'a wrong field',
      exception.replace('approver', 'aprover'),
      /x\.yaml:6:1: `aprover` is not a field here; did you mean `approver`\?|`approver` is missing/,
    ],
    ['no end', exception.replace(/until.*\n/, ''), /`until` is missing/],
    [
      'everything',
      exception.replace(/selector.*\n/, 'selector: {}\n'),
      /x\.yaml:4:1: .*would mean everything/,
    ],
    ['another kind', pod('a'), /it is no exception/],
    ['broken YAML', 'a: [', /x\.yaml:1/],
    ['nothing', '', /there is no exception in/],
  ])('with %s stop the run: they must not be passed over', async (_, text, says) => {
    using made = folder({ ...pods('a'), 'x.yaml': text });
    const { code, err } = await check(made.path, '--exceptions', join(made.path, 'x.yaml'));
    expect(code).toBe(2);
    expect(err).toMatch(says);
  });

  test('do not lift what only folds under what they lift', async () => {
    using made = folder({
      'pods/a.yaml':
        'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: [{name: app, image: "registry.example.com/a:1"}]}\n',
      'x.yaml': exception.replace('KP001', 'security-context-missing'),
    });
    const ran = await run([
      'check',
      join(made.path, 'pods'),
      '--profile',
      'restricted',
      '--exceptions',
      join(made.path, 'x.yaml'),
      '--format',
      'json',
    ]);
    expect(ran.code).toBe(1);
  });
});

describe('a baseline', () => {
  test('knows what was found when it was written: only what is new fails', async () => {
    using made = folder(pods('a', 'b'));
    const file = join(made.path, 'baseline.json');
    const written = await check(made.path, '--baseline', file, '--write-baseline', '--now', '2026-11-21');
    expect([written.code, written.json.summary['excepted']]).toEqual([0, 2]);
    expect(written.err).toContain('wrote the baseline');
    expect(readFileSync(file, 'utf8').split('\n')).toHaveLength(5);

    expect((await check(made.path, '--baseline', file)).code).toBe(0);
    writeFileSync(join(made.path, 'pods/c.yaml'), pod('c'));
    rmSync(join(made.path, 'pods/b.yaml'));
    const { code, json } = await check(made.path, '--baseline', file);
    expect(code).toBe(1);
    expect(json.findings.map(({ resource, exception: known }) => [resource.name, known])).toEqual([
      ['a', 'known in the baseline of 2026-11-21'],
      ['c', null],
    ]);
    expect(json.notes.join()).toContain('1 known finding of');
  });

  test('knows a finding that moved', async () => {
    using made = folder(pods('a'));
    const file = join(made.path, 'baseline.json');
    await check(made.path, '--baseline', file, '--write-baseline');
    writeFileSync(join(made.path, 'pods/other.yaml'), `# moved\n---\n${pod('a')}`);
    rmSync(join(made.path, 'pods/a.yaml'));
    expect((await check(made.path, '--baseline', file)).code).toBe(0);
  });

  test.each([
    ['is not there', null, /there is no such file/],
    ['is broken', '{', /baseline\.json/],
    ['is something else', '{"a":1}', /`a` is not a field here|`apiVersion`/],
  ])('that %s stops the run', async (_, text, says) => {
    using made = folder(pods('a'));
    const file = join(made.path, 'baseline.json');
    if (text !== null) writeFileSync(file, text);
    const { code, err } = await check(made.path, '--baseline', file);
    expect([code, err]).toEqual([2, expect.stringMatching(says)]);
  });

  test('is written where it is told, or not at all', async () => {
    using made = folder(pods('a'));
    expect((await check(made.path, '--write-baseline')).err).toContain('Add --baseline FILE');
    const nowhere = await check(
      made.path,
      '--baseline',
      join(made.path, 'no/where.json'),
      '--write-baseline',
    );
    expect([nowhere.code, existsSync(join(made.path, 'no'))]).toEqual([2, false]);
  });
});

describe('a recorded run', () => {
  const recorded = (path: string, ...more: readonly string[]) =>
    check(path, '--record', '--store', join(path, 'store.db'), ...more);

  test('tells what it opened and fixed since the last', async () => {
    using made = folder(pods('a', 'b'));
    expect((await recorded(made.path)).err).toMatch(
      /recorded run 1 of .*pods: 2 open, 2 opened, 0 reopened, 0 fixed/,
    );
    writeFileSync(join(made.path, 'pods/a.yaml'), pod('a').replace('true', 'false'));
    rmSync(join(made.path, 'pods/b.yaml'));
    expect((await recorded(made.path)).err).toMatch(/run 2 of .*: 0 open, 0 opened, 0 reopened, 2 fixed/);
    writeFileSync(join(made.path, 'pods/a.yaml'), pod('a'));
    expect((await recorded(made.path)).err).toMatch(/run 3 of .*: 1 open, 0 opened, 1 reopened, 0 fixed/);
  });

  test('fixes nothing in a file that could not be read', async () => {
    using made = folder(pods('a', 'b'));
    await recorded(made.path);
    writeFileSync(join(made.path, 'pods/b.yaml'), 'a: [');
    const ran = await recorded(made.path);
    expect([ran.code, ran.err]).toEqual([3, expect.stringMatching(/2 open, 0 opened, 0 reopened, 0 fixed/)]);
  });

  test('shows the same as one that is not recorded', async () => {
    using made = folder(pods('a', 'b'));
    const [plain, kept] = [await check(made.path), await recorded(made.path)];
    expect(kept.json.findings).toEqual(plain.json.findings);
    expect(kept.json.summary).toEqual(plain.json.summary);
  });

  test('is lifted by the exceptions of the store, until they are ended', async () => {
    using made = folder(pods('a'));
    const store = ['--store', join(made.path, 'store.db')];
    const who = ['--reason', 'vendor agent', '--approver', 'jane', '--until', '2099-01-31'];
    const created = await run(['exception', 'create', '--rules', 'KP001', '--names', 'a', ...who, ...store]);
    expect([created.code, created.out]).toEqual([
      0,
      expect.stringMatching(/privileged-container {2}names a {2}until 2099-01-31/),
    ]);
    expect((await recorded(made.path)).code).toBe(0);
    expect((await check(made.path, ...store)).code).toBe(0);
    expect((await check(made.path)).code).toBe(1);
    const listed = await run(['exception', 'list', '--format', 'json', ...store]);
    const { exceptions } = JSON.parse(listed.out) as { exceptions: { id: string; state: string }[] };
    expect(exceptions).toMatchObject([{ state: 'current', approver: 'jane' }]);
    expect((await run(['exception', 'list', '--now', '2099-02-01', ...store])).out).toMatch(/^expired/);
    expect((await run(['exception', 'expire', (exceptions[0]?.id ?? '').slice(0, 6), ...store])).code).toBe(
      0,
    );
    expect((await run(['exception', 'list', ...store])).out).toMatch(/^ended/);
    expect((await recorded(made.path)).code).toBe(1);

    const audited = await run(['audit', 'list', '--format', 'json', ...store]);
    const { entries } = JSON.parse(audited.out) as { entries: readonly { action: string }[] };
    expect(entries.map(({ action }) => action)).toEqual([
      'run.record',
      'exception.end',
      'run.record',
      'exception.create',
    ]);
    const verified = await run(['audit', 'verify', ...store]);
    expect([verified.code, verified.out]).toEqual([
      0,
      expect.stringMatching(/intact {2}4 entries, ending with 4:[0-9a-f]{64}/),
    ]);
    const anchor = /4:[0-9a-f]{64}/.exec(verified.out)?.[0] ?? '';
    expect((await run(['audit', 'verify', '--anchor', anchor, ...store])).code).toBe(0);
    expect((await run(['audit', 'verify', '--anchor', anchor.replace('4:', '5:'), ...store])).code).toBe(1);
    expect((await run(['audit', 'verify', '--anchor', 'x', ...store])).code).toBe(2);
  });

  test('is in a backup, and of a store that is none nothing is stored', async () => {
    using made = folder({ ...pods('a'), 'text.db': 'no store'.repeat(200) });
    await recorded(made.path);
    const store = ['--store', join(made.path, 'store.db')];
    const copy = join(made.path, 'copy.db');
    expect((await run(['store', 'backup', copy, ...store])).code).toBe(0);
    expect((await run(['audit', 'list', '--store', copy])).out).toContain('run.record');
    expect((await run(['store', 'migrate', '--store', copy])).out).toMatch(/up to date/);
    const wrong = await check(made.path, '--record', '--store', join(made.path, 'text.db'));
    expect([wrong.code, wrong.err]).toEqual([
      2,
      expect.stringMatching(/text\.db: the store cannot be used: it is no SQLite database/),
    ]);
  });
});

describe('exceptions that are wrong on the command line', () => {
  test.each([
    [['--rules', 'privilegd-container', '--names', 'a'], /`reason` is missing/],
    [
      [
        '--rules',
        'privilegd-container',
        '--names',
        'a',
        '--reason',
        'x',
        '--approver',
        'y',
        '--until',
        '2027-01-31',
      ],
      /did you mean `privileged-container`/,
    ],
    [
      ['--rules', 'KP001', '--reason', 'x', '--approver', 'y', '--until', '2027-01-31'],
      /it would be for everything/,
    ],
    [
      ['--rules', 'KP001', '--labels', 'x', '--reason', 'x', '--approver', 'y', '--until', '2027-01-31'],
      /`x` is no label/,
    ],
    [
      ['--rules', 'KP001', '--names', 'a', '--reason', 'x', '--approver', 'y', '--until', 'soon'],
      /must be a day/,
    ],
  ])('%j', async (args, says) => {
    using made = folder({});
    const store = join(made.path, 'store.db');
    const { code, err } = await run(['exception', 'create', ...args, '--store', store]);
    expect([code, err]).toEqual([2, expect.stringMatching(says)]);
    expect(existsSync(store)).toBe(false);
  });

  test('an id that begins none, or several', async () => {
    using made = folder({});
    const store = ['--store', join(made.path, 'store.db')];
    expect((await run(['exception', 'expire', 'abc', ...store])).err).toContain(
      'no exception that stands begins',
    );
    expect((await run(['exception', 'expire', '', ...store])).code).toBe(2);
  });
});

describe('what other tools let be', () => {
  test('is taken over by a file that `check` takes', async () => {
    using made = folder({
      'pods/a.yaml': pod(
        'a',
        ', annotations: {ignore-check.kube-linter.io/privileged-container: vendor agent}',
      ),
    });
    const file = join(made.path, 'x.yaml');
    const ran = await run([
      'exception',
      'import',
      made.path,
      '--approver',
      'jane',
      '--until',
      '2099-01-31',
      '--output',
      file,
    ]);
    expect(ran).toEqual({ code: 0, out: '', err: '' });
    expect(readFileSync(file, 'utf8')).toContain('# kube-linter: privileged-container at');
    expect((await check(made.path, '--exceptions', file)).code).toBe(0);
  });

  test('says what it does not take over, and ends with 1', async () => {
    const ran = await run([
      'exception',
      'import',
      'examples/exceptions/trivyignore.yaml',
      '--approver',
      'jane',
      '--reason',
      'known',
    ]);
    expect(ran.code).toBe(1);
    expect(ran.out).toMatch(/^# not taken over: .*--until/);
    expect((await run(['exception', 'import', 'examples/exceptions'])).err).toContain('--approver');
  });

  test('is told to others', async () => {
    const ran = await run(['exception', 'export', 'examples/exceptions', '--to', 'kyverno']);
    expect(ran.code).toBe(0);
    expect(ran.out).toContain('expiresAt: "2099-12-31T23:59:59Z"');
    expect(await run(['exception', 'export', 'examples/exceptions', '--to', 'trivy'])).toEqual({
      code: 1,
      out: '',
      err: expect.stringMatching(/^not told: .*: Trivy lets files be, not objects/),
    });
    expect((await run(['exception', 'export', 'examples/exceptions'])).err).toContain('Add --to');
  });
});

test('the examples of these commands work as printed', async () => {
  const path = mkdtempSync(join(tmpdir(), 'writ-examples-'));
  symlinkSync(resolve('examples'), join(path, 'examples'));
  const before = process.env['WRIT_STORE'];
  process.env['WRIT_STORE'] = join(path, 'store.db');
  const grouped = operations.filter(({ name }) => name.includes(' ') && name !== 'exception expire');
  const lines = grouped.flatMap(({ examples }) => examples.map(([line]) => line));
  expect(lines.length).toBeGreaterThan(19);
  try {
    for (const line of lines) {
      const args = Array.from(line.matchAll(/'([^']*)'|\S+/g), ([word, quoted]) => quoted ?? word).slice(1);
      const placed = args.map((arg) =>
        /^[\w-]+(?:\.[\w-]+)*\.(?:db|json|yaml)$/.test(arg) ? join(path, arg) : arg,
      );
      expect([line, [0, 1].includes((await run(placed)).code)]).toEqual([line, true]);
    }
  } finally {
    if (before === undefined) delete process.env['WRIT_STORE'];
    else process.env['WRIT_STORE'] = before;
    rmSync(path, { recursive: true });
  }
});

test('the example lifts what it says of the shop', async () => {
  const { json } = await checkJson(
    [
      'examples/shop',
      '--exceptions',
      'examples/exceptions',
      '--rules',
      'privileged-container,hostpath-volume',
    ],
    '.',
  );
  expect(json.summary['excepted']).toBe(2);
});

test('the store is at WRIT_STORE, else in XDG_STATE_HOME', async () => {
  using made = folder(pods('a'));
  const state = join(made.path, 'state');
  const before = [process.env['WRIT_STORE'], process.env['XDG_STATE_HOME']];
  delete process.env['WRIT_STORE'];
  process.env['XDG_STATE_HOME'] = state;
  try {
    await run(['store', 'migrate']);
    expect(existsSync(join(state, 'writ/store.db'))).toBe(true);
    process.env['WRIT_STORE'] = join(made.path, 'named.db');
    await run(['store', 'migrate']);
    expect(existsSync(join(made.path, 'named.db'))).toBe(true);
    expect((await run(['store', 'migrate', '--store', 'postgres://db/writ'])).err).toContain(
      'PostgreSQL is no store yet',
    );
  } finally {
    [process.env['WRIT_STORE'], process.env['XDG_STATE_HOME']] = before;
    if (before[0] === undefined) delete process.env['WRIT_STORE'];
    if (before[1] === undefined) delete process.env['XDG_STATE_HOME'];
  }
});

test('recording in a process of its own gives no warning', async () => {
  using made = folder(pods('a'));
  const ran = await writ(['check', 'pods', '--record', '--store', 'store.db', '--fail-on', 'none'], {
    cwd: made.path,
  });
  expect([ran.code, ran.err.split('\n').filter((line) => !line.startsWith('note: '))]).toEqual([0, ['']]);
});
