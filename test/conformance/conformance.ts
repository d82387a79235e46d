import exceptions from './exceptions.json' with { type: 'json' };
import { readCases } from './cases.ts';
import { judge } from './judge.ts';

/** How the tests of one file went; counts of tests. */
export interface Row {
  readonly file: string;
  readonly tests: number;
  readonly passed: number;
  /** Known not to pass, each with its reason in `exceptions.json`. */
  readonly exceptions: number;
  /** Need protobuf messages. */
  readonly outOfScope: number;
}

/** A test that is known not to pass. */
interface Exception {
  readonly path: string;
  readonly reason: string;
}

/** How the CEL specification's tests went. */
export interface Report {
  readonly rows: readonly Row[];
  /** Tests in scope that do not pass and are no exceptions: path and what is wrong. */
  readonly failures: readonly (readonly [path: string, why: string])[];
  /** Exceptions that pass, or that are no tests in scope. */
  readonly stale: readonly string[];
}

/** Runs the CEL specification's tests, except those that need protobuf messages. */
export function runConformance(): Report {
  const excepted = new Set((exceptions as readonly Exception[]).map(({ path }) => path));
  const rows = new Map<string, Record<'tests' | 'passed' | 'exceptions' | 'outOfScope', number>>();
  const failures: (readonly [string, string])[] = [];
  for (const { file, path, test, needsMessages } of readCases()) {
    const row = rows.get(file) ?? { tests: 0, passed: 0, exceptions: 0, outOfScope: 0 };
    rows.set(file, row);
    row.tests++;
    const wrong = needsMessages ? undefined : judge(test);
    if (needsMessages) row.outOfScope++;
    else if (wrong === undefined) row.passed++;
    else if (excepted.delete(path)) row.exceptions++;
    else failures.push([path, wrong]);
  }
  return {
    rows: Array.from(rows, ([file, row]) => ({ file, ...row })),
    failures,
    stale: [...excepted],
  };
}
