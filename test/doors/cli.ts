import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { environment, program } from '../program.ts';

/** What a run of the command line gave. */
export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs the real command line in a process of its own. */
export function writ(args: readonly string[], { cwd = '.', stdin = '' } = {}): Promise<Ran> {
  return new Promise((done) => {
    const child = execFile(
      process.execPath,
      [program, ...args],
      { cwd, maxBuffer: 1e9, env: environment },
      (error, out, err) => {
        done({ code: error === null ? 0 : Number(error.code ?? -1), out, err });
      },
    );
    child.stdin?.end(stdin);
  });
}

/** A folder with these files, removed when it is disposed of. */
export function folder(
  files: Readonly<Record<string, string | Buffer>>,
): { readonly path: string } & Disposable {
  const path = mkdtempSync(join(tmpdir(), 'writ-'));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), content);
  }
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
}

/** A run of `check --format json`, its document read. */
export async function checkJson(
  args: readonly string[],
  cwd: string,
): Promise<Ran & { readonly json: CheckJson }> {
  const ran = await writ(['check', '--format', 'json', ...args], { cwd });
  return { ...ran, json: JSON.parse(ran.out) as CheckJson };
}

/** The parts of the check document that tests look at. */
export interface CheckJson {
  readonly summary: Readonly<Record<string, number>>;
  readonly findings: readonly {
    readonly policy: string;
    readonly rule: string | null;
    readonly result: string;
    readonly message: string;
    readonly path: string;
    readonly fingerprint: string;
    readonly resource: { readonly kind: string; readonly name: string };
    readonly location: { readonly file: string; readonly line: number; readonly column: number };
  }[];
  readonly unjudged: readonly {
    readonly file: string;
    readonly line: number;
    readonly column: number;
    readonly code: string;
    readonly message: string;
  }[];
  readonly notes: readonly string[];
}
