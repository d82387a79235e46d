import { execFile } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';

/** One line of what `kyverno test` says: one result of one policy on one resource. */
export interface Row {
  readonly policy: string;
  /** The name of the rule that answered, `autogen-` included; empty for kinds without rules. */
  readonly rule: string;
  /** `apiVersion/kind/namespace/name`. */
  readonly resource: string;
  readonly said: 'agrees' | 'disagrees' | 'excluded' | 'not found' | 'invalid policy';
  /** What it was expected to be and is, where it disagrees. */
  readonly reason: string;
  readonly message: string;
}

/** What Kyverno says of one file of tests. */
export interface Tested {
  readonly file: string;
  readonly rows: readonly Row[];
  /** Why Kyverno ended before it judged the file; else null. */
  readonly aborted: string | null;
}

/** How `kyverno` ended, and what it said. */
export interface Ended {
  readonly out: string;
  readonly err: string;
  readonly ok: boolean;
}

/** Runs Kyverno's own tests of these files, with no cluster in reach. */
export async function kyvernoTest(program: string, files: readonly string[]): Promise<readonly Tested[]> {
  const tested: Tested[] = [];
  // One file that it cannot run ends all, so it is asked again for those behind it.
  for (let left = files.map((file) => realpathSync(file)); left.length > 0;) {
    const folders = left.map((file) => dirname(file));
    const ended = await run(program, ['test', ...folders, ...flags]);
    const told = new Map(readTests(ended.out).map((test) => [test.file, test]));
    const last = [...told.keys()].at(-1);
    const begun = left.filter((file) => told.has(file));
    if (begun.length === 0) {
      tested.push({ file: left[0] ?? '', rows: [], aborted: sentence(ended) });
      left = left.slice(1);
      continue;
    }
    for (const file of begun) {
      const rows = told.get(file)?.rows ?? null;
      const unfinished = rows === null && file === last;
      tested.push({ file, rows: rows ?? [], aborted: unfinished ? sentence(ended) : null });
    }
    left = left.filter((file) => !told.has(file));
  }
  return tested;
}

/** Runs `kyverno` with these arguments in a folder where nothing is configured. */
export async function run(program: string, args: readonly string[]): Promise<Ended> {
  const home = mkdtempSync(join(tmpdir(), 'writ-kyverno-home-'));
  const env = { ...process.env, HOME: home, KUBECONFIG: join(home, 'none'), NO_COLOR: '1' };
  try {
    const { stdout, stderr } = await promisify(execFile)(program, args, {
      env,
      maxBuffer: 1 << 28,
    });
    return { out: stdout, err: stderr, ok: true };
  } catch (cause) {
    const { stdout = '', stderr = String(cause) } = cause as { stdout?: string; stderr?: string };
    return { out: stdout, err: stderr, ok: false };
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

const flags = ['--output-format', 'json', '--detailed-results', '--remove-color'];

/** What is printed of each file: a line that names it, lines about it, and its results as a list. */
function readTests(out: string): readonly { readonly file: string; readonly rows: readonly Row[] | null }[] {
  return out
    .split(/^Loading test  \( /m)
    .slice(1)
    .map((part) => {
      const end = part.indexOf(' ) ...');
      const list = /^\[$[\s\S]*?^\]$|^\[\]$/m.exec(part.slice(end))?.[0];
      return {
        file: resolve(part.slice(0, end)),
        rows:
          list === undefined
            ? null
            : (JSON.parse(list) as readonly Readonly<Record<string, string>>[]).map(readRow),
      };
    });
}

function readRow(row: Readonly<Record<string, string>>): Row {
  const reason = row['REASON'] ?? '';
  return {
    policy: row['POLICY'] ?? '',
    rule: row['RULE'] ?? '',
    resource: row['RESOURCE'] ?? '',
    said: saidOf(reason, row['RESULT'] ?? ''),
    reason,
    message: row['Message'] ?? '',
  };
}

function saidOf(reason: string, result: string): Row['said'] {
  if (reason === 'Excluded') return 'excluded';
  if (reason === 'Not found') return 'not found';
  if (reason === 'Invalid policy') return 'invalid policy';
  return result === 'Pass' ? 'agrees' : 'disagrees';
}

function sentence({ err, out }: Ended): string {
  const said = err
    .trim()
    .split('\n')
    .findLast((line) => line.startsWith('Error:'));
  return said ?? out.trim().split('\n').at(-1) ?? '';
}
