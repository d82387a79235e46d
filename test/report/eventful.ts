import { assessed, beyond, direct, weak } from '../../src/frameworks/control.ts';
import type { ReportResult } from '../../src/operations/report.ts';
import { about, frameworkOf, reportOf } from './matrix.ts';

/** A report over time, with an unmet gate, a rule that is off, one that waits for an answer, and exceptions. */
export const eventful: ReportResult = {
  report: reportOf(
    [
      { rule: about('a', 'critical'), verdicts: ['fail', 'pass', 'excepted'] },
      { rule: about('b', 'high', 'operations'), verdicts: ['pass', 'pass', 'pass'] },
      { rule: about('c', 'low', 'cost'), verdicts: ['pass', 'fail', null], off: true },
      { rule: about('d', 'medium', 'compliance'), verdicts: ['open', null, null] },
      { rule: about('e', 'info', 'performance'), verdicts: ['unknown', 'error', 'pass'] },
    ],
    [
      frameworkOf([
        assessed('1', 'Failing', direct('corroborated', 'a')),
        assessed('2', 'Passing', direct('single', 'b')),
        assessed('3', 'Switched off', direct('inferred', 'c')),
        assessed('4', 'Waiting', direct('own', 'd')),
        assessed('5', 'Supported', weak('inferred', 'b')),
        beyond('6', 'Beyond', 'People are not in manifests.'),
      ]),
    ],
    {
      runs: [
        {
          generated: '2025-08-30T10:30:00Z',
          overall: 40,
          weighted: 30,
          coverage: 70,
          findings: 9,
          frameworks: { own: 20 },
          categories: { security: 50, operations: 90 },
        },
        {
          generated: '2025-09-06T10:30:00Z',
          overall: 48.5,
          weighted: 41,
          coverage: 75,
          findings: 4,
          frameworks: { own: 20 },
          categories: { security: 50, operations: 90 },
        },
      ],
      open: [
        { fingerprint: 'a/0', rule: 'a' },
        { fingerprint: 'b/2', rule: 'b' },
      ],
      rules: [
        { rule: 'a', opened: 7, fixed: 5, excepted: 1, medianHoursToFix: 31.5 },
        { rule: 'b', opened: 2, fixed: 2, excepted: 0, medianHoursToFix: 4 },
      ],
      repairs: { found: 9, fixable: 6, byWrit: 3 },
    },
  ),
  gate: { least: 80, scores: [{ framework: 'own', score: 25 }], isMet: false },
  judged: true,
};
