import type { TestedCase as Case, TestResult } from '../operations/test.ts';
import { printable } from './printable.ts';
import type { Style } from './style.ts';

/** A block a file with a line a case; below it what could not be tested, and the count. */
export function testText({ summary, cases, problems }: TestResult, style: Style): string {
  if (cases.length + problems.length + summary.cases === 0) {
    return 'There is nothing to test here: no kyverno-test.yaml with results, and no *.rule.yaml.\n';
  }
  const blocks = [...Map.groupBy(cases, ({ file }) => file)].map(([file, inFile]) =>
    block(file, inFile, style),
  );
  const broken = problems.map(
    ({ file, line, column, message }) =>
      `${style.red('untested')}  ${printable(line === 0 ? file : `${file}:${line}:${column}`)}  ${printable(message)}`,
  );
  return [...blocks, ...(broken.length > 0 ? [`${broken.join('\n')}\n`] : []), counted(summary)].join('\n');
}

function block(file: string, cases: readonly Case[], style: Style): string {
  const width = (of: (one: Case) => string): number =>
    Math.min(48, Math.max(...cases.map((one) => of(one).length)));
  const policies = width(policyOf);
  const resources = width(({ resource }) => resource);
  const lines = cases.map((one) => {
    const named = `${printable(policyOf(one)).padEnd(policies)}  ${printable(one.resource).padEnd(resources)}`;
    return `  ${statusOf(one, style)}  ${named}  ${verdictOf(one, style)}`.trimEnd();
  });
  return `${style.bold(printable(file))}\n${lines.join('\n')}\n`;
}

function policyOf({ policy, rule }: Case): string {
  return rule === null ? policy : `${policy} ${rule}`;
}

function statusOf({ status }: Case, style: Style): string {
  switch (status) {
    case 'passed':
      return style.green('passed ');
    case 'failed':
      return style.red('failed ');
    case 'skipped':
      return style.yellow('skipped');
  }
}

function verdictOf({ expected, actual, status, reason }: Case, style: Style): string {
  const why = reason === null ? '' : `: ${printable(reason)}`;
  if (status === 'passed') return style.dim(expected);
  return status === 'failed' ? `expected ${expected}, got ${actual ?? 'nothing'}${why}` : (reason ?? '');
}

function counted({ files, cases, passed, failed, skipped }: TestResult['summary']): string {
  const of = `of ${cases} in ${files} ${files === 1 ? 'file' : 'files'}`;
  return `${passed} passed, ${failed} failed, ${skipped} skipped ${of}\n`;
}
