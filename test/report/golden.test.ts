// What auditors see, as files: read their diff as the product. `vitest run test/report/golden.test.ts -u` renews them.
import { describe, expect, test } from 'vitest';
import { formatsOf, renderOutput } from '../../src/formats/output.ts';
import type { ReportResult } from '../../src/operations/report.ts';
import { writ } from '../doors/cli.ts';
import { about, frameworkOf, reportOf } from './matrix.ts';
import { assessed, beyond, direct, weak } from '../../src/frameworks/control.ts';

const endings: Readonly<Record<string, string>> = {
  text: 'txt',
  markdown: 'md',
  policyreport: 'policyreport.json',
  openreports: 'openreports.json',
};
const at = ['--now', '2026-11-21T09:00:00Z'];

describe('the shop against the Pod Security Standards', () => {
  test.each(
    formatsOf('report').map((format) => [format, `../golden/report/shop.${endings[format] ?? format}`]),
  )('%s', async (format, file) => {
    const { out } = await writ([
      'report',
      'examples/shop',
      '--framework',
      'pod-security',
      '--format',
      format,
      ...at,
    ]);
    await expect(out).toMatchFileSnapshot(file);
  });
});

test('the shop against every framework', async () => {
  const { out } = await writ(['report', 'examples/shop', ...at]);
  await expect(out).toMatchFileSnapshot('../golden/report/shop-all.txt');
});

/** A report over time, with an unmet gate, a rule that is off, one that waits for an answer, and exceptions. */
const eventful: ReportResult = {
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
          categories: {},
        },
        {
          generated: '2025-09-06T10:30:00Z',
          overall: 48.5,
          weighted: 41,
          coverage: 75,
          findings: 4,
          frameworks: { own: 20 },
          categories: {},
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

describe('a report over time', () => {
  test.each(['text', 'markdown', 'html', 'json'])('%s', async (format) => {
    const text = await renderOutput('report', format, eventful, false);
    await expect(text).toMatchFileSnapshot(`../golden/report/eventful.${endings[format] ?? format}`);
  });
});
