// What other fixers were seen to do to manifests, each by name.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { folder, writ, type Ran } from '../doors/cli.ts';
import { changedLines } from './changed-lines.ts';

const hostPid = ['--rules', 'host-pid', '--risk', 'high'];

/** A file after `writ fix --write`. */
async function fixed(
  text: string,
  flags: readonly string[] = hostPid,
): Promise<Ran & { readonly text: string }> {
  using place = folder({ 'a.yaml': text });
  const ran = await writ(['fix', 'a.yaml', '--write', '--store', join(place.path, 'store.db'), ...flags], {
    cwd: place.path,
  });
  return { ...ran, text: readFileSync(join(place.path, 'a.yaml'), 'utf8') };
}

const deployment = (extra = '') => `# -------- a deployment --------
apiVersion: apps/v1
kind: Deployment
metadata:
    name: a
spec:
    selector: { matchLabels: { app: a } }
    template:
        metadata: { labels: { app: a } }
        spec:
            hostPID: true
            containers:
                -   name: a
                    image: a:1
${extra}`;

describe('no damage as by polaris fix', () => {
  test('one finding is one line, however the file is indented', async () => {
    const before = deployment();
    const { text } = await fixed(before);
    const { before: gone, after: come } = changedLines(before, text);
    expect([[...gone].map((line) => before.split('\n')[line]?.trim()), [...come]]).toEqual([
      ['hostPID: true'],
      [],
    ]);
  });

  test('arguments keep their line ends, in whichever style of blocks', async () => {
    const blocks = ['|', '|-', '|+', '>', '>-', '>+'].map(
      (style) =>
        `                    - ${style}\n                      one\n\n                      two\n\n\n`,
    );
    const before = deployment(`                    args:\n${blocks.join('')}                    - last\n`);
    expect((await fixed(before)).text).toBe(before.replace(/ *hostPID: true\n/, ''));
  });

  test('carriage returns stay', async () => {
    const before = deployment().replaceAll('\n', '\r\n');
    expect((await fixed(before)).text).toBe(before.replace(/ *hostPID: true\r\n/, ''));
  });

  test('documents that need nothing stay, and all stay in their order, six times of six', async () => {
    const other = (name: string) => `apiVersion:   v1\nkind: ConfigMap\nmetadata: {   name: '${name}' }\n`;
    const before = [other('one'), deployment(), other('two'), other('three')].join('--- # next\n');
    const after = await Promise.all(Array.from({ length: 6 }, () => fixed(before)));
    expect(new Set(after.map(({ text }) => text))).toEqual(
      new Set([before.replace(/ *hostPID: true\n/, '')]),
    );
  });

  test('a rule that nobody knows is an error, and nothing is written', async () => {
    const { code, err, text } = await fixed(deployment(), ['--rules', 'hostPidSett', '--risk', 'high']);
    expect([code, text]).toEqual([2, deployment()]);
    expect(err).toContain('hostPidSett');
  });
});

describe('no damage as by kubescape fix', () => {
  test.each(['# ---- a', '--- # ---- a'])('a file that begins with %s still does', async (line) => {
    const before = deployment().replace(/^.*/, line);
    expect((await fixed(before)).text).toBe(before.replace(/ *hostPID: true\n/, ''));
  });
});
