import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import type { TestId } from './row.ts';

const root = resolve(import.meta.dirname, '../..');
const copied = [
  'src',
  'test',
  'scripts',
  'examples',
  'docs',
  'schemas',
  'bin',
  'package.json',
  'tsconfig.json',
];

/** Text that takes the place of other text in one file. */
export interface Edit {
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

/** How a test ended, by its file and full name. */
export interface Ended extends TestId {
  readonly status: string;
}

/** A copy of the project, in which things may be broken. */
export interface Copy extends Disposable {
  /** Runs tests with edits in place, which are taken back afterwards. */
  run(edits: readonly Edit[], tests: readonly TestId[]): Promise<readonly Ended[]>;
}

/** Copies the project as it is, without what is installed or built. */
export function copyProject(): Copy {
  // Names in results are real paths.
  const path = realpathSync(mkdtempSync(join(tmpdir(), 'writ-broken-')));
  for (const name of [...copied, 'vitest.config.ts', 'README.md'])
    cpSync(join(root, name), join(path, name), { recursive: true });
  symlinkSync(realpathSync(join(root, 'node_modules')), join(path, 'node_modules'), 'junction');
  return {
    async run(edits, tests) {
      const before = edits.map(({ file }) => [join(path, file), readFileSync(join(path, file))] as const);
      try {
        for (const edit of edits) make(path, edit);
        return await runTests(path, tests);
      } finally {
        for (const [file, text] of before) writeFileSync(file, text);
      }
    },
    [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }),
  };
}

/** A regular expression of a name in which `%s` stands for any text. */
function patternOf(name: string): string {
  return name.replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`).replaceAll('%s', '.*');
}

/** Whether a test that ended is meant: by its own name, or by that of a group that it is in. */
export function isMeant({ file, test }: TestId, ended: TestId): boolean {
  return ended.file === file && new RegExp(`^${patternOf(test)}(?: > |$)`).test(ended.test);
}

function make(path: string, { file, from, to }: Edit): void {
  const [before, after, ...more] = readFileSync(join(path, file), 'utf8').split(from);
  if (before === undefined || after === undefined || more.length > 0)
    throw new Error(`${file} does not have this exactly once: ${from}`);
  writeFileSync(join(path, file), `${before}${to}${after}`);
}

interface Report {
  readonly testResults: readonly {
    readonly name: string;
    readonly message: string;
    readonly assertionResults: readonly {
      readonly ancestorTitles: readonly string[];
      readonly title: string;
      readonly status: string;
    }[];
  }[];
}

async function runTests(path: string, tests: readonly TestId[]): Promise<readonly Ended[]> {
  const files = [...new Set(tests.map(({ file }) => file))];
  const names = tests.map(({ test }) => patternOf(test));
  const output = join(path, 'results.json');
  rmSync(output, { force: true });
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const flags = ['--reporter=json', `--outputFile=${output}`, '-t', names.join('|')];
  await new Promise<void>((done) => {
    const env = { ...process.env, WRIT_SUITES: process.env['WRIT_SUITES'] ?? join(root, '../shared') };
    const child = spawn(process.execPath, [vitest, 'run', ...files, ...flags], {
      cwd: path,
      stdio: 'ignore',
      env,
    });
    child.once('close', () => done());
  });
  const { testResults } = JSON.parse(readFileSync(output, 'utf8')) as Report;
  return testResults.flatMap(({ name, assertionResults }) =>
    assertionResults.map(({ ancestorTitles, title, status }) => ({
      file: relative(path, name).replaceAll('\\', '/'),
      test: [...ancestorTitles, title].join(' > '),
      status,
    })),
  );
}
