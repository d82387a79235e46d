// `node test/oracle/expressions/freeze.ts [seed]`: keeps some of the API server's answers, so that `npm test` needs no Go.
import { writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { randomOf } from './random-of.ts';
import { describeTheirs } from './describe.ts';
import { compareAll, openExpressions, pairs } from './run.ts';

const seed = Number(process.argv[2] ?? 1);
const program = await openExpressions();
if ('missing' in program) throw new Error(program.missing);
const random = randomOf(seed);
const all = await pairs(random);
// Every twelfth: enough that each overload is there, and little to keep.
const kept = (await compareAll(program.path, all)).filter(
  ({ theirs, from }, index) => theirs.crashed === undefined && from !== 'kyverno' && index % 12 === 0,
);
const answers = kept.map(({ expression, object, from, theirs: { refused, error, type, value, cost } }) => ({
  expression,
  // All calls read the same object.
  ...(from !== 'call' && { object }),
  ...(refused === undefined
    ? { type, ...(error === undefined ? { value: describeTheirs(value ?? null) } : { error: true }), cost }
    : { refused: true }),
}));
const path = 'test/fixtures/oracle/expressions.json.gz';
writeFileSync(path, gzipSync(JSON.stringify({ seed, answers }), { level: 9 }));
console.log(`kept ${answers.length} answers of the API server in ${path}`);
