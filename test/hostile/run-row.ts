import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { environment, program } from '../program.ts';
import { pod, type Row } from './row.ts';

/** How a process ended, and what it took. */
export interface Ended {
  readonly exit: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Of the processor, start and end included. */
  readonly milliseconds: number;
  /** The most memory it ever held. */
  readonly mebibytes: number;
}

/** A user who may read what all may. */
const nobody = { uid: 65_534, gid: 65_534 };

/** Runs a row as a process of its own, in a folder of its own. */
export async function runRow(row: Row): Promise<Ended> {
  const folder = mkdtempSync(join(tmpdir(), 'writ-hostile-'));
  try {
    writeFileSync(join(folder, 'z-rest.yaml'), pod('rest'));
    for (const [name, content] of Object.entries(row.files?.() ?? {})) {
      mkdirSync(join(folder, name, '..'), { recursive: true });
      writeFileSync(join(folder, name), content);
    }
    const close = await row.arrange?.(folder);
    try {
      chmodSync(folder, 0o755);
      return await runWrit(row.args ?? ['check', '.'], folder, row.stdin?.(), userOf(row));
    } finally {
      close?.();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function userOf({ unprivileged }: Row): Partial<typeof nobody> {
  return unprivileged === true && process.getuid?.() === 0 ? nobody : {};
}

/** Runs the command line as a process in a folder. */
export async function runWrit(
  args: readonly string[],
  folder: string,
  input: string | Buffer = '',
  user: Partial<typeof nobody> = {},
): Promise<Ended> {
  const child = spawn(
    process.execPath,
    ['--import', join(import.meta.dirname, 'measure.ts'), program, ...args],
    {
      ...user,
      cwd: folder,
      stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
      env: environment,
    },
  );
  child.stdin.on('error', () => undefined); // A program that reads no input closes it early.
  child.stdin.end(input);
  const taken = child.stdio[3] as unknown as AsyncIterable<Buffer>;
  const [stdout, stderr, measured, exit] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    text(taken),
    new Promise<number | null>((resolveExit) => void child.on('exit', resolveExit)),
  ]);
  // A process that was killed has told nothing: it counts as having taken everything.
  const { kibibytes, microseconds } = JSON.parse(measured === '' ? '{}' : measured) as Partial<Measured>;
  return {
    exit,
    stdout,
    stderr,
    milliseconds: (microseconds ?? Infinity) / 1000,
    mebibytes: (kibibytes ?? Infinity) / 1024,
  };
}

interface Measured {
  readonly kibibytes: number;
  readonly microseconds: number;
}
