import fc from 'fast-check';
import type { Severity } from '../../src/core/severity.ts';
import { severities } from '../../src/core/severity.ts';
import type { Framework } from '../../src/frameworks/framework.ts';
import { strengths } from '../../src/frameworks/framework.ts';
import { complianceReport, type ComplianceReport } from '../../src/report/compliance-report.ts';
import type { Verdict } from '../../src/report/counts.ts';
import { categories } from '../../src/report/breakdown.ts';
import { noHistory, type History } from '../../src/report/history.ts';
import type { AboutRule, JudgedFinding, JudgedRun } from '../../src/report/judged-run.ts';
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
    rows.map(({ rule, scored = true }) => ({
      about: rule,
      scored,
      weighs: rule.severity,
      question: null,
    })),
  );
  for (const row of rows) {
    for (const [index, found] of row.verdicts.entries()) {
      if (found === null) continue;
      const verdict = row.off === true ? 'off' : found;
      const named = { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'production', name: name(index) };
      const owner = index % 2 === 0 ? 'shop' : null;
      ledger.verdict(row.rule.id, { named, file: 'app.yaml', owner }, verdict);
      if (isFound(verdict)) ledger.finding(findingOf(row.rule, index, verdict));
    }
  }
  return {
    generated: '2025-09-13T10:30:00Z',
    scope: { organization: null, cluster: 'production-cluster', paths: [], namespaces: ['production'] },
    yardstick: 'profile default',
    inputFaults: 0,
    unjudged: 0,
    ...ledger.entries(),
  };
}

type Found = 'fail' | 'warn' | 'excepted';

function isFound(verdict: Verdict): verdict is Found {
  return verdict === 'fail' || verdict === 'warn' || verdict === 'excepted';
}

function findingOf({ id, severity, category }: AboutRule, index: number, verdict: Found): JudgedFinding {
  return {
    fingerprint: `${id}/${index}`,
    rule: id,
    severity,
    category,
    result: verdict === 'warn' ? 'warn' : 'fail',
    excepted: verdict === 'excepted',
    fixable: index % 2 === 0,
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
