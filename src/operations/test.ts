import { kubernetesSchema } from '../schema/kubernetes.ts';
import type { Case, SuiteProblem } from '../suites/case.ts';
import { loadSuites, type OpenPath } from '../suites/load-suite.ts';
import { runSuite, type SuiteOptions, type SuiteResult } from '../suites/run-suite.ts';
import { openBench } from './bench.ts';
import { parseKyvernoVersion } from './deciding/parse-kyverno-version.ts';
import { parseVersion } from './deciding/parse-version.ts';
import type { Inputs, Source } from './inputs.ts';
import { kindsOf } from './judging/kinds-of.ts';
import { defineOperation } from './operation.ts';
import { testRules } from './testing/test-rules.ts';

/** One expectation of a test on one object, and what came of it. */
export type TestedCase = Case;

/** What the tests beside policies say. */
export interface TestResult {
  readonly summary: {
    /** Test files with any expectation in them. */
    readonly files: number;
    readonly cases: number;
    readonly passed: number;
    readonly failed: number;
    readonly skipped: number;
  };
  /** In the order of the files and of what they expect. */
  readonly cases: readonly Case[];
  /** What could not be read or tested at all. */
  readonly problems: readonly SuiteProblem[];
}

const size = 16_777_216;

const isTest = (name: string): boolean =>
  name === 'kyverno-test.yaml' || name === 'kyverno-test.yml' || /\.rule\.ya?ml$/.test(name);

export const test = defineOperation({
  name: 'test',
  summary: 'Run the tests beside policies: kyverno-test.yaml as it is, and the examples of rule files.',
  effect: 'read',
  paths: {
    name: 'path',
    description:
      'test files, or folders with kyverno-test.yaml or *.rule.yaml in them, hidden folders included',
    required: true,
  },
  parameters: {
    onlyFailed: { type: 'flag', description: 'show only what failed' },
    kubernetesVersion: {
      type: 'text',
      value: '1.MINOR',
      default: '1.36',
      description: 'the Kubernetes whose policies are tested',
    },
    kyvernoVersion: {
      type: 'text',
      value: '1.MINOR',
      default: '1.19',
      description: 'the Kyverno whose policies are tested',
    },
  },
  examples: [
    ['writ test examples/policy-tests', 'runs every test below a folder'],
    ['writ test examples/policy-tests --only-failed --format json', 'gives what failed as JSON'],
  ],
  verdict: ({ summary, problems }: TestResult) => {
    if (problems.length > 0 || summary.cases === 0) return 'undecided';
    return summary.failed > 0 ? 'found' : 'clean';
  },

  async run(input, context): Promise<TestResult> {
    const schema = await kubernetesSchema();
    const options: SuiteOptions = {
      schema,
      versions: {
        kubernetes: `1.${parseVersion(input.kubernetesVersion)}`,
        kyverno: `1.${parseKyvernoVersion(input.kyvernoVersion)}`,
      },
      kinds: kindsOf(schema),
      now: context.now(),
    };
    const results: SuiteResult[] = [];
    for await (const source of context.inputs.open(input.paths, { fileSize: size }, wanted)) {
      results.push(await testSource(source, options, context.inputs));
    }
    return resultOf(results, input.onlyFailed);
  },
});

const wanted = { isWanted: isTest, hidden: true };

async function testSource(source: Source, options: SuiteOptions, inputs: Inputs): Promise<SuiteResult> {
  const file = source.name;
  if ('problem' in source) return { cases: [], problems: [{ file, line: 0, column: 0, ...source.problem }] };
  if (/\.rule\.ya?ml$/.test(file)) return testRules(file, inputs, await openBench(options.now));
  const suites = await loadSuites(file, source.text, opening(inputs));
  const ran = suites.map((one) =>
    'suite' in one ? runSuite(one.suite, options) : { cases: [], problems: one.problems },
  );
  return together(ran);
}

/** What a test names: a file as it is, of a folder the manifests in it. */
function opening(inputs: Inputs): OpenPath {
  return (path) => Array.fromAsync(inputs.open([path], { fileSize: size }));
}

function together(results: readonly SuiteResult[]): SuiteResult {
  return {
    cases: results.flatMap(({ cases }) => cases),
    problems: results.flatMap(({ problems }) => problems),
  };
}

function resultOf(results: readonly SuiteResult[], onlyFailed: boolean): TestResult {
  const { cases, problems } = together(results);
  const count = (status: Case['status']): number => cases.filter((one) => one.status === status).length;
  return {
    summary: {
      files: new Set(cases.map(({ file }) => file)).size,
      cases: cases.length,
      passed: count('passed'),
      failed: count('failed'),
      skipped: count('skipped'),
    },
    cases: onlyFailed ? cases.filter(({ status }) => status === 'failed') : cases,
    problems,
  };
}
