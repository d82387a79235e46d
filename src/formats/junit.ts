import type { Finding, Unjudged } from '../core/finding.ts';
import type { CheckSummary } from '../operations/judging/check-result.ts';
import type { Format } from './format.ts';
import { nameOf } from './name-of.ts';
import { placeOf } from './place-of.ts';
import { attribute, content } from './xml.ts';

/**
 * JUnit XML as Ant and Jenkins take it: a test suite for each resource with findings, a test case for each finding, an
 * error for what could not be judged. A suite is written when it is complete, so that only one is held; the totals are
 * in a last suite of its own.
 */
export const junit: Format = {
  name: 'junit',
  open({ now }) {
    let suite: Suite | null = null;
    let id = 0;
    const next = (name: string): string => {
      if (suite?.name === name) return '';
      const done = suite === null ? '' : render(suite, id++, timestamp(now));
      suite = { name, cases: [], warnings: [], failures: 0, errors: 0, skipped: 0 };
      return done;
    };
    return {
      begin: () => '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n',
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
  readonly warnings: string[];
  failures: number;
  errors: number;
  skipped: number;
}

function suiteName({ resource, location }: Finding): string {
  return `${location.file}: ${nameOf(resource)}`;
}

function addFinding(suite: Suite, finding: Finding): void {
  const { message, severity, exception, policy, path, location } = finding;
  const open = testcase(path === '' ? policy : `${policy} ${path}`, nameOf(finding.resource));
  const advice = finding.remediation === null ? '' : `\n${finding.remediation}`;
  const body = `${placeOf(location)}\n${message}${advice}`;
  const add = (content: string): void => void suite.cases.push(`${open}>${content}</testcase>`);
  if (finding.result === 'skip' || exception !== null) {
    suite.skipped++;
    add(
      `<skipped message="${attribute(exception === null ? message : `${message} Excepted: ${exception}`)}"/>`,
    );
  } else if (finding.result === 'fail') {
    suite.failures++;
    add(`<failure message="${attribute(message)}" type="${attribute(severity)}">${content(body)}</failure>`);
  } else if (finding.result === 'error') {
    suite.errors++;
    add(`<error message="${attribute(message)}" type="${attribute(severity)}">${content(body)}</error>`);
  } else {
    if (finding.result === 'warn') suite.warnings.push(body);
    suite.cases.push(`${open}/>`);
  }
}

function addUnjudged(suite: Suite, { file, line, column, code, message }: Unjudged): void {
  suite.errors++;
  const place = line === 0 ? '' : `:${line}:${column}`;
  const error = `<error message="${attribute(message)}" type="${attribute(code)}">${content(`${file}${place}\n${message}`)}</error>`;
  suite.cases.push(`${testcase(`${code}${place.replace(':', ' ')}`, file)}>${error}</testcase>`);
}

function testcase(name: string, classname: string): string {
  return `    <testcase name="${attribute(name)}" classname="${attribute(classname)}" time="0"`;
}

/** A case that always passes, so that a run without findings is not a run without tests. */
function addTotals(suite: Suite, { resources, rules, findings }: CheckSummary, judged: boolean): void {
  const name = `${resources} resources judged by ${rules} rules: ${findings} findings`;
  suite.cases.push(`${testcase(judged ? name : `${name}; some input was not judged`, 'writ')}/>`);
}

/** The XSD of Ant demands every attribute and element here, in this order; that of Jenkins allows them. */
function render(
  { name, cases, warnings, failures, errors, skipped }: Suite,
  id: number,
  time: string,
): string {
  const identity = `name="${attribute(name.trim() === '' ? '(no name)' : name)}" package="writ" id="${id}" timestamp="${time}" hostname="localhost"`;
  const counts = `tests="${cases.length}" failures="${failures}" errors="${errors}" skipped="${skipped}" time="0"`;
  const out =
    warnings.length === 0 ? '<system-out/>' : `<system-out>${content(warnings.join('\n\n'))}</system-out>`;
  return `  <testsuite ${identity} ${counts}>\n    <properties/>\n${cases.join('\n')}\n    ${out}\n    <system-err/>\n  </testsuite>\n`;
}

/** To the second, in UTC and without a zone, which the XSD of Ant forbids. */
function timestamp(nanoseconds: bigint): string {
  return new Date(Number(nanoseconds / 1_000_000n)).toISOString().slice(0, 19);
}
