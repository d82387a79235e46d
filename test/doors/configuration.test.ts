// The configuration at the door: found, named, refused (acceptance row 24).
import { expect, test } from 'vitest';
import { checkJson, folder, writ } from './cli.ts';

const privileged =
  'apiVersion: v1\nkind: Pod\nmetadata: {name: a, namespace: shop}\nspec: {containers: [{name: a, image: a:1, securityContext: {privileged: true}}]}\n';
const advisory = 'global:\n  enforcement: advisory\n';

test('a configuration is found upwards, as far as the repository goes, and named in a note', async () => {
  using made = folder({
    'writ.config.yaml': 'global: {enforcement: disabled}\n',
    'repository/.git/HEAD': '',
    'repository/writ.config.yaml': advisory,
    'repository/deploy/a.yaml': privileged,
    'other/.git/HEAD': '',
    'other/a.yaml': privileged,
  });
  const within = await checkJson(['a.yaml', '--rules', 'KP001'], `${made.path}/repository/deploy`);
  expect(within.json.findings.map(({ result }) => result)).toEqual(['warn']);
  expect(within.err).toBe('note: judged by the configuration ../writ.config.yaml\n');
  expect(within.code).toBe(0);
  const outside = await checkJson(['a.yaml', '--rules', 'KP001'], `${made.path}/other`);
  expect(outside.json.findings.map(({ result }) => result)).toEqual(['fail']);
  expect(outside.err).toBe('');
});

test('a bad configuration is refused before anything is judged, with every reason and its place', async () => {
  using made = folder({
    'a.yaml': privileged,
    'c.yaml': 'global:\n  enforcement: strickt\ncustomRule: []\n',
    'big.json': `{"customRules": "${'a'.repeat(10_000_000)}"}`,
    'folder/c.yaml': advisory,
  });
  const bad = await writ(['check', 'a.yaml', '--config', 'c.yaml'], { cwd: made.path });
  expect([bad.code, bad.out]).toEqual([2, '']);
  expect(bad.err).toMatch(
    /^writ: c\.yaml:2:3: `enforcement` must be one of .*did you mean `strict`\?\n {2}c\.yaml:3:1: `customRule` is not a field here; did you mean `customRules`\?\n$/,
  );
  for (const [name, sentence] of [
    ['none.yaml', 'none.yaml:1:1: the configuration cannot be read: there is no such file or folder'],
    [
      'big.json',
      'big.json:1:1: the configuration cannot be read: it is over 4 MiB, the most that a configuration may have',
    ],
    [
      'folder',
      'folder:1:1: the configuration cannot be read: it is a folder or several files: name the one that holds the configuration',
    ],
  ] as const) {
    const ran = await writ(['check', 'a.yaml', '--config', name], { cwd: made.path });
    expect([ran.code, ran.err]).toEqual([2, `writ: ${sentence}\n`]);
  }
});

test('a configuration is validated: 0 where it may be used, 1 where not', async () => {
  const good = await writ(['config', 'validate', 'examples/configuration/writ.config.yaml']);
  expect([good.code, good.err]).toEqual([0, '']);
  expect(good.out).toMatch(
    /^valid {2}examples[\s\S]*proven {2}shop-001[\s\S]*proven {2}shop-002[\s\S]*1 of 1 valid\n$/,
  );
  const bad = await writ(['config', 'validate', '-'], { stdin: 'globl: {}\n' });
  expect([bad.code, bad.err]).toEqual([1, '']);
  expect(bad.out).toContain('<stdin>:1:1: `globl` is not a field here; did you mean `global`?');
});
