import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { environment, program } from '../program.ts';

/** A folder in which the commands of one page run after each other. */
export interface Session extends Disposable {
  write(file: string, text: string): void;
  /** What each command prints, notes among it, and how it ends. */
  run(commands: readonly string[]): Promise<readonly Ran[]>;
}

/** What a command printed, and how it ended. */
export interface Ran {
  readonly output: string;
  readonly code: number;
}

const mark = '\u0001';
const clock = resolve(import.meta.dirname, 'clock.cjs');

/** Opens a folder that has `examples`, and a store of its own. */
export function openSession(): Session {
  const path = mkdtempSync(join(tmpdir(), 'writ-page-'));
  cpSync('examples', join(path, 'examples'), { recursive: true });
  return {
    write(file, text) {
      mkdirSync(dirname(join(path, file)), { recursive: true });
      writeFileSync(join(path, file), text);
    },
    run: (commands) => shell(commands, path),
    [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }),
  };
}

function shell(commands: readonly string[], cwd: string): Promise<readonly Ran[]> {
  const script = [
    `writ() { "${process.execPath}" --require "${clock}" "${program}" "$@"; }`,
    'exec 2>&1',
    ...commands.map((command) => `${command}\nprintf '${mark}%d${mark}' $?`),
  ].join('\n');
  const env = {
    ...environment,
    HOME: cwd,
    XDG_STATE_HOME: join(cwd, '.local/state'),
    USER: 'jane',
    LOGNAME: 'jane',
  };
  return new Promise((done, fail) => {
    execFile('sh', ['-c', script], { cwd, env, maxBuffer: 1e8 }, (_, out) => {
      const parts = out.replaceAll(cwd, '~').split(mark);
      if (parts.length !== commands.length * 2 + 1) fail(new Error(`the shell stopped:\n${out}`));
      else done(commands.map((_command, index) => ran(parts[index * 2], parts[index * 2 + 1])));
    });
  });
}

function ran(output = '', code = ''): Ran {
  return { output: output.replaceAll(/[ \t]+$/gm, ''), code: Number(code) };
}
