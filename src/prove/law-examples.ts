import { exampleJudge } from './judge-example.ts';
import type { Breach, Law } from './law.ts';

/** Law 1: every example has its stated verdict. */
export const lawExamples: Law = (rule, bench) => {
  const judge = exampleJudge(rule, bench);
  return (['pass', 'fail'] as const).flatMap((stated) =>
    rule.prove[stated].flatMap((example, index): readonly Breach[] => {
      const outcome = judge.judge(example);
      if (outcome?.result === stated) return [];
      const why = outcome?.result === 'error' ? ` (${outcome.message})` : '';
      const actual = outcome === null ? 'is not concerned' : `gives ${outcome.result}${why}`;
      const message = `“${example.because}” should ${stated}, but ${actual}`;
      return [{ law: 1, message, at: `/prove/${stated}/${index}`, start: null }];
    }),
  );
};
