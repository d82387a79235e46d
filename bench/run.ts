// `npm run bench [-- PART…]`: ratios against named baselines, in one run. Parts: evaluation, reading, rules, policies, processes.
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { report, type Figure } from './report.ts';

const parts: Readonly<Record<string, (rounds: number) => Promise<readonly Figure[]>>> = {
  evaluation: async (rounds) => (await import('./evaluation.ts')).evaluation(rounds),
  reading: async (rounds) => (await import('./reading.ts')).reading(rounds),
  rules: async (rounds) => (await import('./rules.ts')).rules(rounds),
  policies: async (rounds) => (await import('./policies.ts')).policiesOfOthers(rounds),
  processes: async (rounds) => (await import('./processes.ts')).processes(rounds),
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: 'string', default: '11' } },
});
const rounds = Math.max(9, Number(values.rounds));
console.log(`medians of ${rounds} rounds in turn; Node ${process.versions.node}, ${cpus().length} cores`);

let missed = 0;
for (const [name, run] of Object.entries(parts)) {
  if (positionals.length === 0 || positionals.includes(name)) missed += report(name, await run(rounds));
}
console.log(missed === 0 ? '\neverything is as wanted' : `\n${missed} figures are not as wanted`);
process.exitCode = missed === 0 ? 0 : 1;
