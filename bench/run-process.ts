import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { median } from './timing.ts';

/** What one run of a command took. */
export interface Measured {
  readonly seconds: number;
  /** User and system time of the process and its children, to the hundredth of a second. */
  readonly cpu: number;
  /** Megabytes at the most; 0 for what does not run on Node. */
  readonly peak: number;
}

const peakModule = fileURLToPath(new URL('print-peak.js', import.meta.url));

/** Runs a command once, its output thrown away; a program that fails has not been measured, and is a defect. */
export function measure([command = '', ...rest]: readonly string[]): Measured {
  const isNode = command === process.execPath;
  const withPeak = isNode ? [command, '--import', peakModule, ...rest] : [command, ...rest];
  const begun = performance.now();
  // The shell's `times` tells the CPU time of its children.
  const script = '"$@" >/dev/null; code=$?; times >&2; exit $code';
  const { stderr, status } = spawnSync('sh', ['-c', script, 'sh', ...withPeak], {
    encoding: 'utf8',
    maxBuffer: 1e9,
  });
  const seconds = (performance.now() - begun) / 1000;
  // kube-score ends with 1 where it found something.
  if (status !== 0 && (isNode || status !== 1)) throw new Error(`${command} ended with ${status}: ${stderr}`);
  const [, user, system] = /(\d+m[\d.]+s) (\d+m[\d.]+s)\s*$/.exec(stderr) ?? [];
  const peak = Number(/peak (\d+)/.exec(stderr)?.[1] ?? 0) / 1024;
  return { seconds, cpu: clock(user) + clock(system), peak };
}

/** Runs commands in turn, so that a noisy machine hits all alike; medians. */
export function measureInTurn(commands: readonly (readonly string[])[], rounds: number): readonly Measured[] {
  const runs = commands.map((): Measured[] => []);
  for (const command of commands) measure(command);
  for (let round = 0; round < rounds; round++) {
    for (const [index, command] of commands.entries()) runs[index]?.push(measure(command));
  }
  return runs.map((measured) => ({
    seconds: median(measured.map(({ seconds }) => seconds)),
    cpu: median(measured.map(({ cpu }) => cpu)),
    peak: median(measured.map(({ peak }) => peak)),
  }));
}

function clock(text = '0m0s'): number {
  const [minutes = '0', seconds = '0'] = text.replace('s', '').split('m');
  return Number(minutes) * 60 + Number(seconds);
}
