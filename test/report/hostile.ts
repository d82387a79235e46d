import type { ReportResult } from '../../src/operations/report.ts';
import { complianceReport } from '../../src/report/compliance-report.ts';
import type { Framework } from '../../src/frameworks/framework.ts';
import { assessed, beyond, direct, weak } from '../../src/frameworks/control.ts';
import type { History } from '../../src/report/history.ts';
import type { AboutRule } from '../../src/report/judged-run.ts';
import { about, frameworkOf, runOf } from './matrix.ts';

/** What somebody who means harm would call a workload, an owner, a file, a rule or a control. */
export const hostile = [
  '=cmd|"/c calc"!A1',
  '+1+1',
  '-2+3',
  '@SUM(1,2)',
  '\t=1',
  '\r=1',
  ' =1',
  '＝1',
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "'; DROP TABLE reports; --",
  '</title></style></textarea><svg onload=alert(1)>',
  '\u001B[2J\u001B]0;owned\u0007',
  '\u202Egnp.exe\u2066',
  '| a | b |\n|---|---|\n# heading\n- item',
  '[click](javascript:alert(1)) ![x](https://example.com/x) <https://example.com> www.example.com',
  '`` ` ```',
  '@everyone #1 ]]> &lt;b&gt; %0A ::error::',
  '__proto__',
  '\uD800',
  'a'.repeat(300),
  '',
];

/** A rule with a hostile id, title and advice. */
function nasty(text: string, index: number): AboutRule {
  return { ...about(`${text}${index}`, 'high'), title: text, advice: `${text} \`${text}\`` };
}

const rules = hostile.map(nasty);

const framework: Framework = {
  ...frameworkOf([
    ...hostile.map((text, index) => assessed(`${text}${index}`, text, direct('own', rules[index]?.id ?? ''))),
    beyond('beyond', hostile.join(' '), hostile.join(' ')),
    assessed('weak', 'Supported', weak('own', rules[0]?.id ?? '')),
  ]),
  id: 'own',
  title: hostile.slice(0, 12).join(' '),
  version: '<b>1</b>',
  url: 'javascript:alert(1)',
  caution: hostile.join(' '),
};

const history: History = {
  runs: [
    {
      generated: '<i>then</i>',
      overall: 10,
      weighted: null,
      coverage: 100,
      findings: 3,
      frameworks: {},
      categories: {},
    },
  ],
  open: [],
  rules: rules.map(({ id }) => ({ rule: id, opened: 1, fixed: 1, excepted: 0, medianHoursToFix: 3 })),
  repairs: { found: 4, fixable: 2, byWrit: 1 },
};

/** A report in which every text is hostile. */
export function hostileReport(): ReportResult {
  const run = runOf(
    rules.map((rule, index) => ({
      rule,
      verdicts: hostile.map((_, at) => (at === index ? 'fail' : 'pass')),
    })),
    (index) => hostile[index] ?? '',
  );
  const resources = run.resources.map((resource, index) => {
    const text = hostile[index] ?? '';
    return {
      ...resource,
      owner: text,
      file: text,
      named: { ...resource.named, namespace: text, kind: text },
    };
  });
  const scope = {
    organization: hostile.join(' '),
    cluster: hostile.join(' '),
    paths: hostile,
    namespaces: hostile,
  };
  const report = complianceReport(
    { ...run, resources, scope, yardstick: hostile.join(' ') },
    [framework],
    history,
  );
  return {
    report,
    gate: { least: 80, scores: [{ framework: hostile.join(' '), score: 10 }], isMet: false },
    judged: true,
  };
}
