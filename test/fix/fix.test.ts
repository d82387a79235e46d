import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { folder, writ, type Ran } from '../doors/cli.ts';

const shop = Object.fromEntries(
  readdirSync('examples/shop').map((name) => [name, readFileSync(join('examples/shop', name))]),
);

/** A folder with the shop, and the store outside of it. */
function workplace(files: Readonly<Record<string, string | Buffer>> = shop) {
  const manifests = folder(files);
  const elsewhere = folder({});
  const store = join(elsewhere.path, 'store.db');
  return {
    path: manifests.path,
    fix: (...args: readonly string[]): Promise<Ran> =>
      writ(['fix', ...args, '--store', store], { cwd: manifests.path }),
    except: (...args: readonly string[]): Promise<Ran> => {
      const why = ['--reason', 'agent', '--approver', 'jane', '--until', '2099-01-01', '--store', store];
      return writ(['exception', 'create', ...args, ...why], { cwd: manifests.path });
    },
    files: () =>
      Object.fromEntries(
        readdirSync(manifests.path).map((name) => [name, readFileSync(join(manifests.path, name), 'utf8')]),
      ),
    [Symbol.dispose]: () => {
      manifests[Symbol.dispose]();
      elsewhere[Symbol.dispose]();
    },
  };
}

function undoId({ out }: Ran): string {
  return /--undo (\S+?)`/.exec(out)?.[1] ?? '';
}

describe('writ fix', () => {
  test('shows a diff, says what is left, and writes nothing', async () => {
    using place = workplace();
    const before = place.files();
    const { out, code } = await place.fix('.', '--risk', 'low');
    expect(code).toBe(1);
    expect(out).toMatch(/^--- checkout.yaml$/m);
    expect(out).toContain('+            allowPrivilegeEscalation: false');
    expect(out).toContain('Left for a person');
    expect(out).toMatch(/can repair \d+ resources in \d+ files; \d+ more with `--risk medium`/);
    expect(place.files()).toEqual(before);
  });

  test('writes what it showed, so that nothing more is found, and takes it back byte for byte', async () => {
    using place = workplace();
    const before = place.files();
    const written = await place.fix('.', '--risk', 'high', '--write');
    expect(written.code).toBe(0);
    expect(place.files()).not.toEqual(before);
    expect((await place.fix('.', '--risk', 'high')).out).toContain('nothing to write');
    const undone = await place.fix('--undo', undoId(written));
    expect(undone.out).toContain('took back');
    expect(place.files()).toEqual(before);
  });

  test('leaves root alone where the kubelet would refuse it otherwise, and says so', async () => {
    using place = workplace();
    const { out } = await place.fix('payments.yaml', '--rules', 'run-as-non-root', '--risk', 'high');
    expect(out).not.toMatch(/^-.*runAsNonRoot: false/m);
    expect(out).toContain('starts no container with `runAsNonRoot` whose `runAsUser` is 0');
  });

  test('takes nothing back twice, and nothing that somebody changed since', async () => {
    using place = workplace();
    const id = undoId(await place.fix('.', '--risk', 'high', '--write'));
    const file = join(place.path, 'checkout.yaml');
    const fixed = readFileSync(file, 'utf8');
    writeFileSync(file, `${fixed}# mine\n`);
    const before = place.files();
    const refused = await place.fix('--undo', id);
    expect([refused.code, refused.err]).toEqual([2, expect.stringContaining('was changed meanwhile')]);
    expect(place.files()).toEqual(before);
    writeFileSync(file, fixed);
    expect((await place.fix('--undo', id)).code).toBe(0);
    const again = await place.fix('--undo', id);
    expect([again.code, again.err]).toEqual([2, expect.stringContaining('was taken back before')]);
  });

  test('an id that nobody gave says which is the last', async () => {
    using place = workplace();
    const { code, err } = await place.fix('--undo', 'none');
    expect([code, err]).toEqual([2, expect.stringContaining('Nothing was written yet.')]);
  });

  test('gives patches, their inverse and what is left as JSON', async () => {
    using place = workplace();
    const { out } = await place.fix('.', '--risk', 'low', '--format', 'json');
    const { files, left, undo } = JSON.parse(out) as {
      files: { file: string; resources: { patch: unknown[]; inverse: unknown[]; findings: object }[] }[];
      left: { policy: string; risk: string; reason: string }[];
      undo: null;
    };
    expect(undo).toBeNull();
    expect(files[0]?.resources[0]).toMatchObject({
      patch: expect.arrayContaining([]) as unknown[],
      inverse: expect.arrayContaining([]) as unknown[],
      findings: { before: {}, after: {} },
    });
    expect(left.every(({ reason }) => reason !== '')).toBe(true);
    const patches = JSON.parse(
      (await place.fix('.', '--risk', 'low', '--format', 'json-patch')).out,
    ) as unknown[];
    expect(patches).toHaveLength(files.flatMap(({ resources }) => resources).length);
  });

  test('repairs only what was found: excepted findings, other documents and files that do not parse stay', async () => {
    const pod = (name: string, annotations = '{}') =>
      `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}, annotations: ${annotations}}\nspec:\n  hostPID: true # ${name}\n  containers: [{name: a, image: a}]\n`;
    const excepted = `{writ.dev/ignore: "host-pid until=2099-01-01 reason=agent"}`;
    using place = workplace({ 'a.yaml': `${pod('a')}---\n${pod('b', excepted)}---\nc: [\n` });
    const { out, code } = await place.fix('.', '--rules', 'host-pid', '--risk', 'high');
    expect(code).toBe(3);
    expect(out).toContain('-  hostPID: true # a');
    expect(out).not.toContain('-  hostPID: true # b');
    expect(out).toContain('not judged');
  });

  test('what exceptions lift is not repaired: those of a file, and of the store that is named', async () => {
    const exception = `apiVersion: writ/v1\nkind: Exception\nrules: [host-pid]\nselector: {names: [a]}\nreason: agent\napprover: jane\nuntil: 2099-01-01\n`;
    using place = workplace({
      'a.yaml': `apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {hostPID: true, containers: [{name: a, image: a}]}\n`,
      'exception.yaml': exception,
    });
    const repair = ['a.yaml', '--rules', 'host-pid', '--risk', 'high'];
    expect((await place.fix(...repair)).out).toContain('can repair 1 resource');
    expect((await place.fix(...repair, '--exceptions', 'exception.yaml')).out).toContain('nothing to write');
    await place.except('--rules', 'host-pid', '--names', 'a');
    expect((await place.fix(...repair)).out).toContain('nothing to write');
  });

  test('an item of a list is repaired where it stands', async () => {
    const item = (name: string) =>
      `- apiVersion: v1\n  kind: Pod\n  metadata: {name: ${name}}\n  spec: {hostPID: true, containers: [{name: a, image: a}]}\n`;
    using place = workplace({ 'list.yaml': `apiVersion: v1\nkind: List\nitems:\n${item('a')}${item('b')}` });
    const { out } = await place.fix('.', '--rules', 'host-pid', '--risk', 'high', '--write');
    expect(out).toContain('repaired 2 resources in 1 file');
    expect(place.files()['list.yaml']).toBe(
      `apiVersion: v1\nkind: List\nitems:\n${item('a')}${item('b')}`.replaceAll('hostPID: true, ', ''),
    );
  });

  test('what takes back, approves or refuses says all there is to say', async () => {
    using place = workplace();
    for (const more of [['--write'], ['checkout.yaml'], ['--approve', 'x']]) {
      const { code, err } = await place.fix('--undo', 'x', ...more);
      expect([code, err]).toEqual([2, expect.stringContaining('do not go together')]);
    }
  });

  test('standard input is shown, never written', async () => {
    using place = workplace({});
    const { code, err } = await writ(['fix', '-', '--rules', 'host-pid', '--risk', 'high', '--write'], {
      cwd: place.path,
      stdin:
        'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {hostPID: true, containers: [{name: a, image: a}]}\n',
    });
    expect([code, err]).toEqual([2, expect.stringContaining('standard input cannot be written')]);
  });
});

test('a secret near a change is shown in no diff and no patch', async () => {
  const secret = 'hunter2-hunter2';
  using place = workplace({
    'a.yaml': `apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  hostPID: true\n  containers:\n  - name: a\n    image: a\n    env:\n    - {name: PASSWORD, value: ${secret}}\n---\napiVersion: v1\nkind: Secret\nmetadata: {name: b}\nstringData: {x: ${secret}-2}\n`,
  });
  for (const format of ['diff', 'json', 'json-patch']) {
    const { out } = await place.fix('.', '--rules', 'host-pid', '--risk', 'high', '--format', format);
    expect(out).toContain('hostPID');
    expect(out).not.toContain(secret);
  }
});
