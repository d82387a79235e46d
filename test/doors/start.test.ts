/** The loader of the built program: it keeps compiled code, and runs nothing but what the files say now. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

const loader = resolve(import.meta.dirname, '../../bin/load.js');
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'writ-start-'));
  mkdirSync(join(folder, 'chunks'));
  write('entry.cjs', "const { word } = require('./chunks/word.cjs'); process.stdout.write(word());");
  write('chunks/word.cjs', "exports.word = () => 'one' + require('node:path').sep;");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, text: string): void {
  writeFileSync(join(folder, name), text);
}

const cache = (): string => join(folder, 'cache', 'code');

/** What the entry prints, and whether what was compiled is written anew. */
function start(before = ''): { readonly out: string; readonly err: string; readonly wrote: boolean } {
  const known = kept();
  const script = `${before}; require(${JSON.stringify(loader)}).load(${JSON.stringify(join(folder, 'entry.cjs'))}, ${JSON.stringify(cache())}).save()`;
  const { stdout, stderr } = spawnSync(process.execPath, ['-e', script], { encoding: 'utf8' });
  return { out: stdout, err: stderr, wrote: kept() !== known };
}

function kept(): string | null {
  try {
    return readFileSync(cache(), 'latin1');
  } catch {
    return null;
  }
}

test('what was compiled is kept once, and used from then on', () => {
  expect(start()).toEqual({ out: 'one/', err: '', wrote: true });
  expect(start()).toEqual({ out: 'one/', err: '', wrote: false });
  expect(readdirSync(join(folder, 'cache'))).toEqual(['code']);
});

test('a run that takes much longer calls more, and what was compiled for it is kept in place of the other', () => {
  expect(start().wrote).toBe(true);
  const more = 'const begun = performance.now(); while (performance.now() - begun < 500);';
  expect(start(more).wrote).toBe(true);
  expect(start(more).wrote).toBe(false);
  expect(start().wrote).toBe(false);
});

test('a file that changed runs as it is now, also where it is as long as before', () => {
  start();
  write('chunks/word.cjs', "exports.word = () => 'two' + require('node:path').sep;");
  expect(start()).toEqual({ out: 'two/', err: '', wrote: true });
});

test.each([
  ['empty', (): string => ''],
  ['no head', (all: string): string => all.slice(all.indexOf('\n'))],
  ['cut short', (all: string): string => all.slice(0, -10)],
  [
    'another byte',
    (all: string): string => `${all.slice(0, -10)}${all.at(-10) === 'a' ? 'b' : 'a'}${all.slice(-9)}`,
  ],
])('a cache that is not as it was written is not used: %s', (_, broken) => {
  start();
  writeFileSync(cache(), broken(kept() ?? ''), 'latin1');
  expect(start()).toEqual({ out: 'one/', err: '', wrote: true });
});

test('where nothing can be kept, the program runs all the same', () => {
  writeFileSync(join(folder, 'cache'), 'a file, no folder');
  expect(start()).toEqual({ out: 'one/', err: '', wrote: false });
});

test('what a file throws is thrown, and a word of where', () => {
  write('chunks/word.cjs', "\nthrow new Error('broken');");
  expect(start().err).toContain(`${join(folder, 'chunks/word.cjs')}:2`);
});
