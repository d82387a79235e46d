import { readFileSync, realpathSync } from 'node:fs';
import { join, relative } from 'node:path';
import { writ } from '../cluster/writ.ts';
import { kyvernoTest, type Tested } from './command-line.ts';
import { agrees, compare, type Case, type Compared } from './compare.ts';
import type { Suite } from './suites.ts';

/** How one suite ended. */
export interface Suited {
  readonly suite: string;
  readonly files: number;
  readonly rows: number;
  readonly cases: number;
  /** Of policies on resources, with every case about them. */
  readonly agreed: number;
  readonly skipped: number;
  /** Told apart from disagreements by `exceptions.json`. */
  readonly excepted: number;
  readonly aborted: readonly string[];
  readonly problems: readonly string[];
}

/** Where Kyverno and Writ are known to differ, and why that is right. */
interface Exception {
  readonly suite: string;
  /** Below the suite's folder; the whole folder where it names one. */
  readonly file: string;
  readonly policy?: string;
  readonly resource?: string;
  readonly why: string;
}

const exceptions = JSON.parse(
  readFileSync(join(import.meta.dirname, 'exceptions.json'), 'utf8'),
) as readonly Exception[];

/** Has Kyverno and Writ run the same tests, and compares each case. */
export async function trySuite(program: string, suite: Suite): Promise<Suited> {
  const tested = await kyvernoTest(program, suite.files);
  const cases = await writTest(suite.folder);
  return judge(suite, tested, cases);
}

async function writTest(folder: string): Promise<readonly Case[]> {
  const { out, err, code } = await writ('', ['test', folder, '--format', 'json']);
  if (!out.startsWith('{')) throw new Error(`writ test ended with ${code}: ${err.slice(0, 2000)}`);
  return (JSON.parse(out) as { readonly cases: readonly Case[] }).cases;
}

function judge(suite: Suite, tested: readonly Tested[], cases: readonly Case[]): Suited {
  const root = realpathSync(suite.folder);
  const mine = exceptions.filter((exception) => exception.suite === suite.name);
  const used = new Set<Exception>();
  const problems: string[] = [];
  let [agreed, skipped] = [0, 0];
  // What Kyverno could not run has no verdicts to compare.
  const compared = compare(
    tested.filter(({ aborted }) => aborted === null),
    cases,
  );
  for (const one of compared) {
    if (agrees(one)) agreed += 1;
    else if (one.writ.length > 0 && one.writ.every((said) => said === 'skipped')) skipped += 1;
    else {
      const known = mine.filter((exception) => concerns(exception, one, root));
      for (const exception of known) used.add(exception);
      if (known.length === 0) problems.push(describe(one, root));
    }
  }
  const stale = mine.filter((exception) => !used.has(exception));
  return {
    suite: suite.name,
    files: suite.files.length,
    rows: tested.reduce((sum, { rows }) => sum + rows.length, 0),
    cases: cases.length,
    agreed,
    skipped,
    excepted: compared.length - agreed - skipped - problems.length,
    aborted: tested.flatMap(({ file, aborted }) =>
      aborted === null ? [] : [`${relative(root, file)}: ${aborted}`],
    ),
    problems: [
      ...problems,
      ...stale.map(({ file, why }) => `${file}: an exception that nothing needs any more (${why})`),
    ],
  };
}

function concerns({ file, policy, resource }: Exception, one: Compared, root: string): boolean {
  const place = relative(root, one.file);
  return (
    (place === file || place.startsWith(`${file}/`)) &&
    (policy === undefined || policy === one.policy) &&
    (resource === undefined || resource === one.resource)
  );
}

function describe({ file, policy, rule, resource, notes }: Compared, root: string): string {
  const about = `${relative(root, file)}: ${policy}${rule === null || rule === '' ? '' : `#${rule}`} on ${resource}`;
  return [about, ...notes.map((note) => `    ${note.replaceAll('\n', ' ').slice(0, 300)}`)].join('\n');
}
