// `npm run oracle [-- --seed N]`: our engine against the API server's own, our profiles against Pod Security's evaluator.
import { parseArgs } from 'node:util';
import { kubernetes } from '../../src/cel/environment/kubernetes.ts';
import { withoutKyverno } from './expressions/corpus.ts';
import { randomOf } from './expressions/random-of.ts';
import { compareAll, compareQuantities, openExpressions, pairs } from './expressions/run.ts';
import { summarize } from './expressions/summarize.ts';
import { podSecurityOracle } from './pod-security/run.ts';

const { values } = parseArgs({
  options: { seed: { type: 'string' }, show: { type: 'string', default: '25' } },
});
const seed = Number(values.seed ?? Date.now() % 1_000_000_007);
console.log(`seed ${seed}`);
const oks = [await expressions(), await podSecurity()];
const missing = withoutKyverno();
if (missing !== null) console.warn(`SKIPPED: the expressions of Kyverno's policies; ${missing}`);
process.exitCode = oks.every(Boolean) ? 0 : 1;

async function expressions(): Promise<boolean> {
  const program = await openExpressions();
  if ('missing' in program) {
    console.warn(`SKIPPED: no expression was compared with the API server. ${program.missing}.`);
    return true;
  }
  const random = randomOf(seed);
  const compared = await compareAll(program.path, await pairs(random));
  const quantities = await compareQuantities(program.path, random);
  const { ok, lines } = summarize(compared, kubernetes(36), Number(values.show));
  for (const line of [...lines, ...quantities.slice(0, 25)]) console.log(line);
  console.log(`quantities: 2000 read and written, ${quantities.length} disagreements`);
  return ok && quantities.length === 0;
}

async function podSecurity(): Promise<boolean> {
  const { ok, lines } = await podSecurityOracle(seed);
  for (const line of lines) console.log(line);
  return ok;
}
