import { parseConfiguration } from '../configuration/read-configuration.ts';
import { categoryNames } from '../configuration/words.ts';
import { WritError } from '../core/errors.ts';
import type { JsonObject } from '../core/json.ts';
import { kubernetesSchema } from '../schema/kubernetes.ts';
import { everyRule } from './deciding/catalogue.ts';
import { evidence } from './deciding/compliance-evidence.ts';
import { defineOperation } from './operation.ts';

/** A configuration to begin with. */
export interface ConfigGenerateResult {
  readonly configuration: JsonObject;
}

const levels = ['low', 'medium', 'high', 'strict'] as const;

type Level = (typeof levels)[number];

export const configGenerate = defineOperation({
  name: 'config generate',
  summary: 'Write a configuration to begin with.',
  effect: 'read',
  paths: null,
  parameters: {
    organization: { type: 'text', value: 'NAME', description: 'whose configuration it is' },
    environment: {
      type: 'choice',
      value: 'NAME',
      choices: ['development', 'staging', 'production'],
      default: 'production',
      description: 'for which environment it is',
    },
    level: {
      type: 'choice',
      value: 'LEVEL',
      choices: levels,
      default: 'medium',
      description:
        'what blocks: low nothing, medium security, high security and compliance, strict everything',
    },
    category: {
      type: 'list',
      value: 'NAMES',
      choices: categoryNames,
      description: 'judge by these categories only',
    },
    compliance: { type: 'list', value: 'NAMES', description: `frameworks: ${evidence.names.join(', ')}` },
  },
  examples: [
    ['writ config generate --organization Shop --environment staging', 'prints one for an environment'],
    [
      'writ config generate --organization Shop --level high --compliance SOC2,HIPAA --format json',
      'prints one for auditors, as JSON',
    ],
  ],
  verdict: () => 'clean',

  async run(input, context): Promise<ConfigGenerateResult> {
    if (input.organization === null)
      throw new WritError('USAGE', 'whose configuration it is was not said', {
        hint: 'Say it with --organization NAME.',
      });
    const { organization: name, environment, compliance } = input;
    const configuration: JsonObject = {
      organization: { name, environment, ...(compliance.length === 0 ? {} : { compliance }) },
      // Only development approves repairs beforehand, and only those that change nothing that runs.
      global: {
        enforcement: input.level === 'strict' ? 'strict' : 'advisory',
        autoFix: environment === 'development',
      },
      ...categoriesOf(input.level, new Set(input.category)),
    };
    const known = { rules: everyRule(), schema: await kubernetesSchema(), now: context.now(), evidence };
    const read = parseConfiguration(configuration, known);
    if ('problems' in read) throw new WritError('USAGE', read.problems[0]?.message ?? 'it would be invalid');
    return { configuration };
  },
});

const strictAt: Readonly<Record<Level, readonly string[]>> = {
  low: [],
  medium: ['security'],
  high: ['security', 'compliance'],
  strict: [],
};

/** What is said of each category; one that is left out of a choice is switched off, not forgotten. */
function categoriesOf(level: Level, chosen: ReadonlySet<string>): JsonObject {
  const said = categoryNames.flatMap((name): [string, JsonObject][] => {
    if (chosen.size > 0 && !chosen.has(name)) return [[name, { enabled: false }]];
    return strictAt[level].includes(name) ? [[name, { enforcement: 'strict' }]] : [];
  });
  return said.length === 0 ? {} : { categories: Object.fromEntries(said) };
}
