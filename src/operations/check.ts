import { kubernetesSchema } from '../schema/kubernetes.ts';
import { severities } from '../core/severity.ts';
import { profileNames } from '../rules/profiles.ts';
import { parseTime } from './parse-time.ts';
import type { CheckEvent, CheckResult } from './check-result.ts';
import { selectRules } from './catalogue.ts';
import { startRun } from './check-run.ts';
import { narrowing } from './narrowing.ts';
import { limitParameters } from './limits.ts';
import { defineOperation } from './operation.ts';
import { watchingFor, watchParameters } from './watch-parameters.ts';
import { withCrds } from './with-crds.ts';

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
    ...narrowing,
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
    kubernetesVersion: {
      type: 'text',
      value: '1.MINOR',
      default: '1.36',
      description: 'the version that the manifests are for',
    },
    crds: {
      type: 'list',
      value: 'PATHS',
      description: 'CustomResourceDefinitions that describe kinds of your own',
    },
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
    const watching = await watchingFor(input, { rules: selectRules(input), now }, context);
    try {
      const run = startRun(input, { now, schema, pause: context.pause, watch: watching?.watch }, emit);
      for await (const source of context.inputs.open(input.paths, limits)) await run.judge(source);
      const result = run.finish();
      for (const note of (await watching?.finish(result)) ?? []) emit({ type: 'note', note });
      return result;
    } catch (cause) {
      await watching?.abandon();
      throw cause;
    }
  },
});
