// `npm run test:kyverno`: the real Kyverno's verdicts beside ours, from its command line and from its webhook.
import { openBench } from '../../src/operations/bench.ts';
import { buildCluster, kubernetes } from '../cluster/cluster-program.ts';
import { startCluster, type Cluster } from '../cluster/start.ts';
import { buildCommandLine, buildController, kyverno } from './programs.ts';
import { startKyverno, type Kyverno } from './start-kyverno.ts';
import { kyvernoSources, suites } from './suites.ts';
import { tryAdmission } from './try-admission.ts';
import { tryCatalogue } from './try-catalogue.ts';
import { tryEnforcement } from './try-enforcement.ts';
import { tryMigrated } from './try-migrated.ts';
import { tryMutations } from './try-mutations.ts';
import { tryRandomPolicies } from './try-random-policies.ts';
import { trySuite, type Suited } from './try-suites.ts';

// An end by signal must pass through `exit`, where programs are ended and folders removed.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1));
const bench = await openBench(0n);
process.exitCode = await run();

async function run(): Promise<number> {
  const built = [await buildCommandLine(), await buildController(), await buildCluster()];
  const paths = built.flatMap((one) => ('path' in one ? [one.path] : []));
  const [commandLine, controller, cluster] = paths;
  if (commandLine === undefined || controller === undefined || cluster === undefined) {
    const [why] = built.flatMap((one) => ('missing' in one ? [one.missing] : []));
    console.warn(`SKIPPED: nothing was compared with the real Kyverno. ${why}.`);
    return 0;
  }
  const made = built.every((one) => 'cached' in one && one.cached) ? 'kept from before' : 'built';
  console.log(
    `Kyverno ${kyverno}, command line and admission controller, and Kubernetes ${kubernetes}, ${made}`,
  );
  const codes = [
    await testSuites(commandLine),
    await withKyverno({ cluster, controller, asked: false }, testWebhook),
    await withKyverno({ cluster, controller, asked: true }, testAdmission),
  ];
  return Math.max(...codes);
}

async function testSuites(program: string): Promise<number> {
  const { found, missing } = suites();
  for (const folder of missing)
    console.warn(`SKIPPED: no suite in ${folder}; WRIT_SUITES names where they are.`);
  let code = 0;
  for (const suite of found) code = Math.max(code, tellSuite(await trySuite(program, suite)));
  const classic = found.find(({ name }) => name === 'kyverno-classic');
  if (classic !== undefined) {
    const { files, refused, compared, problems } = await tryMigrated(program, classic);
    const figures = [
      `${files} files of classic policies migrated, ${refused} refused or not about these`,
      `${compared} rows of their tests`,
    ];
    code = Math.max(code, tell(figures, problems));
  }
  return code;
}

interface Programs {
  readonly cluster: string;
  readonly controller: string;
  /** Whether the API server asks Kyverno. Without, policies about everything cannot stop Kyverno itself. */
  readonly asked: boolean;
}

async function withKyverno(
  { cluster: program, controller, asked }: Programs,
  work: (cluster: Cluster, kyverno: Kyverno) => Promise<number>,
): Promise<number> {
  const withoutPlugins = asked ? [] : ['MutatingAdmissionWebhook', 'ValidatingAdmissionWebhook'];
  const cluster = await startCluster(program, [], { withoutPlugins });
  try {
    const running = await startKyverno(cluster, controller, kyvernoSources());
    try {
      return await work(cluster, running);
    } catch (cause) {
      const failure = running.failure();
      throw failure === null ? cause : new Error(failure, { cause });
    } finally {
      await running.stop();
    }
  } finally {
    await cluster.stop();
  }
}

async function testWebhook(cluster: Cluster, running: Kyverno): Promise<number> {
  const catalogue = await tryCatalogue(cluster, running, bench);
  const { rules, policies, denied, admitted } = catalogue;
  const mutations = await tryMutations(cluster, running, bench);
  const random = await tryRandomPolicies(cluster, running, Date.now() % 1_000_000_007);
  return Math.max(
    tell(
      [
        `${rules} rules as ${policies} ValidatingPolicies`,
        `${denied} examples denied and ${admitted} admitted as stated, by that policy`,
        `${catalogue.refused.length} refused`,
      ],
      [...catalogue.problems, ...catalogue.refused],
    ),
    tell(
      [
        `${mutations.policies} fixes as MutatingPolicies, ${mutations.refused.length} refused`,
        `${mutations.changed} objects are what \`writ fix\` makes of them, ${mutations.different} are repaired otherwise`,
      ],
      mutations.problems,
    ),
    tell(
      [
        `${random.policies} random ValidatingPolicies, ${random.requests} random requests (seed ${random.seed})`,
        `${random.compared} verdicts compared, ${random.denied} broken, ${random.skipped} unknown here`,
      ],
      random.problems,
    ),
  );
}

async function testAdmission(cluster: Cluster): Promise<number> {
  // First, for it counts whatever is ours.
  const enforcement = await tryEnforcement(cluster);
  const admission = await tryAdmission(cluster, bench);
  const [tried, broken] = [admission.tried + enforcement.tried, admission.broken + enforcement.broken];
  console.log(`${tried} promises about admission with Kyverno, ${broken} broken; ${seconds()} s`);
  return broken === 0 ? 0 : 1;
}

function tellSuite({ aborted, ...suited }: Suited): number {
  for (const file of aborted) console.warn(`not run by Kyverno itself: ${file}`);
  const { suite, files, rows, cases, agreed, skipped, excepted, problems } = suited;
  const figures = [
    `${suite}: ${files} files, ${rows} rows of Kyverno, ${cases} cases`,
    `${agreed} agree`,
    `${skipped} skipped`,
    `${excepted} differ for a reason that is written down`,
  ];
  return tell(figures, problems);
}

function tell(figures: readonly string[], problems: readonly string[]): number {
  for (const problem of problems) console.error(problem);
  console.log([...figures, `${problems.length} disagreements`, `${seconds()} s`].join('; '));
  return problems.length === 0 ? 0 : 1;
}

function seconds(): string {
  return (performance.now() / 1000).toFixed(1);
}
