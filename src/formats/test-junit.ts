import type { TestedCase as Case, TestResult } from '../operations/test.ts';
import { attribute as xml } from './xml.ts';

/** JUnit XML: a suite a file, a test case a case, an error for what could not be tested. */
export function testJunit({ cases, problems }: TestResult): string {
  const suites = [...Map.groupBy(cases, ({ file }) => file)].map(([file, inFile]) => {
    const count = (status: Case['status']): number => inFile.filter((one) => one.status === status).length;
    const counts = `tests="${inFile.length}" failures="${count('failed')}" skipped="${count('skipped')}"`;
    return `  <testsuite name="${xml(file)}" ${counts}>\n${inFile.map(testcase).join('')}  </testsuite>\n`;
  });
  const errors = problems.map(
    ({ file, line, column, message }) =>
      `  <testsuite name="${xml(file)}" tests="1" errors="1">\n    <testcase name="${xml(file)}" classname="writ">\n      <error message="${xml(`${file}:${line}:${column}: ${message}`)}"/>\n    </testcase>\n  </testsuite>\n`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n${suites.join('')}${errors.join('')}</testsuites>\n`;
}

function testcase({ policy, rule, resource, expected, actual, status, reason }: Case): string {
  const name = rule === null ? policy : `${policy} ${rule}`;
  const open = `    <testcase name="${xml(`${resource} ${expected}`)}" classname="${xml(name)}"`;
  if (status === 'passed') return `${open}/>\n`;
  const inner =
    status === 'skipped'
      ? `<skipped message="${xml(reason ?? '')}"/>`
      : `<failure message="${xml(`expected ${expected}, got ${actual ?? 'nothing'}: ${reason ?? ''}`)}"/>`;
  return `${open}>\n      ${inner}\n    </testcase>\n`;
}
