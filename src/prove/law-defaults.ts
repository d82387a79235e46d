import { exampleJudge } from './judge-example.ts';
import type { Breach, Law } from './law.ts';

/** Law 5: what must fail still fails after the API server's defaulting, unless the rule says that it cannot. */
export const lawDefaults: Law = (rule, bench) => {
  if (rule.asWritten === true) return [];
  const judge = exampleJudge(rule, bench);
  return rule.prove.fail.flatMap((example, index): readonly Breach[] => {
    const { resource, beside = [] } = example;
    const outcome = judge.judge({
      ...example,
      resource: bench.applyDefaults(resource),
      beside: beside.map(bench.applyDefaults),
    });
    if (outcome?.result === 'fail') return [];
    const actual = outcome?.result ?? 'no verdict';
    const message = `after defaulting, “${example.because}” gives ${actual} instead of fail`;
    return [{ law: 5, message, at: `/prove/fail/${index}`, start: null }];
  });
};
