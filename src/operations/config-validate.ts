import { readConfiguration } from '../configuration/read-configuration.ts';
import type { Unjudged } from '../core/finding.ts';
import type { Rule } from '../core/rule.ts';
import { prove } from '../prove/prove.ts';
import { kubernetesSchema } from '../schema/kubernetes.ts';
import { openBench } from './bench.ts';
import { everyRule } from './deciding/catalogue.ts';
import { evidence } from './deciding/compliance-evidence.ts';
import type { Source } from './inputs.ts';
import { kindsOf } from './judging/kinds-of.ts';
import { defineOperation } from './operation.ts';
import { configurationSize } from './deciding/open-configuration.ts';
import { parseTime } from './parameters/parse-time.ts';
import { withCrds } from './deciding/with-crds.ts';
import { crdsParameter } from './parameters/world-parameters.ts';

/** What is wrong with configurations, and what only looks so. */
export interface ConfigValidateResult {
  readonly configurations: readonly ValidatedConfiguration[];
}

/** One configuration, looked at. */
export interface ValidatedConfiguration {
  readonly file: string;
  readonly valid: boolean;
  /** Why it cannot be used. */
  readonly problems: readonly Unjudged[];
  /** What should be looked at again. */
  readonly warnings: readonly Unjudged[];
  /** Its own rules: on how many objects each is proven, and what speaks against that. */
  readonly rules: readonly {
    readonly id: string;
    readonly examples: number;
    /** The CEL that its conditions became. */
    readonly check: Rule['check'];
    readonly breaches: readonly string[];
  }[];
}

export const configValidate = defineOperation({
  name: 'config validate',
  summary: 'Say what is wrong with a configuration, and prove its rules.',
  effect: 'read',
  paths: { name: 'path', description: 'configurations, or - for standard input', required: true },
  parameters: {
    ...crdsParameter,
    now: {
      type: 'text',
      value: 'RFC3339',
      description: 'the time at which exemptions are looked at (default: now)',
    },
  },
  examples: [
    ['writ config validate examples/configuration/writ.config.yaml', 'looks at a configuration'],
    [
      'writ config validate examples/configuration/writ.config.yaml --format json',
      'gives what was found as JSON',
    ],
  ],
  verdict: ({ configurations }: ConfigValidateResult) => {
    if (configurations.length === 0) return 'undecided';
    return configurations.every(({ valid }) => valid) ? 'clean' : 'found';
  },

  async run(input, context): Promise<ConfigValidateResult> {
    const now = input.now === null ? context.now() : parseTime(input.now);
    const limits = { fileSize: configurationSize };
    const schema = await withCrds(await kubernetesSchema(), input.crds, context.inputs, limits);
    const known = { schema, now, rules: everyRule(), evidence };
    const bench = { ...(await openBench(now)), schema, kinds: kindsOf(schema) };
    const configurations: ValidatedConfiguration[] = [];
    for await (const source of context.inputs.open(input.paths, limits)) {
      if (source.named || /(?:^|[/\\])writ\.config\.(?:ya?ml|json)$/.test(source.name))
        configurations.push(
          await validate(source, known, (rule) =>
            prove(rule, bench).map(({ law, message }) => `law ${law}: ${message}`),
          ),
        );
    }
    return { configurations };
  },
});

async function validate(
  source: Source,
  known: Parameters<typeof readConfiguration>[2],
  breachesOf: (rule: Rule) => readonly string[],
): Promise<ValidatedConfiguration> {
  const file = source.name;
  if ('problem' in source) {
    const { code, message } = source.problem;
    return refused(file, [{ file, line: 1, column: 1, code, message }]);
  }
  const read = await readConfiguration(file, source.text, known);
  if ('problems' in read) return refused(file, read.problems);
  const rules = read.customRules.map((rule) => ({
    id: rule.id,
    examples: rule.prove.pass.length + rule.prove.fail.length,
    check: rule.check,
    breaches: breachesOf(rule),
  }));
  return {
    file,
    valid: true,
    problems: [],
    warnings: [...read.warnings, ...read.ended, ...read.notYet],
    rules,
  };
}

function refused(file: string, problems: readonly Unjudged[]): ValidatedConfiguration {
  return { file, valid: false, problems, warnings: [], rules: [] };
}
