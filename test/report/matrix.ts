import fc from 'fast-check';
import type { Severity } from '../../src/core/severity.ts';
import { severities } from '../../src/core/severity.ts';
import type { Framework } from '../../src/frameworks/framework.ts';
import { strengths } from '../../src/frameworks/framework.ts';
import { complianceReport, type ComplianceReport } from '../../src/report/compliance-report.ts';
import type { Verdict } from '../../src/report/counts.ts';
import { categories } from '../../src/report/breakdown.ts';
import { noHistory, type History } from '../../src/report/history.ts';
import type { AboutRule, JudgedRun } from '../../src/report/judged-run.ts';
import { openLedger } from '../../src/report/ledger.ts';

/** A rule, and its verdict on each resource; null: it does not concern it. */
export interface Row {
  readonly rule: AboutRule;
  readonly verdicts: readonly (Verdict | null)[];
  readonly scored?: boolean;
  readonly off?: boolean;
}

/** A rule by what tests look at. */
export function about(id: string, severity: Severity = 'medium', category = 'security'): AboutRule {
  const title = `Something about ${id}`;
  return {
    id,
    code: null,
    title,
    severity,
    category: category as AboutRule['category'],
    advice: `Mend ${id}.`,
  };
}

/** A run of these rules over as many Deployments as there are verdicts. */
export function runOf(
  rows: readonly Row[],
  name: (index: number) => string = (index) => `app-${index}`,
): JudgedRun {
  const ledger = openLedger(
    rows.map(({ rule, scored = true, off = false }) => ({ about: rule, scored, off, question: null })),
  );
  for (const { rule, verdicts } of rows) {
    for (const [index, verdict] of verdicts.entries()) {
      if (verdict === null) continue;
      const named = { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'production', name: name(index) };
      ledger.verdict(rule.id, { named, file: 'app.yaml', owner: index % 2 === 0 ? 'shop' : null }, verdict);
      const { id, severity, category } = rule;
      if (verdict !== 'fail' && verdict !== 'warn' && verdict !== 'excepted') continue;
      const result = verdict === 'warn' ? 'warn' : 'fail';
      const fingerprint = `${id}/${index}`;
      const fixable = index % 2 === 0;
      ledger.finding({
        fingerprint,
        rule: id,
        severity,
        category,
        result,
        excepted: verdict === 'excepted',
        fixable,
      });
    }
  }
  return {
    generated: '2025-09-13T10:30:00Z',
    scope: { cluster: 'production-cluster', paths: [], namespaces: ['production'] },
    yardstick: 'profile default',
    inputFaults: 0,
    unjudged: 0,
    ...ledger.entries(),
  };
}

/** A report on such a run. */
export function reportOf(
  rows: readonly Row[],
  frameworks: readonly Framework[] = [],
  history: History = noHistory,
): ComplianceReport {
  return complianceReport(runOf(rows), frameworks, history);
}

/** A framework of these controls, each with its evidence. */
export function frameworkOf(controls: Framework['controls']): Framework {
  return {
    id: 'own',
    title: 'Own',
    version: null,
    url: null,
    aliases: [],
    caution: 'It is a test.',
    controls,
  };
}

const size = 5;
const ids = ['a', 'b', 'c', 'd', 'e', 'f'];

/** Rules with any verdicts over five resources. */
export const rows: fc.Arbitrary<readonly Row[]> = fc.tuple(
  ...ids.map((id) =>
    fc.record({
      rule: fc
        .tuple(fc.constantFrom(...severities), fc.constantFrom(...categories))
        .map(([severity, category]) => about(id, severity, category)),
      verdicts: fc.array(
        fc.constantFrom<Verdict | null>(
          'pass',
          'pass',
          'fail',
          'warn',
          'excepted',
          'error',
          'open',
          'unknown',
          null,
        ),
        {
          minLength: size,
          maxLength: size,
        },
      ),
      scored: fc.boolean(),
    }),
  ),
);

/** A framework of any controls over those rules. */
export const framework: fc.Arbitrary<Framework> = fc
  .array(
    fc.array(
      fc.record({
        rule: fc.constantFrom(...ids, 'unknown'),
        strength: fc.constantFrom(...strengths),
        confidence: fc.constant('single' as const),
      }),
      { maxLength: 3 },
    ),
    { maxLength: 5 },
  )
  .map((controls) =>
    frameworkOf(
      controls.map((evidence, index) => ({
        id: `C-${index}`,
        title: 'A control',
        evidence,
        unassessable: null,
      })),
    ),
  );

/** A choice of those rules to switch off. */
export const choice = fc.uniqueArray(fc.constantFrom(...ids));
