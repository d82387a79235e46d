import type { Finding, Unjudged } from '../core/finding.ts';
import type { CheckSummary } from '../operations/check-result.ts';
import type { Format } from './format.ts';

/** JUnit XML: a test suite a file, a test case a finding, an error for what could not be judged. */
export const junit: Format = {
  name: 'junit',
  open() {
    const suites = new Map<string, Suite>();
    const suite = (file: string): Suite => {
      const known = suites.get(file) ?? { cases: [], failures: 0, errors: 0, skipped: 0 };
      suites.set(file, known);
      return known;
    };
    return {
      begin: () => '',
      event(event) {
        if (event.type === 'finding') addFinding(suite(event.finding.location.file), event.finding);
        else if (event.type === 'unjudged') addUnjudged(suite(event.unjudged.file), event.unjudged);
        return '';
      },
      end: ({ summary }) => render(suites, summary),
    };
  },
};

interface Suite {
  readonly cases: string[];
  failures: number;
  errors: number;
  skipped: number;
}

function addFinding(suite: Suite, finding: Finding): void {
  const { kind, namespace, name } = finding.resource;
  const open = testcase(`${finding.policy} ${finding.path}`, `${kind}/${namespace ?? ''}/${name}`);
  const { file, line, column } = finding.location;
  const advice = finding.remediation === null ? '' : `\n${finding.remediation}`;
  const body = escape(`${file}:${line}:${column}\n${finding.message}${advice}`);
  const type = escape(finding.severity);
  const message = escape(finding.message);
  if (finding.result === 'fail') {
    suite.failures++;
    suite.cases.push(`${open}><failure message="${message}" type="${type}">${body}</failure></testcase>`);
  } else if (finding.result === 'error') {
    suite.errors++;
    suite.cases.push(`${open}><error message="${message}" type="${type}">${body}</error></testcase>`);
  } else if (finding.result === 'skip') {
    suite.skipped++;
    suite.cases.push(`${open}><skipped message="${message}"/></testcase>`);
  } else if (finding.result === 'warn') {
    suite.cases.push(`${open}><system-out>${body}</system-out></testcase>`);
  } else suite.cases.push(`${open}/>`);
}

function addUnjudged(suite: Suite, { file, line, column, code, message }: Unjudged): void {
  suite.errors++;
  const body = escape(`${file}:${line}:${column}\n${message}`);
  const error = `<error message="${escape(message)}" type="${escape(code)}">${body}</error>`;
  suite.cases.push(`${testcase(`${code} ${line}:${column}`, file)}>${error}</testcase>`);
}

function testcase(name: string, classname: string): string {
  return `    <testcase name="${escape(name)}" classname="${escape(classname)}" time="0"`;
}

function render(suites: ReadonlyMap<string, Suite>, { fail, error }: CheckSummary): string {
  const parts = [...suites].map(([file, { cases, failures, errors, skipped }]) => {
    const counts = `tests="${cases.length}" failures="${failures}" errors="${errors}" skipped="${skipped}" time="0"`;
    return `  <testsuite name="${escape(file)}" ${counts}>\n${cases.join('\n')}\n  </testsuite>\n`;
  });
  const all = [...suites.values()];
  const sum = (read: (suite: Suite) => number): number =>
    all.reduce((total, suite) => total + read(suite), 0);
  const counts = `tests="${sum(({ cases }) => cases.length)}" failures="${sum(({ failures }) => failures)}" errors="${sum(({ errors }) => errors)}"`;
  const verdicts = `writ: ${fail} broken, ${error} not evaluable`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="${verdicts}" ${counts}>\n${parts.join('')}</testsuites>\n`;
}

/** XML 1.0 text: markup is escaped, and characters that XML cannot hold become U+FFFD. */
function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD');
}
