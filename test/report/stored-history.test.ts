import { expect, test } from 'vitest';
import { historyOf, type HistorySource } from '../../src/operations/report-history.ts';

/** A store with as many open findings as are asked for, that gives them page by page. */
function storeOf(open: number): HistorySource {
  return {
    runs: () =>
      Promise.resolve([
        {
          at: Date.parse('2026-11-20T09:00:00Z'),
          summary: { score: 80, findings: 3, 'category/security': 70 },
        },
        { at: Date.parse('2026-11-13T09:00:00Z'), summary: { files: 3 } },
        { at: Date.parse('2026-11-06T09:00:00Z'), summary: { score: 60, findings: 9 } },
      ]),
    open: (_, { limit, offset }) =>
      Promise.resolve(
        Array.from({ length: Math.min(limit, open - offset) }, (_, index) => ({
          fingerprint: String(offset + index),
          policy: 'host-pid',
        })),
      ),
    byRule: () =>
      Promise.resolve([
        { policy: 'host-pid', opened: 3, fixed: 1, excepted: 0, medianToFix: 5_580_000 },
        { policy: 'host-ipc', opened: 0, fixed: 0, excepted: 0, medianToFix: null },
      ]),
  };
}

test('runs come oldest first, without those that recorded no score', async () => {
  const { runs } = await historyOf(storeOf(0), 'shop');
  expect(runs.map(({ generated, overall }) => [generated, overall])).toEqual([
    ['2026-11-06T09:00:00Z', 60],
    ['2026-11-20T09:00:00Z', 80],
  ]);
  expect(runs[1]).toMatchObject({ findings: 3, categories: { security: 70 }, weighted: null });
});

test('every open finding is read, however many there are', async () => {
  const { open } = await historyOf(storeOf(120_000), 'shop');
  expect(open).toHaveLength(120_000);
  expect(open.at(-1)).toEqual({ fingerprint: '119999', rule: 'host-pid' });
});

test('times to fix are hours', async () => {
  const { rules } = await historyOf(storeOf(0), 'shop');
  expect(rules.map(({ rule, medianHoursToFix }) => [rule, medianHoursToFix])).toEqual([
    ['host-pid', 1.6],
    ['host-ipc', null],
  ]);
});
