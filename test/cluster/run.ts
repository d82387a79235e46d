// `npm run test:cluster`: a real API server takes every rule as a policy, and gives every example its stated verdict;
// what lives in it is judged.
import { openBench } from '../../src/operations/bench.ts';
import { rules } from '../../src/rules/index.ts';
import { variantsOf } from './cases.ts';
import { buildCluster, kubernetes } from './cluster-program.ts';
import type { Tried } from './keep-promises.ts';
import { startCluster, type Cluster } from './start.ts';
import { table } from './table.ts';
import { tryEnforce } from './try-enforce.ts';
import { tryFix } from './try-fix.ts';
import { createSetJudge } from '../../src/check/set-judge.ts';
import { knownFacts } from './known-facts.ts';
import { tryFixes, type FixTrials } from './try-fixes.ts';
import { tryLive } from './try-live.ts';
import { tryBundles } from './try-bundles.ts';
import { tryMatching } from './try-matching.ts';
import { tryMutating, type MutatingTrials } from './try-mutating.ts';
import { tryRandomSets, type SetTrials } from './try-random-sets.ts';
import { tryRules, type Trials } from './try-rules.ts';
import { tryTools, type ToolTrials } from './try-tools.ts';

// An end by signal must pass through `exit`, where the programs are ended.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1));
const judging = { judgeFor: createSetJudge, factsFor: knownFacts };

process.exitCode = await run();

async function run(): Promise<number> {
  const built = await buildCluster();
  if ('missing' in built) {
    console.warn(`SKIPPED: no rule was offered to a real API server. ${built.missing}.`);
    return 0;
  }
  const made = built.cached ? 'kept from before' : `built in ${built.seconds.toFixed(0)} s`;
  console.log(`etcd, kube-apiserver and kube-controller-manager ${kubernetes}, ${made}`);

  // A rule that looks other objects up cannot be a policy of the API server, nor one of what it rewrites before.
  const rendered = rules.filter(
    ({ related, asWritten }) => Object.keys(related).length === 0 && asWritten !== true,
  );
  const bench = await openBench(0n);
  const variants = variantsOf(rendered, bench);
  const cluster = await startCluster(built.path);
  try {
    console.log(`ready after ${seconds(0)} s`);
    const codes = [
      reportFixes(await tryFixes(cluster.api, bench)),
      report(await tryRules(cluster.api, variants, bench)),
      reportTools(await tryTools(cluster.api, cluster.kubeconfig())),
      tell('live clusters', await tryLive(cluster)),
      reportMutating(await tryMutating(cluster.api, bench)),
      reportSets(
        await alone(built.path, ({ api }) => tryRandomSets(api, judging, Date.now() % 1_000_000_007)),
      ),
      tell('enforcement in clusters', await alone(built.path, tryEnforce)),
      tell('matching', await tryMatching(built.path)),
      tell('bundles', await tryBundles(built.path, bench)),
      tell('live repairs', await withControllers(built.path)),
    ];
    return Math.max(...codes);
  } catch (cause) {
    const failure = cluster.failure();
    throw failure === null ? cause : new Error(failure, { cause });
  } finally {
    await cluster.stop();
  }
}

function reportTools({ tried, problems }: ToolTrials): number {
  for (const problem of problems) console.error(`tools: ${problem}`);
  console.log(`${tried - problems.length} of ${tried} calls of tools by name end as described`);
  return problems.length === 0 ? 0 : 1;
}

function reportSets({ seed, policies, requests, compared, broken, skipped, problems }: SetTrials): number {
  for (const problem of problems.slice(0, 25)) console.error(problem);
  const figures = [
    `${policies} random policies, ${requests} random requests (seed ${seed})`,
    `${compared} verdicts of bindings compared, of which ${broken} are told; ${skipped} cannot be known here`,
    `${problems.length} disagreements`,
    `${seconds(0)} s`,
  ];
  console.log(figures.join('; '));
  return problems.length === 0 ? 0 : 1;
}

function reportMutating({
  policies,
  refused,
  changed,
  different,
  unasked,
  problems,
}: MutatingTrials): number {
  for (const problem of problems.slice(0, 25)) console.error(problem);
  for (const why of refused) console.log(`no MutatingAdmissionPolicy: ${why}`);
  const figures = [
    `${policies} fixes as MutatingAdmissionPolicies`,
    `${changed} objects are what \`writ fix\` and our own evaluation make of them`,
    `${different} are otherwise where that is known; ${unasked} are no valid objects`,
    `${problems.length} disagreements`,
    `${seconds(0)} s`,
  ];
  console.log(figures.join('; '));
  return problems.length === 0 ? 0 : 1;
}

/** What counts policies is tried where there are no others. */
async function alone<T>(program: string, tryIn: (cluster: Cluster) => Promise<T>): Promise<T> {
  const cluster = await startCluster(program);
  try {
    return await tryIn(cluster);
  } finally {
    await cluster.stop();
  }
}

/** Repairs are tried where what owns pods makes them. */
async function withControllers(program: string): Promise<Tried> {
  const cluster = await startCluster(program, [
    'deployment-controller',
    'replicaset-controller',
    'statefulset-controller',
    'daemonset-controller',
  ]);
  try {
    return await tryFix(cluster);
  } finally {
    await cluster.stop();
  }
}

function report({ trials, random, compared }: Trials): number {
  console.log(table(trials));
  const problems = [...trials.flatMap(({ disagreements }) => disagreements), ...random];
  for (const { policy, example, problem } of problems) console.error(`${policy}: ${example}\n    ${problem}`);
  const examples = trials.reduce((sum, { variant }) => sum + variant.cases.length, 0);
  const unasked = trials.reduce((sum, trial) => sum + trial.unasked, 0);
  const figures = [
    `${new Set(trials.map(({ variant }) => variant.rule)).size} of ${rules.length} rules as ${trials.length} policies`,
    `${examples} examples, of which ${unasked} are no valid objects here`,
    `${compared} verdicts of all rules compared`,
    `${problems.length} disagreements`,
    `${seconds(0)} s`,
  ];
  console.log(figures.join('; '));
  return problems.length === 0 ? 0 : 1;
}

function reportFixes({ offered, unasked, problems }: FixTrials): number {
  for (const { policy, example, problem } of problems) console.error(`${policy}: ${example}\n    ${problem}`);
  console.log(
    `${offered} repaired objects offered, of which ${unasked} were no valid objects before; ${problems.length} refused; ${seconds(0)} s`,
  );
  return problems.length === 0 ? 0 : 1;
}

function tell(about: string, { tried, broken }: Tried): number {
  console.log(`${tried} promises about ${about}, ${broken} broken; ${seconds(0)} s`);
  return broken === 0 ? 0 : 1;
}

function seconds(since: number): string {
  return ((performance.now() - since) / 1000).toFixed(1);
}
