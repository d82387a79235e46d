import { mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeText } from './write-text.ts';

test('a file appears whole, and what killed processes left beside it long ago goes away', () => {
  const folder = mkdtempSync(join(tmpdir(), 'writ-write-'));
  const part = (name: string): string => join(folder, `${name}.${crypto.randomUUID()}.part`);
  const [old, fresh] = [part('a.yaml'), part('b.yaml')];
  const others = ['notes.part', 'a.yaml.part'];
  for (const file of [old, fresh, ...others.map((name) => join(folder, name))]) writeFileSync(file, 'x');
  for (const file of [old, ...others.map((name) => join(folder, name))]) utimesSync(file, 1, 1);
  writeText(join(folder, 'a.yaml'), 'whole\n');
  expect(readFileSync(join(folder, 'a.yaml'), 'utf8')).toBe('whole\n');
  expect(readdirSync(folder).toSorted()).toEqual([
    'a.yaml',
    'a.yaml.part',
    fresh.slice(folder.length + 1),
    'notes.part',
  ]);
  rmSync(folder, { recursive: true });
});
