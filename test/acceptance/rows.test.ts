import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { rows } from './rows.ts';

const root = join(import.meta.dirname, '../..');

/** Rows of each table that must hold by now. */
const finished: Readonly<Record<string, readonly number[]>> = {
  'policy-as-code-and-cedar': [
    1, 2, 3, 4, 5, 6, 7, 8, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24,
  ],
};

test('every row that must hold by now is there, once', () => {
  const there = Object.entries(rows).map(([table, all]) => [table, all.map(({ row }) => row)]);
  expect(Object.fromEntries(there)).toEqual(finished);
});

describe.each(Object.entries(rows).flatMap(([table, all]) => all.map((row) => [table, row] as const)))(
  '%s, row $row',
  (_, { proofs }) => {
    test('is told by tests, whatever is taken away', () => {
      expect(proofs.map(({ tests }) => tests.length)).not.toContain(0);
    });

    test.each(proofs.flatMap(({ tests }) => tests))('$test is a test of $file', ({ file, test: name }) => {
      const path = join(root, file);
      expect(existsSync(path)).toBe(true);
      const text = withData(path);
      for (const part of name.split(/ > |%s/)) expect(text).toContain(part);
    });

    test.each(proofs)('$from stands once in $file', ({ file, from }) => {
      expect(readFileSync(join(root, file), 'utf8').split(from)).toHaveLength(2);
    });
  },
);

/** A test file, and what stands beside it: titles may come from there. */
function withData(path: string): string {
  const text = readFileSync(path, 'utf8');
  const beside = Array.from(text.matchAll(/from '(\.\/[^']+)'/g), ([, name = '']) =>
    join(dirname(path), name),
  );
  return [text, ...beside.map((file) => readFileSync(file, 'utf8'))].join('\n');
}
