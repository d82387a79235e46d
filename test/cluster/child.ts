import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';

/** A program that runs beside this one, its output in a file. */
export interface Child {
  readonly name: string;
  /** What it has said last, when it has ended although nobody asked it to; else null. */
  failure(): string | null;
  /** Asks it to end, insists after ten seconds, and resolves when it has. */
  stop(): Promise<void>;
}

/** Starts a program. It is ended at the latest when this process ends. */
export function startChild(name: string, command: readonly string[], log: string): Child {
  const output = openSync(log, 'a');
  const [program = '', ...args] = command;
  const child = spawn(program, args, { stdio: ['ignore', output, output] });
  closeSync(output);
  const kill = (): void => void child.kill('SIGKILL');
  process.once('exit', kill);

  let problem: string | null = null;
  const ended = new Promise<void>((resolve) => {
    const end = (how: string): void => {
      problem = `${name} ${how}:\n${readFileSync(log, 'utf8').slice(-3000)}`;
      process.off('exit', kill);
      resolve();
    };
    child.once('error', ({ message }) => end(`did not start (${message})`));
    child.once('exit', (code, signal) => end(`ended (${String(code ?? signal)})`));
  });

  return {
    name,
    failure: () => problem,
    async stop() {
      if (problem !== null) return;
      child.kill('SIGTERM');
      const insist = setTimeout(kill, 10_000);
      await ended;
      clearTimeout(insist);
    },
  };
}
