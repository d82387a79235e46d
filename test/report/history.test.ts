import { describe, expect, test } from 'vitest';
import { pastRun } from '../../src/report/compliance-report.ts';
import { figuresOf, noHistory, pastRunOf, type History, type PastRun } from '../../src/report/history.ts';
import { about, frameworkOf, reportOf } from './matrix.ts';

const past: PastRun = {
  generated: '2025-09-06T10:30:00Z',
  overall: 40,
  weighted: 35,
  coverage: 90,
  findings: 3,
  frameworks: { own: null },
  categories: { security: 40, cost: null },
};

const rows = [
  { rule: about('a'), verdicts: ['fail', 'pass'] as const },
  { rule: about('b'), verdicts: ['pass', 'pass'] as const },
  { rule: about('c'), verdicts: [null, null] as const },
];

const history: History = {
  runs: [past],
  open: [
    { fingerprint: 'a/1', rule: 'a' },
    { fingerprint: 'b/0', rule: 'b' },
  ],
  rules: [{ rule: 'b', opened: 4, fixed: 4, excepted: 1, medianHoursToFix: 12.5 }],
  repairs: { found: 20, fixable: 10, byWrit: 5 },
};

describe('without a history', () => {
  test('there is no trend, and no efficiency of repairs', () => {
    const report = reportOf(rows);
    expect(report.trend).toBeNull();
    expect(report.autoFix).toEqual({ fixable: 1, fixed: null, ofFixable: null, ofViolations: null });
  });

  test('a rule that concerns something and finds nothing has never fired', () => {
    expect(
      reportOf(rows).effectiveness.map(({ rule, open, neverFired }) => [rule, open, neverFired]),
    ).toEqual([
      ['a', 1, false],
      ['b', 0, true],
    ]);
  });
});

describe('with a history', () => {
  test('the trend ends with the present run, and says what was opened and fixed', () => {
    const { trend } = reportOf(rows, [], history);
    expect(trend).toMatchObject({ change: 35, opened: 1, fixed: 2, remaining: 0 });
    expect(trend?.categories).toEqual([{ of: 'security', score: 75, change: 35 }]);
    expect(trend?.frameworks).toEqual([]);
    expect(trend?.runs.map(({ overall }) => overall)).toEqual([40, 75]);
    expect(trend?.byRule).toEqual([
      { rule: 'a', opened: 1, fixed: 1 },
      { rule: 'b', opened: 0, fixed: 1 },
    ]);
  });

  test('a finding that was open before and still is remains', () => {
    const open = [{ fingerprint: 'a/0', rule: 'a' }];
    expect(reportOf(rows, [], { ...history, open }).trend).toMatchObject({
      opened: 0,
      fixed: 0,
      remaining: 1,
    });
  });

  test('both efficiencies of repairs are told', () => {
    expect(reportOf(rows, [], history).autoFix).toEqual({
      fixable: 1,
      fixed: 5,
      ofFixable: 50,
      ofViolations: 25,
    });
  });

  test('a rule that found something before has fired', () => {
    const [first] = reportOf(rows, [], history).effectiveness;
    expect(first).toEqual({
      rule: 'b',
      opened: 4,
      fixed: 4,
      excepted: 1,
      medianHoursToFix: 12.5,
      open: 0,
      neverFired: false,
    });
  });

  test('there is no change where one of two runs has no score', () => {
    const unscored = { ...past, overall: null };
    expect(reportOf(rows, [], { ...noHistory, runs: [unscored] }).trend?.change).toBeNull();
  });
});

test('a report’s numbers come back from the figures that a store keeps', () => {
  const report = reportOf(rows, [frameworkOf([])]);
  const own = pastRun(report);
  const known = (scores: Readonly<Record<string, number | null>>) =>
    Object.fromEntries(Object.entries(scores).filter(([, score]) => score !== null));
  expect(pastRunOf(own.generated, figuresOf(own))).toEqual({
    ...own,
    frameworks: known(own.frameworks),
    categories: known(own.categories),
  });
});
