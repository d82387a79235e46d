import fc from 'fast-check';
import { expect, test } from 'vitest';
import { everyReport } from './reports.ts';
import { events, rendered } from './rendered.ts';

/** A line as the runner of GitHub Actions reads it; null where it is no command. */
function read(line: string): {
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly message: string;
} | null {
  const [, name = '', list = '', data = ''] = /^::(\w+)(?: (.*?))?::(.*)$/.exec(line) ?? [];
  if (name === '') return null;
  const unescape = (text: string): string => text.replaceAll('%0D', '\r').replaceAll('%0A', '\n');
  const pairs = list
    .split(',')
    .filter(Boolean)
    .map((pair) => {
      const at = pair.indexOf('=');
      const value = unescape(pair.slice(at + 1))
        .replaceAll('%3A', ':')
        .replaceAll('%2C', ',')
        .replaceAll('%25', '%');
      return [pair.slice(0, at), value] as const;
    });
  return { name, properties: Object.fromEntries(pairs), message: unescape(data).replaceAll('%25', '%') };
}

function commands(report: string): readonly NonNullable<ReturnType<typeof read>>[] {
  const lines = report.split('\n');
  expect(lines.pop()).toBe('');
  return lines.map((line) => {
    const command = read(line);
    if (command === null) throw new Error(`not a command: ${line}`);
    return command;
  });
}

test('every line is a command with the properties that GitHub knows', async () => {
  for (const { reports } of await everyReport()) {
    for (const { name, properties } of commands(reports['github'] ?? '')) {
      expect(['error', 'warning', 'notice']).toContain(name);
      const unknown = Object.keys(properties).filter(
        (key) => !['file', 'line', 'col', 'title'].includes(key),
      );
      expect(unknown).toEqual([]);
    }
  }
});

test('whatever is told, nothing ends a command early or reaches the log as a control character', async () => {
  await fc.assert(
    fc.asyncProperty(events, async (told) => {
      const report = await rendered('github', told);
      expect(report).not.toMatch(/[^\P{Cc}\n]|\p{Bidi_Control}/u);
      const shown = told.filter(
        (event) =>
          event.type !== 'finding' ||
          (!['pass', 'skip'].includes(event.finding.result) && event.finding.exception === null),
      );
      expect(commands(report)).toHaveLength(shown.length + 1);
    }),
    { numRuns: 300 },
  );
});

test('a comma, a colon and a percent sign in a name arrive as they are', async () => {
  const [report = ''] = (await everyReport()).flatMap(({ name, reports }) =>
    name === 'hostile names' ? [reports['github']] : [],
  );
  const files = commands(report).map(({ properties }) => properties['file']);
  expect(files).toContain('a b%20c#d?é,:.yaml');
});

test('what an exception lifts is no annotation', async () => {
  const [report = ''] = (await everyReport()).flatMap(({ name, reports }) =>
    name === 'exceptions' ? [reports['github']] : [],
  );
  expect(report).toContain('host-pid');
  expect(report).not.toContain('title=KP001');
});

test('input that was not judged is an error, also in the last line', async () => {
  const [report = ''] = (await everyReport()).flatMap(({ name, reports }) =>
    name === 'what cannot be read' ? [reports['github']] : [],
  );
  expect(commands(report).at(-1)?.name).toBe('error');
  expect(report).toMatch(/^::error file=a\.yaml,line=2,col=\d+,title=YAML_SYNTAX::/m);
});
