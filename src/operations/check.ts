import { kubernetesSchema } from '../schema/kubernetes.ts';
import { WritError } from '../core/errors.ts';
import { severities } from '../core/severity.ts';
import { profileNames } from '../rules/profiles.ts';
import { parseTime } from './parameters/parse-time.ts';
import type { CheckEvent, CheckResult, WatchEvent } from './judging/check-result.ts';
import { startRun, type CheckInput, type World } from './judging/check-run.ts';
import { configurationFor, decidedFor } from './deciding/decided-by.ts';
import { narrowing } from './parameters/narrowing.ts';
import { imagesFor } from './judging/image-judge.ts';
import { judgeInput, type RunInput } from './judging/judge-input.ts';
import { askedOf, liveFor, liveParameters } from './live/live-parameters.ts';
import { limitParameters } from './parameters/limits.ts';
import type { OpenedConfiguration } from './deciding/open-configuration.ts';
import { defineOperation, type Context } from './operation.ts';
import { scanParameter } from './parameters/scan-parameter.ts';
import { watchingFor, watchParameters } from './parameters/watch-parameters.ts';
import type { Watching } from './recording/watching.ts';
import { withOwnRules } from './deciding/own-rules.ts';
import { unansweredNotes } from './deciding/unanswered-notes.ts';
import { withCrds } from './deciding/with-crds.ts';
import type { LiveInput } from './live/live-input.ts';
import type { GivenPolicies } from './policies/given-policies.ts';
import type { PoliciesInput } from './policies/policies-asked.ts';
import type { PolicyFiles } from './policies/read-policy-files.ts';
import type { Schema } from '../schema/schema.ts';
import { clusterParameters, configParameter } from './parameters/world-parameters.ts';

export const check = defineOperation({
  name: 'check',
  summary: 'Judge manifests by the rules, and say where, why and what to do.',
  effect: 'read',
  paths: {
    name: 'path',
    description: 'files, folders, globs, or - for standard input',
    required: true,
    unless: 'cluster',
  },
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
        'judge by what you have: rules of your own (*.rule.yaml), ValidatingAdmissionPolicies and policies of Kyverno with their bindings, parameters and exceptions, in files or folders, or `cluster` for its own; by rules of the catalogue, too, where --rules or --profile is given',
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
    ...liveParameters,
    watch: {
      type: 'flag',
      description: 'of a cluster: go on, and tell what opens and what is fixed, until Ctrl-C',
    },
    namespace: {
      type: 'list',
      value: 'NAMES',
      description: 'of a cluster, only what is in these namespaces (default: all of them)',
    },
    ...clusterParameters,
    kyvernoVersion: {
      type: 'text',
      value: '1.MINOR',
      default: '1.19',
      description: "the Kyverno by whose rules Kyverno's policies are judged",
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
    [
      'writ check examples/shop --policies examples/policies',
      'judges by policies of Kyverno and of the API server, as they would',
    ],
    ['writ check --cluster --namespace shop', 'judges what lives in a namespace of the current cluster'],
  ],
  verdict: ({ judged, failed }) => {
    if (!judged) return 'undecided';
    return failed ? 'found' : 'clean';
  },

  async run(input, context, emit: (event: CheckEvent | WatchEvent) => void): Promise<CheckResult> {
    refuseUnwatched(input);
    const now = input.now === null ? context.now() : parseTime(input.now);
    const limits = { fileSize: input.maxFileSize * 1_048_576 };
    const schema = await withCrds(await kubernetesSchema(), input.crds, context.inputs, limits);
    const atWork = await configurationFor(input.config, context, { schema, now });
    const rules = await withEvidence(input, context, atWork.opened);
    const found = await decidedFor({ ...input, rules }, atWork);
    const files = await policyFilesFor(input, context);
    const decided = withOwnRules(found.decided, { ...input, rules }, files?.rules ?? null);
    const notes = [...found.notes, ...unansweredNotes(decided)];
    const images = await imagesFor(input.vulnerabilities, decided.rules, context.inputs);
    const live = await liveFor(withoutCluster(input), schema, context, flagsOfCluster(input));
    try {
      const asked = askedOf({ ...input, rules }, live);
      const given = await givenFor(asked, files, { schema, live }, context);
      const watching = await watchingFor(asked, { decided, given, now }, context);
      const world = {
        now,
        schema,
        pause: context.pause,
        decided,
        given,
        images,
        records: input.record,
        notifies: input.notify,
        watch: watching?.watch,
        live: live?.world,
      };
      const judged = { live, paths: input.paths, limits, inputs: context.inputs };
      const judging = { asked, world, watching, judged, notes };
      if (live === null || !input.watch) return await judge(judging, emit);
      const { checkAndWatch } = await import('./live/check-and-watch.ts');
      return await checkAndWatch({ ...judging, live }, context, emit);
    } finally {
      live?.close();
    }
  },
});

/** Flags that need a cluster besides those of it. */
function flagsOfCluster(input: { readonly namespace: readonly string[]; readonly watch: boolean }) {
  return [...(input.namespace.length > 0 ? ['--namespace'] : []), ...(input.watch ? ['--watch'] : [])];
}

/** What `--policies` names; null, and nothing loaded, where it is not given. */
async function policyFilesFor(input: PoliciesInput, context: Context): Promise<PolicyFiles | null> {
  if (input.policies.length === 0) return null;
  const { policyFiles } = await import('./policies/policies-asked.ts');
  return policyFiles(input, context);
}

/** Policies that are no rules of ours. */
async function givenFor(
  input: PoliciesInput,
  files: PolicyFiles | null,
  { schema, live }: { readonly schema: Schema; readonly live: LiveInput | null },
  context: Context,
): Promise<GivenPolicies | undefined> {
  if (files === null) return undefined;
  const { givenPolicies } = await import('./policies/policies-asked.ts');
  return givenPolicies(input, files, { schema, live: live?.cluster ?? null }, context);
}

/** Which cluster is meant may be said for its policies alone. */
function withoutCluster<I extends PoliciesInput & { readonly cluster: boolean }>(input: I): I {
  const isForPolicies = !input.cluster && input.policies.includes('cluster');
  return isForPolicies ? { ...input, context: null, as: null, asGroup: [] } : input;
}

/** What is judged, by what. */
export interface Checking {
  readonly asked: CheckInput;
  readonly world: World;
  readonly watching: Watching | null;
  readonly judged: RunInput;
  readonly notes: readonly string[];
}

/** What is known of a run that never ends is not kept: there is no last word in it. */
function refuseUnwatched(input: {
  readonly watch: boolean;
  readonly record: boolean;
  readonly notify: boolean;
  readonly writeBaseline: boolean;
}): void {
  if (!input.watch) return;
  const flag = [
    input.record ? '--record' : null,
    input.notify ? '--notify' : null,
    input.writeBaseline ? '--write-baseline' : null,
  ].find((one) => one !== null);
  if (flag === undefined) return;
  throw new WritError('USAGE', `${flag} keeps what a whole run found, and --watch never ends`, {
    hint: 'Leave out one of them.',
  });
}

async function judge(
  { asked, world, watching, judged, notes }: Checking,
  emit: (event: CheckEvent) => void,
): Promise<CheckResult> {
  try {
    const run = startRun(asked, world, emit);
    for (const note of notes) emit({ type: 'note', note });
    await judgeInput(run, judged, { watching });
    const result = run.finish();
    for (const note of (await watching?.finish(result)) ?? []) emit({ type: 'note', note });
    return result;
  } catch (cause) {
    await watching?.abandon();
    throw cause;
  }
}

/** The rules that were named, and those that are evidence for the frameworks that were. */
async function withEvidence(
  { rules, framework }: { readonly rules: readonly string[]; readonly framework: readonly string[] },
  { inputs }: Context,
  opened: OpenedConfiguration | null,
): Promise<readonly string[]> {
  if (framework.length === 0) return rules;
  // Every run would pay for reading the frameworks otherwise.
  const { evidenceFor } = await import('./reporting/report-frameworks.ts');
  return [...rules, ...(await evidenceFor(framework, inputs, opened))];
}
