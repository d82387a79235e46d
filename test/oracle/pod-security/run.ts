// What Pod Security says of pods, against the profiles `baseline` and `restricted`.
import { openBench } from '../../../src/operations/bench.ts';
import { minors } from '../../../src/operations/deciding/parse-version.ts';
import { admits, differences, judgeProfiles, type Verdict } from './judge-profiles.ts';
import { askPodSecurity, openPodSecurity, type Question } from './pod-security.ts';
import { randomPods, workloadOf } from './random-pods.ts';
import { upstreamFixtures } from './upstream-fixtures.ts';

/** Whether an oracle agrees, and what to print of it. */
interface OracleReport {
  readonly ok: boolean;
  readonly lines: readonly string[];
}

/** How many generated pods are judged. */
const generated = 10_000;

/** Compares with every fixture of Pod Security since 1.25, and with its evaluator on pods generated from the seed. */
export async function podSecurityOracle(seed: number): Promise<OracleReport> {
  const program = await openPodSecurity();
  if ('missing' in program) {
    return { ok: true, lines: [`SKIPPED: nothing was compared with Pod Security. ${program.missing}.`] };
  }
  const judge = judgeProfiles(await openBench(0n));
  const fixtures = compareFixtures(judge);
  const random = await compareGenerated(judge, program.path, seed);
  const problems = [...fixtures.problems, ...random.problems];
  return {
    ok: problems.length === 0,
    lines: [
      ...problems.slice(0, 50),
      `Pod Security: ${fixtures.count} of its fixtures and ${random.count} generated pods (seed ${seed}), ${problems.length} disagreements`,
      `generated pods that each level admits and refuses: ${random.spread}`,
    ],
  };
}

type Judge = ReturnType<typeof judgeProfiles>;

function compareFixtures(judge: Judge): { readonly count: number; readonly problems: readonly string[] } {
  const fixtures = upstreamFixtures();
  if (fixtures.length === 0) throw new Error('the fixtures of Pod Security are not where they were');
  const problems = fixtures.flatMap(({ file, level, minor, admitted, pod }) => {
    const broken = judge(pod, minor);
    return admits(level, broken) === admitted
      ? []
      : [`${file}: breaks ${[...broken].join(', ') || 'nothing'}`];
  });
  return { count: fixtures.length, problems };
}

async function compareGenerated(judge: Judge, program: string, seed: number) {
  const questions = randomQuestions(seed, generated);
  const verdicts = await askPodSecurity(program, questions);
  const problems = verdicts.flatMap((verdict, index) => {
    const { pod, minor } = questions[index] as Question;
    // A template must be judged like the pods that are made from it.
    return [pod, workloadOf(pod, index)].flatMap((resource) => {
      const found = differences(judge(resource, minor), verdict);
      return found.length === 0 ? [] : [`1.${minor} ${found.join('; ')}\n    ${JSON.stringify(resource)}`];
    });
  });
  const spread = (['baseline', 'restricted'] as const).map((level) => {
    const admitted = verdicts.filter((verdict) => verdict[level]).length;
    return `${level} ${admitted} and ${verdicts.length - admitted}`;
  });
  return { count: questions.length, problems, spread: `${spread.join(', ')}; ${rarest(verdicts)}` };
}

/** The check that was decided least often one way: what a generator forgets, it does not compare. */
function rarest(verdicts: readonly Verdict[]): string {
  const counts = new Map<string, number>();
  for (const { checks } of verdicts) {
    for (const [check, passed] of Object.entries(checks)) {
      for (const way of [true, false]) {
        const key = `${check} ${way ? 'passes' : 'fails'}`;
        counts.set(key, (counts.get(key) ?? 0) + Number(way === passed));
      }
    }
  }
  const [least] = [...counts].sort(([, a], [, b]) => a - b);
  return least === undefined ? 'no check was decided' : `rarest: ${least[0]} ${least[1]} times`;
}

/** Generated pods, each in one of the versions that are known. */
export function randomQuestions(seed: number, count: number): readonly Question[] {
  const versions = minors.newest - minors.oldest + 1;
  return Array.from(randomPods(seed, count), (pod, index) => ({
    pod,
    minor: minors.oldest + (index % versions),
  }));
}

if (import.meta.main) {
  const seed = Number(process.argv[2] ?? Date.now() % 1_000_000_007);
  const { ok, lines } = await podSecurityOracle(seed);
  console.log(lines.join('\n'));
  process.exitCode = ok ? 0 : 1;
}
