import type { Unjudged } from '../core/finding.ts';
import type { Breach } from '../prove/law.ts';
import { prove as proveRule } from '../prove/prove.ts';
import { openBench } from './bench.ts';
import { defineOperation } from './operation.ts';
import { readRules } from './read-rules.ts';

/** What the laws say of each rule that was found. */
export interface ProveResult {
  readonly rules: readonly {
    readonly id: string;
    readonly file: string;
    readonly examples: number;
    readonly breaches: readonly Breach[];
  }[];
  /** Files that hold no rule, though they should. */
  readonly problems: readonly Unjudged[];
}

export const prove = defineOperation({
  name: 'prove',
  summary: 'Run the laws on rules of your own.',
  effect: 'read',
  paths: { name: 'path', description: 'rule files, or folders with *.rule.yaml', required: true },
  parameters: {},
  examples: [
    ['writ prove examples/rules', 'proves every rule file in a folder'],
    [
      'writ prove examples/rules/images-from-our-registry.rule.yaml --format json',
      'gives what each law says as JSON',
    ],
  ],
  verdict: ({ rules, problems }: ProveResult) => {
    if (problems.length > 0 || rules.length === 0) return 'undecided';
    return rules.some(({ breaches }) => breaches.length > 0) ? 'found' : 'clean';
  },

  async run({ paths }, context): Promise<ProveResult> {
    const bench = await openBench(context.now());
    const { rules, problems } = await readRules(context.inputs, paths);
    return {
      rules: rules.map(({ rule, file }) => ({
        id: rule.id,
        file,
        examples: rule.prove.pass.length + rule.prove.fail.length,
        breaches: proveRule(rule, bench),
      })),
      problems,
    };
  },
});
