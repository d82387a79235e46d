// `npm run test:kyverno`: the real Kyverno's verdicts beside ours, from its command line and from its webhook.
import { operations } from '../../src/operations/gen/manifest.ts';
import { buildCommandLine, buildController, kyverno } from './programs.ts';
import { suites } from './suites.ts';
import { trySuite, type Suited } from './try-suites.ts';

// An end by signal must pass through `exit`, where programs are ended and folders removed.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1));
process.exitCode = await run();

async function run(): Promise<number> {
  const [commandLine, controller] = [await buildCommandLine(), await buildController()];
  if ('missing' in commandLine || 'missing' in controller) {
    const [why] = [commandLine, controller].flatMap((built) => ('missing' in built ? [built.missing] : []));
    console.warn(`SKIPPED: nothing was compared with the real Kyverno. ${why}.`);
    return 0;
  }
  const made = commandLine.cached && controller.cached ? 'kept from before' : 'built';
  console.log(`Kyverno ${kyverno}, command line and admission controller, ${made}`);
  return testSuites(commandLine.path);
}

async function testSuites(program: string): Promise<number> {
  if (!operations.some(({ name }) => name === 'test')) {
    console.warn('SKIPPED: no verdict of a suite was compared; `writ test` is not there.');
    return 0;
  }
  const { found, missing } = suites();
  for (const folder of missing)
    console.warn(`SKIPPED: no suite in ${folder}; WRIT_SUITES names where they are.`);
  let code = 0;
  for (const suite of found) code = Math.max(code, tell(await trySuite(program, suite)));
  return code;
}

function tell(suited: Suited): number {
  const { suite, files, rows, cases, agreed, skipped, excepted, aborted, problems } = suited;
  for (const problem of problems) console.error(problem);
  for (const file of aborted) console.warn(`not run by Kyverno itself: ${file}`);
  const figures = [
    `${suite}: ${files} files, ${rows} rows of Kyverno, ${cases} cases`,
    `${agreed} agree`,
    `${skipped} skipped`,
    `${excepted} differ for a reason that is written down`,
    `${problems.length} disagree`,
    `${(performance.now() / 1000).toFixed(1)} s`,
  ];
  console.log(figures.join('; '));
  return problems.length === 0 ? 0 : 1;
}
