import type { Severity } from '../core/severity.ts';
import { atLeast } from '../core/severity.ts';
import type { FindingResource } from '../core/finding.ts';
import { judgeInput } from './judging/judge-input.ts';
import { askedOf } from './live/live-parameters.ts';
import type { LiveInput } from './live/live-input.ts';
import type { JsonObject } from '../core/json.ts';
import type { Rule } from '../core/rule.ts';
import { kubernetesSchema } from '../schema/kubernetes.ts';
import { startRun } from './judging/check-run.ts';
import { decidedBy } from './deciding/decided-by.ts';
import { defineOperation, type Context } from './operation.ts';
import { limitParameters } from './parameters/limits.ts';
import { watchDecided } from './recording/watch-decided.ts';

/** What could be decided about the rules that are broken most. */
export interface ConfigSuggestResult {
  readonly suggestions: readonly Suggestion[];
  /** What of it makes a configuration; nothing is switched off. */
  readonly configuration: JsonObject;
  readonly resources: number;
}

/** One rule that is often broken, and what to do about it. */
export interface Suggestion {
  readonly rule: string;
  readonly code: string | null;
  readonly title: string;
  readonly severity: Severity;
  readonly findings: number;
  /** Objects in which it is broken. */
  readonly resources: number;
  readonly advice: 'repair' | 'advise';
  readonly why: string;
}

export const configSuggest = defineOperation({
  name: 'config suggest',
  summary: 'Say what could be decided about the rules that are broken most.',
  effect: 'read',
  paths: { name: 'path', description: 'files, folders, globs, or - for standard input', required: true },
  parameters: {
    config: {
      type: 'text',
      value: 'FILE',
      description: 'the configuration that holds (default: writ.config.yaml or .json, else none)',
    },
    minOccurrences: {
      type: 'number',
      value: 'N',
      default: 2,
      whole: true,
      description: 'only rules that are broken in as many objects',
    },
    ...limitParameters,
  },
  examples: [
    ['writ config suggest examples/shop', 'looks at what a folder breaks'],
    ['writ config suggest examples/shop --min-occurrences 3 --format json', 'gives it as JSON'],
  ],
  verdict: ({ resources }: ConfigSuggestResult) => (resources > 0 ? 'clean' : 'undecided'),

  run: (input, context) => suggestFor({ ...input, namespace: null, live: null }, context),
});

/** What is looked at, and by what. */
export interface Suggesting {
  readonly config: string | null;
  readonly minOccurrences: number;
  readonly paths: readonly string[];
  /** Only objects of this namespace; null: all. */
  readonly namespace: string | null;
  /** The cluster that is looked at; null: the paths. */
  readonly live: LiveInput | null;
  readonly maxFileSize: number;
  readonly maxDocuments: number;
  readonly maxDepth: number;
}

/** Counts what is broken, and says what could be decided about it. */
export async function suggestFor(input: Suggesting, context: Context): Promise<ConfigSuggestResult> {
  const [schema, now] = [await kubernetesSchema(), context.now()];
  const { live } = input;
  const asked = askedOf({ ...everything, ...input }, live);
  const { decided } = await decidedBy(asked, context, { schema, now });
  const broken = new Map<string, Broken>();
  const watch = await watchDecided(decided, now);
  const run = startRun(asked, { now, schema, pause: context.pause, decided, watch }, (event) => {
    if (event.type !== 'finding' || event.finding.exception !== null) return;
    const { policy, resource, result } = event.finding;
    if (result !== 'fail' || !isIn(resource, input.namespace)) return;
    const known = broken.get(policy) ?? { findings: 0, resources: 0, last: null };
    // Findings of one rule on one object follow each other.
    const isNext = known.last !== resource;
    broken.set(policy, {
      findings: known.findings + 1,
      resources: known.resources + Number(isNext),
      last: resource,
    });
  });
  const limits = { fileSize: input.maxFileSize * 1_048_576 };
  const { inputs } = context;
  await judgeInput(run, { live, paths: input.paths, limits, inputs }, { watching: null });
  const { summary } = run.finish();
  const suggestions = decided.rules
    .flatMap(({ rule }) => suggestionFor(rule, broken.get(rule.id), input.minOccurrences))
    .toSorted((a, b) => b.resources - a.resources || b.findings - a.findings);
  return { suggestions, configuration: configurationOf(suggestions), resources: summary.resources };
}

function isIn({ namespace }: FindingResource, wanted: string | null): boolean {
  return wanted === null || namespace === wanted;
}

interface Broken {
  readonly findings: number;
  readonly resources: number;
  /** The object that was counted last. */
  readonly last: FindingResource | null;
}

const everything = {
  rules: [],
  profile: null,
  category: [],
  severity: null,
  results: null,
  failOn: 'medium',
  failOnWarn: false,
  noFold: true,
  allowEmpty: true,
  kubernetesVersion: '1.36',
  defaulting: false,
} as const;

type Suggested = Pick<Rule, 'id' | 'code' | 'title' | 'severity'>;

function suggestionFor(
  { id, code, title, severity }: Suggested,
  broken: Broken | undefined,
  least: number,
): readonly Suggestion[] {
  if (broken === undefined || broken.resources < least) return [];
  const isGrave = atLeast(severity, 'high');
  return [
    {
      rule: id,
      code,
      title,
      severity,
      findings: broken.findings,
      resources: broken.resources,
      advice: isGrave ? 'repair' : 'advise',
      why: isGrave
        ? 'it is grave: keep it strict, and repair or exempt by name what breaks it'
        : 'it stops many: let it warn until what breaks it is repaired',
    },
  ];
}

/** Only what is not grave is made to warn; the rules stay on, and the score sees them. */
function configurationOf(suggestions: readonly Suggestion[]): JsonObject {
  const advised = suggestions.filter(({ advice }) => advice === 'advise');
  if (advised.length === 0) return {};
  return {
    ruleOverrides: Object.fromEntries(advised.map(({ rule }) => [rule, { enforcement: 'advisory' }])),
  };
}
