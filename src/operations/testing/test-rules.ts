import { nameOf, namespaceOf, type Resource } from '../../core/resource.ts';
import type { Example, Rule } from '../../core/rule.ts';
import { exampleJudge } from '../../prove/judge-example.ts';
import type { Bench } from '../../prove/law.ts';
import type { Case } from '../../suites/case.ts';
import type { SuiteResult } from '../../suites/run-suite.ts';
import { readRules } from '../deciding/read-rules.ts';
import type { Inputs } from '../inputs.ts';

/** The examples of the rules in a file, each as one case. */
export async function testRules(file: string, inputs: Inputs, bench: Bench): Promise<SuiteResult> {
  const { rules, problems } = await readRules(inputs, [file]);
  return { cases: rules.flatMap(({ rule }) => casesOf(rule, file, bench)), problems };
}

function casesOf(rule: Rule, file: string, bench: Bench): readonly Case[] {
  const judge = exampleJudge(rule, bench);
  const caseOf = (example: Example, expected: 'pass' | 'fail'): Case => {
    const outcome = judge.judge(example);
    const isAsExpected = outcome?.result === expected;
    const why = isAsExpected
      ? null
      : `${outcome === null ? 'excluded' : 'not as stated'}: ${example.because}`;
    return {
      file,
      policy: rule.id,
      rule: null,
      resource: placeOf(example.resource),
      expected,
      actual: outcome?.result ?? null,
      status: isAsExpected ? 'passed' : 'failed',
      reason: why,
    };
  };
  return [
    ...rule.prove.pass.map((example) => caseOf(example, 'pass')),
    ...rule.prove.fail.map((example) => caseOf(example, 'fail')),
  ];
}

function placeOf(resource: Resource): string {
  return `${namespaceOf(resource) ?? ''}/${resource.kind}/${nameOf(resource)}`;
}
