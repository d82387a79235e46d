import type { Finding, Unjudged } from '../core/finding.ts';
import type { CheckSummary } from '../operations/check-result.ts';
import type { Format } from './format.ts';

/**
 * JUnit XML: a test suite for each resource with findings, a test case for each finding, an error for what could not be
 * judged. A suite is written when it is complete, so that only one is held; the totals are in a last suite of its own.
 */
export const junit: Format = {
  name: 'junit',
  open() {
    let suite: Suite | null = null;
    const next = (name: string): string => {
      if (suite?.name === name) return '';
      const done = suite === null ? '' : render(suite);
      suite = { name, cases: [], failures: 0, errors: 0, skipped: 0 };
      return done;
    };
    return {
      begin: () => '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="writ">\n',
      event(event) {
        if (event.type === 'note') return '';
        const done = next(event.type === 'finding' ? suiteName(event.finding) : event.unjudged.file);
        if (suite === null) return done;
        if (event.type === 'finding') addFinding(suite, event.finding);
        else addUnjudged(suite, event.unjudged);
        return done;
      },
      end({ summary, judged }) {
        const done = next('writ');
        if (suite !== null) addTotals(suite, summary, judged);
        return `${done}${next('')}</testsuites>\n`;
      },
    };
  },
};

interface Suite {
  readonly name: string;
  readonly cases: string[];
  failures: number;
  errors: number;
  skipped: number;
}

function suiteName({ resource: { kind, namespace, name }, location }: Finding): string {
  return `${location.file}: ${kind} ${namespace === null ? name : `${namespace}/${name}`}`;
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

/** A case that always passes, so that a run without findings is not a run without tests. */
function addTotals(suite: Suite, { resources, rules, findings }: CheckSummary, judged: boolean): void {
  const name = `${resources} resources judged by ${rules} rules: ${findings} findings`;
  suite.cases.push(`${testcase(judged ? name : `${name}; some input was not judged`, 'writ')}/>`);
}

function render({ name, cases, failures, errors, skipped }: Suite): string {
  const counts = `tests="${cases.length}" failures="${failures}" errors="${errors}" skipped="${skipped}" time="0"`;
  return `  <testsuite name="${escape(name)}" ${counts}>\n${cases.join('\n')}\n  </testsuite>\n`;
}

// What needs no escaping: nearly everything.
const plain = /^[\t\n\r !#-%'-;=?-\uD7FF]*$/;

/** XML 1.0 text: markup is escaped, and characters that XML cannot hold become U+FFFD. */
function escape(text: string): string {
  if (plain.test(text)) return text;
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD');
}
