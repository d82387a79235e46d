import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { median } from './timing.ts';

/** What one run of a command took. */
export interface Timed {
  readonly seconds: number;
  /** User and system time of the process and its children, to the hundredth of a second. */
  readonly cpu: number;
}

/** What a command takes. */
export interface Measured extends Timed {
  /** Megabytes at the most; 0 for what does not run on Node. */
  readonly peak: number;
}

const peakModule = fileURLToPath(new URL('print-peak.js', import.meta.url));

/** Runs a command once, its output thrown away; a program that fails has not been measured, and is a defect. */
export function measure(command: readonly string[]): Timed {
  const begun = performance.now();
  const told = run(command);
  const seconds = (performance.now() - begun) / 1000;
  const [, user, system] = /(\d+m[\d.]+s) (\d+m[\d.]+s)\s*$/.exec(told) ?? [];
  return { seconds, cpu: clock(user) + clock(system) };
}

/** The most memory of a run, which is not timed: what looks at memory takes time, too. */
export function peakOf([command = '', ...rest]: readonly string[]): number {
  if (command !== process.execPath) return 0;
  const told = run([command, '--import', peakModule, ...rest]);
  return Number(/peak (\d+)/.exec(told)?.[1] ?? 0) / 1024;
}

/** What a command wrote to standard error, and then how long the processor took. */
function run(command: readonly string[]): string {
  // The shell's `times` tells the CPU time of its children.
  const script = '"$@" >/dev/null; code=$?; times >&2; exit $code';
  const { stderr, status } = spawnSync('sh', ['-c', script, 'sh', ...command], {
    encoding: 'utf8',
    maxBuffer: 1e9,
  });
  // kube-score ends with 1 where it found something.
  if (status !== 0 && (command[0] === process.execPath || status !== 1))
    throw new Error(`${command[0]} ended with ${status}: ${stderr}`);
  return stderr;
}

/** Runs commands in turn, so that a noisy machine hits all alike; medians. */
export function measureInTurn(commands: readonly (readonly string[])[], rounds: number): readonly Measured[] {
  const runs = commands.map((): Timed[] => []);
  for (const command of commands) measure(command);
  const peaks = commands.map(peakOf);
  for (let round = 0; round < rounds; round++) {
    for (const [index, command] of commands.entries()) runs[index]?.push(measure(command));
  }
  return runs.map((timed, index) => ({
    seconds: median(timed.map(({ seconds }) => seconds)),
    cpu: median(timed.map(({ cpu }) => cpu)),
    peak: peaks[index] ?? 0,
  }));
}

function clock(text = '0m0s'): number {
  const [minutes = '0', seconds = '0'] = text.replace('s', '').split('m');
  return Number(minutes) * 60 + Number(seconds);
}
