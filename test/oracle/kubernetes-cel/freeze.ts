// `node test/oracle/kubernetes-cel/freeze.ts [seed] [count]`: asks the API server's own CEL about random calls of
// Kubernetes' libraries, compares, and where all agree renews what `npm test` compares with. Needs Go.
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { buildGoProgram } from '../../cluster/go-program.ts';
import { randomExpressions, randomOf } from './expressions.ts';
import { agree, judge, minor, type FrozenAnswers, type Judged } from './judged.ts';

const seed = Number(process.argv[2] ?? Date.now() % 1_000_000_007);
const count = Number(process.argv[3] ?? 20_000);
/** How many of them are recorded. */
const kept = 4_000;

const program = await buildGoProgram({
  name: 'writ-kubernetes-cel',
  folder: import.meta.dirname,
  values: {},
});
if ('missing' in program) throw new Error(program.missing);

const expressions = randomExpressions(randomOf(seed)).take(count).toArray();
const input = expressions.map((expression) => `${JSON.stringify(expression)}\n`).join('');
// New expressions may use what the version before knew.
const asked = spawnSync(program.path, [String(minor - 1)], { input, maxBuffer: 2 ** 30, timeout: 300_000 });
if (asked.status !== 0) throw new Error(`the oracle ended with ${asked.status}: ${asked.stderr.toString()}`);
const answers = asked.stdout
  .toString()
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line) as Judged);
const cases = answers
  .map((answer, index) => ({ expression: expressions[index] ?? '', ...answer }))
  // Where cel-go's own code breaks, there is nothing to compare.
  .filter(({ error }) => error?.startsWith('internal error') !== true);
const differing = cases.filter(({ expression, ...answer }) => !agree(answer, judge(expression)));
for (const { expression, ...answer } of differing.slice(0, 20)) {
  console.log(
    `${expression}\n  there ${JSON.stringify(answer)}\n  here  ${JSON.stringify(judge(expression))}`,
  );
}
console.log(`seed ${seed}: ${cases.length - differing.length} of ${cases.length} agree`);
if (differing.length > 0) process.exitCode = 1;
else {
  const frozen: FrozenAnswers = {
    source: 'random expressions, evaluated by k8s.io/apiserver v0.36.3',
    seed,
    minor,
    cases: cases.slice(0, kept),
  };
  const bytes = gzipSync(JSON.stringify(frozen), { level: 9 });
  writeFileSync(new URL('../../fixtures/oracle/kubernetes-cel.json.gz', import.meta.url), bytes);
  console.log(`${frozen.cases.length} answers in ${bytes.length} bytes`);
}
