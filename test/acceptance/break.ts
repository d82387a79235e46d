// `npm run test:acceptance`: takes away, in a copy of the project, what each acceptance row and a sample of the rules
// stand on; the tests that are named for it must go red. Flags: --rules N (20), --seed N, --row N.
import { parseArgs } from 'node:util';
import { rules } from '../../src/rules/index.ts';
import { breakRules, ruleBreaks, testOf } from './break-rules.ts';
import { copyProject, isMeant, type Copy, type Edit, type Ended } from './broken-copy.ts';
import type { TestId } from './row.ts';
import { rows } from './rows.ts';

/** Something that is taken away, and the tests that must notice. */
interface Trial {
  readonly what: string;
  readonly edits: readonly Edit[];
  readonly tests: readonly TestId[];
}

const { values } = parseArgs({
  options: {
    rules: { type: 'string', default: '20' },
    seed: { type: 'string', default: String(Math.floor(Math.random() * 1e6)) },
    row: { type: 'string' },
  },
});
const sample =
  values.row === undefined
    ? sampleOf(
        rules.map(({ id }) => id),
        Number(values.rules),
        Number(values.seed),
      )
    : [];
const trials = [...rowTrials(), ...ruleTrials()];
if (sample.length > 0) console.log(`rules, by --seed ${values.seed}: ${sample.join(' ')}`);

const faults: string[] = [];
/** Tests that need suites which are not here. */
const skipped = new Set<TestId>();
let noticed = 0;
let asked = 0;
{
  using first = copyProject();
  using second = copyProject();
  faults.push(...(await untouched(first)));
  const waiting = trials.values();
  await Promise.all([first, second].map((copy) => work(copy, waiting)));
}
for (const fault of faults) console.error(`FAULT  ${fault}`);
if (skipped.size > 0)
  console.warn(`SKIPPED: ${skipped.size} tests need suites that are not here (WRIT_SUITES)`);
console.log(
  `${noticed} of ${asked} tests noticed what was taken away in ${trials.length} trials; ${faults.length} faults`,
);
process.exitCode = faults.length === 0 ? 0 : 1;

function rowTrials(): readonly Trial[] {
  return Object.entries(rows).flatMap(([table, all]) =>
    all
      .filter(({ row }) => values.row === undefined || String(row) === values.row)
      .flatMap(({ row, proofs }) =>
        proofs.map(({ tests, ...edit }) => ({
          what: `${table}, row ${row}: ${edit.file}`,
          edits: [edit],
          tests,
        })),
      ),
  );
}

function ruleTrials(): readonly Trial[] {
  return ruleBreaks.flatMap((way) => {
    const ids = rules.filter((rule) => sample.includes(rule.id) && way.concerns(rule)).map(({ id }) => id);
    const what = `${ids.length} rules ${way.what}`;
    return ids.length === 0 ? [] : [{ what, edits: breakRules(ids, way), tests: ids.map(testOf) }];
  });
}

/** Before anything is taken away every test is there, and passes. */
async function untouched(copy: Copy): Promise<readonly string[]> {
  const tests = trials.flatMap((trial) => trial.tests);
  const ended = await copy.run([], tests);
  return tests.flatMap((test) => {
    const own = endedOf(test, ended);
    if (own.length === 0 && ended.some((one) => isMeant(test, one))) {
      skipped.add(test);
      return [];
    }
    if (own.length === 0) return [`there is no test ${test.file}: ${test.test}`];
    const bad = own.filter(({ status }) => status !== 'passed');
    return bad.map(({ status }) => `${status} before anything was taken away: ${test.file}: ${test.test}`);
  });
}

async function work(copy: Copy, waiting: Iterator<Trial>): Promise<void> {
  for (let next = waiting.next(); next.done !== true; next = waiting.next()) {
    const { what, edits } = next.value;
    const tests = next.value.tests.filter((test) => !skipped.has(test));
    if (tests.length === 0) continue;
    asked += tests.length;
    const ended = await copy.run(edits, tests);
    const blind = tests.filter((test) => !isRed(endedOf(test, ended)));
    noticed += tests.length - blind.length;
    faults.push(...blind.map(({ file, test }) => `${what}: not noticed by ${file}: ${test}`));
    console.log(
      `${blind.length === 0 ? 'red ' : 'BLIND'} ${what} (${tests.length - blind.length} of ${tests.length})`,
    );
  }
}

/** Whether each of these tests failed, and there is one. */
function isRed(ended: readonly Ended[]): boolean {
  return ended.length > 0 && ended.every(({ status }) => status === 'failed');
}

function endedOf(test: TestId, ended: readonly Ended[]): readonly Ended[] {
  return ended.filter((one) => isMeant(test, one) && one.status !== 'skipped');
}

/** Some of all, by a seed: the same seed gives the same. */
function sampleOf(all: readonly string[], count: number, seed: number): readonly string[] {
  let state = seed;
  const random = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  return all
    .map((id) => [random(), id] as const)
    .sort(([a], [b]) => a - b)
    .slice(0, count)
    .map(([, id]) => id);
}
