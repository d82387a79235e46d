import { kubernetesSchema } from '../schema/kubernetes.ts';
import { severities } from '../core/severity.ts';
import { profileNames } from '../rules/profiles.ts';
import { parseTime } from './parse-time.ts';
import type { CheckEvent, CheckResult } from './check-result.ts';
import { startRun, type CheckRun } from './check-run.ts';
import { configurationFor, decidedFor } from './decided-by.ts';
import { narrowing } from './narrowing.ts';
import { imagesFor } from './image-judge.ts';
import { limitParameters } from './limits.ts';
import type { OpenedConfiguration } from './open-configuration.ts';
import { defineOperation, type Context } from './operation.ts';
import { scanParameter } from './scan-parameter.ts';
import { watchingFor, watchParameters } from './watch-parameters.ts';
import type { Watching } from './watching.ts';
import { withOwnRules } from './own-rules.ts';
import { unansweredNotes } from './unanswered-notes.ts';
import { withCrds } from './with-crds.ts';
import { clusterParameters, configParameter } from './world-parameters.ts';

export const check = defineOperation({
  name: 'check',
  summary: 'Judge manifests by the rules, and say where, why and what to do.',
  effect: 'read',
  paths: { name: 'path', description: 'files, folders, globs, or - for standard input', required: true },
  parameters: {
    rules: {
      type: 'list',
      value: 'IDS',
      description: 'judge by these rules, and by those of --profile where it is given too',
    },
    profile: {
      type: 'choice',
      value: 'NAME',
      choices: profileNames,
      description: 'judge by the rules of a profile; without --rules the default one',
    },
    policies: {
      type: 'list',
      value: 'PATHS',
      description:
        'judge by rules of your own, in files or folders with *.rule.yaml; by others, too, where --rules or --profile is given',
    },
    ...narrowing,
    ...configParameter,
    framework: {
      type: 'list',
      value: 'NAMES',
      description: 'judge by the rules that are evidence for these frameworks: names, or files of your own',
    },
    ...scanParameter,
    ...watchParameters,
    results: { type: 'choice', value: 'WHICH', choices: ['all'], description: 'show pass and skip, too' },
    failOn: {
      type: 'choice',
      value: 'SEVERITY',
      choices: [...severities, 'none'],
      default: 'medium',
      description: 'end with 1 for a finding at least this severe',
    },
    failOnWarn: { type: 'flag', description: 'count warn like fail' },
    noFold: { type: 'flag', description: 'show every finding, also those with a shown cause' },
    allowEmpty: { type: 'flag', description: 'end with 0 where there is nothing to judge' },
    ...clusterParameters,
    defaulting: { type: 'flag', description: 'judge objects as the API server would complete them' },
    now: {
      type: 'text',
      value: 'RFC3339',
      description: 'the time at which exceptions are looked at (default: now)',
    },
    ...limitParameters,
  },
  examples: [
    ['writ check examples/shop', 'judges every manifest in a folder by the default profile'],
    [
      'writ check examples/shop --profile restricted --format sarif=shop.sarif',
      'writes SARIF for code scanning',
    ],
  ],
  verdict: ({ judged, failed }) => {
    if (!judged) return 'undecided';
    return failed ? 'found' : 'clean';
  },

  async run(input, context, emit: (event: CheckEvent) => void): Promise<CheckResult> {
    const now = input.now === null ? context.now() : parseTime(input.now);
    const limits = { fileSize: input.maxFileSize * 1_048_576 };
    const schema = await withCrds(await kubernetesSchema(), input.crds, context.inputs, limits);
    const atWork = await configurationFor(input.config, context, { schema, now });
    const rules = await withEvidence(input, context, atWork.opened);
    const found = await decidedFor({ ...input, rules }, atWork);
    const decided = await withOwnRules(found.decided, { ...input, rules }, context.inputs);
    const notes = [...found.notes, ...unansweredNotes(decided)];
    const images = await imagesFor(input.vulnerabilities, decided.rules, context.inputs);
    const watching = await watchingFor(input, { decided, now }, context);
    try {
      const world = {
        now,
        schema,
        pause: context.pause,
        decided,
        images,
        records: input.record,
        notifies: input.notify,
        watch: watching?.watch,
      };
      const run = startRun({ ...input, rules }, world, emit);
      for (const note of notes) emit({ type: 'note', note });
      const judge = judging(run, watching);
      for await (const source of context.inputs.open(input.paths, limits)) await judge(source);
      const result = run.finish();
      for (const note of (await watching?.finish(result)) ?? []) emit({ type: 'note', note });
      return result;
    } catch (cause) {
      await watching?.abandon();
      throw cause;
    }
  },
});

function judging(run: CheckRun, watching: Watching | null): CheckRun['judge'] {
  return (source) => {
    watching?.read(source);
    return run.judge(source);
  };
}

/** The rules that were named, and those that are evidence for the frameworks that were. */
async function withEvidence(
  { rules, framework }: { readonly rules: readonly string[]; readonly framework: readonly string[] },
  { inputs }: Context,
  opened: OpenedConfiguration | null,
): Promise<readonly string[]> {
  if (framework.length === 0) return rules;
  // Every run would pay for reading the frameworks otherwise.
  const { evidenceFor } = await import('./report-frameworks.ts');
  return [...rules, ...(await evidenceFor(framework, inputs, opened))];
}
