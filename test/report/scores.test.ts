import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ComplianceReport } from '../../src/report/compliance-report.ts';
import { about, choice, framework, reportOf, rows, type Row } from './matrix.ts';

/** Every score of a report, by name. */
function scores({
  scores: all,
  categories,
  frameworks,
}: ComplianceReport): Readonly<Record<string, number | null>> {
  return {
    overall: all.overall,
    weighted: all.weighted,
    coverage: all.coverage,
    ...Object.fromEntries(
      categories.flatMap(({ category, scores: own }) => [
        [category, own.overall],
        [`${category} weighted`, own.weighted],
      ]),
    ),
    ...Object.fromEntries(frameworks.map(({ id, score }) => [`framework ${id}`, score])),
  };
}

function without(all: readonly Row[], off: readonly string[]): readonly Row[] {
  return all.map((row) => ({ ...row, off: off.includes(row.rule.id) }));
}

/** The scores that are higher than they were; what had none counts as nought. */
function raised(before: ComplianceReport, after: ComplianceReport): readonly string[] {
  const were = scores(before);
  return Object.entries(scores(after)).flatMap(([name, score]) =>
    (score ?? 0) > (were[name] ?? 0) || (score === null && were[name] !== null) ? [name] : [],
  );
}

test('switching rules off never raises a score, whatever they found', () => {
  fc.assert(
    fc.property(rows, framework, choice, (all, known, off) => {
      expect(raised(reportOf(all, [known]), reportOf(without(all, off), [known]))).toEqual([]);
    }),
    { numRuns: 500 },
  );
});

test('excepting, failing to evaluate and leaving a question open never raise a score', () => {
  const swaps = fc.constantFrom('excepted' as const, 'error' as const, 'open' as const);
  fc.assert(
    fc.property(rows, framework, choice, swaps, (all, known, chosen, verdict) => {
      const changed = all.map((row) =>
        chosen.includes(row.rule.id)
          ? { ...row, verdicts: row.verdicts.map((one) => (one === null ? null : verdict)) }
          : row,
      );
      const names = raised(reportOf(all, [known]), reportOf(changed, [known]));
      // An excepted finding was judged: of coverage it takes nothing.
      expect(names.filter((name) => name !== 'coverage')).toEqual([]);
    }),
    { numRuns: 200 },
  );
});

test('the three numbers of a framework are all of its controls', () => {
  fc.assert(
    fc.property(rows, framework, choice, (all, known, off) => {
      const [own] = reportOf(without(all, off), [known]).frameworks;
      expect((own?.passing ?? 0) + (own?.failing ?? 0) + (own?.notAssessable ?? 0)).toBe(
        known.controls.length,
      );
    }),
  );
});

describe('scores', () => {
  test('are the formula of the document: passed of all, over every workload', () => {
    const report = reportOf([
      { rule: about('a'), verdicts: ['pass', 'fail'] },
      { rule: about('b'), verdicts: ['pass', 'pass'] },
      { rule: about('c'), verdicts: ['warn', null] },
    ]);
    expect(report.scores).toEqual({ overall: 60, weighted: 60, coverage: 100, colour: 'red' });
    expect(report.target).toBe(70);
  });

  test('weigh a critical fault as much as ten small ones', () => {
    const report = reportOf([
      { rule: about('a', 'critical'), verdicts: ['fail'] },
      ...Array.from({ length: 10 }, (_, index) => ({
        rule: about(`b${index}`, 'low'),
        verdicts: ['pass' as const],
      })),
    ]);
    expect(report.scores).toMatchObject({ overall: 90.91, weighted: 50, colour: 'green' });
  });

  test('are none where nothing was judged: an empty input is no hundred', () => {
    expect(reportOf([]).scores).toEqual({ overall: null, weighted: null, coverage: null, colour: 'grey' });
    expect(reportOf([{ rule: about('a'), verdicts: [null] }]).scores.overall).toBeNull();
  });

  test('are nought where every rule is switched off', () => {
    const report = reportOf([{ rule: about('a'), verdicts: ['pass'], off: true }]);
    expect(report.scores).toEqual({ overall: 0, weighted: 0, coverage: 0, colour: 'red' });
    expect(report.rules).toEqual({
      total: 1,
      evaluated: 0,
      passed: 0,
      failed: 0,
      unconcerned: 0,
      withheld: 1,
    });
  });

  test('leave out rules that are judged only as evidence', () => {
    const report = reportOf([
      { rule: about('a'), verdicts: ['pass'] },
      { rule: about('b'), verdicts: ['fail'], scored: false },
    ]);
    expect(report.scores.overall).toBe(100);
    expect(report.findings).toBe(0);
    expect(report.failing).toMatchObject([{ rule: { id: 'b' }, scored: false, broken: 1 }]);
  });
});
