import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

/** Which rooms a room may import, siblings too. Read it top to bottom: nothing points up. */
const rooms: Readonly<Record<string, readonly string[]>> = {
  core: [],
  cel: [],
  yaml: [],
  schema: ['core', 'cel'],
  rules: ['core'],
  manifests: ['core', 'yaml', 'schema'],
  dialects: ['core', 'cel', 'schema'],
  ask: ['core', 'rules'],
  check: ['core', 'cel', 'schema', 'manifests', 'dialects', 'mutate'],
  related: ['core', 'manifests', 'check'],
  mutate: ['core', 'cel', 'schema'],
  explain: ['core', 'cel', 'schema', 'dialects'],
  fix: ['core', 'yaml', 'schema', 'manifests'],
  enforce: ['core', 'cel', 'schema', 'rules', 'dialects', 'ask'],
  prove: [
    'core',
    'cel',
    'yaml',
    'schema',
    'rules',
    'manifests',
    'dialects',
    'ask',
    'check',
    'related',
    'fix',
    'enforce',
  ],
  configuration: [
    'core',
    'cel',
    'yaml',
    'schema',
    'rules',
    'manifests',
    'dialects',
    'ask',
    'check',
    'fix',
    'prove',
    'exceptions',
    'frameworks',
  ],
  frameworks: ['core', 'rules'],
  report: ['core', 'frameworks'],
  exceptions: ['core', 'yaml', 'rules', 'manifests', 'check'],
  vulnerabilities: ['core', 'yaml'],
  suites: ['core', 'cel', 'yaml', 'schema', 'manifests', 'dialects', 'check', 'mutate'],
  words: [],
  operations: [
    'core',
    'cel',
    'yaml',
    'schema',
    'rules',
    'manifests',
    'dialects',
    'ask',
    'check',
    'related',
    'fix',
    'prove',
    'configuration',
    'frameworks',
    'report',
    'exceptions',
    'vulnerabilities',
    'mutate',
    'explain',
    'suites',
    'enforce',
    'words',
  ],
  store: ['core', 'operations'],
  notify: ['core', 'operations'],
  files: ['core', 'operations'],
  kubernetes: ['core', 'yaml', 'operations'],
  app: ['core', 'operations', 'files', 'kubernetes', 'notify', 'store'],
  formats: ['core', 'yaml', 'frameworks', 'report', 'exceptions', 'operations'],
  surfaces: ['core', 'operations', 'app', 'formats'],
};

/** Ports are declared on floor 6 in these files; floor 7 implements them and imports nothing else from there. */
const ports = new Set([
  'src/operations/inputs.ts',
  'src/operations/store-port.ts',
  'src/operations/enforced-port.ts',
  'src/operations/notify-port.ts',
  'src/operations/cluster-port.ts',
]);

/** The rooms of floor 7. */
const floor7 = new Set(['files', 'kubernetes', 'notify', 'store']);

const sources = globSync('src/**/*.ts').filter((file) => !file.endsWith('.test.ts'));

const imports = sources.flatMap((file) => {
  const source = readFileSync(file, 'utf8');
  return Array.from(
    source.matchAll(/(?:\bfrom|\bimport\(|^import)\s*'(\.[^']+)'/gm),
    ([, specifier = '']) => {
      const target = join(file, '..', specifier);
      return { file, target, from: file.split('/')[1] ?? '', to: target.split('/')[1] ?? '' };
    },
  );
});

test('every room is in the table', () => {
  const known = new Set([...Object.keys(rooms), 'main.ts', 'index.ts']);
  expect(
    [...new Set(sources.map((file) => file.split('/')[1] ?? ''))].filter((room) => !known.has(room)),
  ).toEqual([]);
});

test('every import goes down', () => {
  const wrong = imports.filter(
    ({ from, to }) => from !== to && Object.hasOwn(rooms, from) && rooms[from]?.includes(to) !== true,
  );
  expect(wrong).toEqual([]);
});

test('implementations of ports import nothing of the operations but the ports', () => {
  expect(
    imports.filter(({ from, to, target }) => floor7.has(from) && to === 'operations' && !ports.has(target)),
  ).toEqual([]);
});

test('no room is entered and left again: there is no cycle among rooms', () => {
  const reachable = (room: string, path: readonly string[]): readonly string[] =>
    path.includes(room) ? [room] : (rooms[room] ?? []).flatMap((next) => reachable(next, [...path, room]));
  expect(Object.keys(rooms).flatMap((room) => reachable(room, []))).toEqual([]);
});

test('floors 1 to 6 use no Node module but crypto and zlib', () => {
  const floors = new Set(Object.keys(rooms).slice(0, Object.keys(rooms).indexOf('operations') + 1));
  const wrong = sources
    .filter((file) => floors.has(file.split('/')[1] ?? ''))
    .filter((file) => /from 'node:(?!crypto'|zlib')/.test(readFileSync(file, 'utf8')));
  expect(wrong).toEqual([]);
});

test('there are no rooms or files for odds and ends', () => {
  expect(
    sources.filter((file) => /(?:utils?|helpers?|common|manager|service)(?:\.ts|\/)/.test(file)),
  ).toEqual([]);
});
