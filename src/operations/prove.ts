import type { Unjudged } from '../core/finding.ts';
import type { Location } from '../core/location.ts';
import { WritError } from '../core/errors.ts';
import type { Bench, Breach } from '../prove/law.ts';
import { prove as proveRule } from '../prove/prove.ts';
import { openBench } from './bench.ts';
import { defineOperation } from './operation.ts';
import { placeInRule } from './deciding/place-in-rule.ts';
import { readRules, type RulesRead } from './deciding/read-rules.ts';

/** What the laws say of each rule that was found. */
export interface ProveResult {
  readonly rules: readonly Proven[];
  /** Files that hold no rule, though they should. */
  readonly problems: readonly Unjudged[];
}

interface Proven {
  readonly id: string;
  readonly file: string;
  readonly examples: number;
  readonly breaches: readonly PlacedBreach[];
}

/** What breaks a law, and where in the rule's file. */
type PlacedBreach = Omit<Breach, 'at' | 'start'> & Location;

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
    const proven = rules.map((one) => proveOne(one, bench));
    return {
      rules: proven.flatMap((one) => ('breaches' in one ? [one] : [])),
      problems: [...problems, ...proven.flatMap((one) => ('breaches' in one ? [] : [one]))],
    };
  },
});

/** What the laws say of a rule, or why it cannot be asked: one broken rule never stops the others. */
function proveOne({ rule, file, document }: RulesRead['rules'][number], bench: Bench): Proven | Unjudged {
  try {
    const examples = rule.prove.pass.length + rule.prove.fail.length;
    const breaches = proveRule(rule, bench).map(({ law, message, at, start }) => ({
      law,
      message,
      ...placeInRule(document, at, start),
    }));
    return { id: rule.id, file, examples, breaches };
  } catch (error) {
    if (!(error instanceof WritError)) throw error;
    return {
      file,
      ...document.start,
      code: error.code,
      message: `rule ${rule.id}: ${shorten(error.message)}`,
    };
  }
}

/** A message that quotes an expression, the quotation kept readable. */
function shorten(message: string): string {
  return message.replaceAll(/`([^`]{160})[^`]+`/g, '`$1…`');
}
