import { expect, test } from 'vitest';
import exceptions from '../../test/conformance/exceptions.json' with { type: 'json' };
import { runConformance } from '../../test/conformance/conformance.ts';

test("the CEL specification's tests pass, but for at most ten with a reason each", () => {
  const { rows, failures, stale } = runConformance();
  const sum = (count: (row: (typeof rows)[number]) => number): number =>
    rows.reduce((total, row) => total + count(row), 0);
  expect(failures).toEqual([]);
  expect(stale).toEqual([]);
  expect(sum(({ tests }) => tests)).toBe(2344);
  expect(sum(({ passed, exceptions: known }) => passed + known)).toBe(1664);
  expect(exceptions.length).toBeLessThanOrEqual(10);
  for (const { reason } of exceptions) expect(reason).not.toBe('');
});
