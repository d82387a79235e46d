import { expect, test } from 'vitest';
import { retold } from './retold.ts';
import type { Ran, Session } from './session.ts';

/** A session in which each command prints what is said here. */
function session(said: Readonly<Record<string, Ran>>, written: string[] = []): Session {
  return {
    write: (file, text) => void written.push(`${file}: ${text}`),
    run: (commands) =>
      Promise.resolve(commands.map((command) => said[command] ?? { output: '?\n', code: 127 })),
    [Symbol.dispose]: () => undefined,
  };
}

function page(...lines: readonly string[]): string {
  return ['Before.', '```console', ...lines, '```', 'After.'].join('\n');
}

const printed = { 'writ x': { output: 'run 17 of 3\nb\nc\nd\n', code: 0 } };

test.each([
  ['is added where it is missing', ['$ writ x'], ['$ writ x', 'run 17 of 3', 'b', 'c', 'd']],
  ['takes the place of what was there', ['$ writ x', 'old'], ['$ writ x', 'run 17 of 3', 'b', 'c', 'd']],
  [
    'keeps dots for what differs from run to run',
    ['$ writ x', 'run … of 3', 'b', 'old', 'd'],
    ['$ writ x', 'run … of 3', 'b', 'c', 'd'],
  ],
  [
    'loses dots that do not fit any more',
    ['$ writ x', 'run … of 4'],
    ['$ writ x', 'run 17 of 3', 'b', 'c', 'd'],
  ],
  ['keeps a gap of lines', ['$ writ x', 'run … of 3', '…', 'd'], ['$ writ x', 'run … of 3', '…', 'd']],
  ['renews what stands around a gap', ['$ writ x', 'old', '…', 'old'], ['$ writ x', 'run 17 of 3', '…', 'd']],
  ['loses an exit code of 0', ['$ writ x', '…', 'd', '$ echo $?', '1'], ['$ writ x', '…', 'd']],
])('the output of a command %s', async (_, before, after) => {
  expect(await retold(page(...before), session(printed))).toBe(page(...after));
});

test('how a command ends stands below it where that is not 0', async () => {
  const said = { 'writ x': { output: 'a\n', code: 1 }, 'writ y': { output: '', code: 0 } };
  expect(await retold(page('$ writ x', '$ writ y'), session(said))).toBe(
    page('$ writ x', 'a', '$ echo $?', '1', '$ writ y'),
  );
});

test('a command that ends in a backslash goes on in the next line', async () => {
  const said = { 'writ x \\\n  --y': { output: 'a\n', code: 0 } };
  expect(await retold(page('$ writ x \\', '  --y', 'old'), session(said))).toBe(
    page('$ writ x \\', '  --y', 'a'),
  );
});

test('a block that begins with the name of a file is that file; others are left alone', async () => {
  const written: string[] = [];
  const text = '```yaml\n# a/b.yaml\nkey: 1\n```\n\n```yaml\n# a comment\nkey: 2\n```\n\n```\nwrit x\n```\n';
  expect(await retold(text, session({}, written))).toBe(text);
  expect(written).toEqual(['a/b.yaml: # a/b.yaml\nkey: 1\n']);
});
