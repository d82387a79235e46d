import type { Approved } from '../configuration/effective-rules.ts';
import { WritError } from '../core/errors.ts';
import { risks } from '../core/rule.ts';
import type { Rule } from '../core/rule.ts';
import type { Placed } from '../check/findings.ts';
import type { Unjudged, Unplaced } from '../core/finding.ts';
import { kubernetesSchema } from '../schema/kubernetes.ts';
import { profileNames } from '../rules/profiles.ts';
import { startRun } from './check-run.ts';
import { decidedBy } from './decided-by.ts';
import type { Decided } from './decided.ts';
import { evidenceOf } from './evidence.ts';
import { exceptionsFor } from './exceptions-for.ts';
import { faultsOf, fixFile, type Broken } from './fix-file.ts';
import type { FixResult, FixedFile, LeftOver } from './fix-result.ts';
import { undoFix, writeFix } from './fix-write.ts';
import type { Source } from './inputs.ts';
import { limitParameters } from './limits.ts';
import { narrowing } from './narrowing.ts';
import { defineOperation, type Context } from './operation.ts';
import { parseTime } from './parse-time.ts';
import { storeParameter } from './store-parameter.ts';
import { inTurn, type Watch } from './watch.ts';
import { liftDecided, watchDecided } from './watch-decided.ts';
import { recordParameters } from './watch-parameters.ts';
import { withCrds } from './with-crds.ts';
import { withStore } from './with-store.ts';
import { clusterParameters, configParameter } from './world-parameters.ts';

const mechanical = risks.filter((risk) => risk !== 'person');

export const fix = defineOperation({
  name: 'fix',
  summary: 'Show how manifests can be repaired, as a diff; --write applies it, --undo takes it back.',
  effect: 'write',
  paths: { name: 'path', description: 'files, folders, globs, or - for standard input', required: false },
  parameters: {
    risk: {
      type: 'choice',
      value: 'RISK',
      choices: mechanical,
      description:
        'the most that a change may break: safe is shown not to alter what runs (default: what the configuration approves, else safe)',
    },
    write: { type: 'flag', description: 'write the files; what was there can be taken back' },
    undo: { type: 'text', value: 'ID', description: 'take back what --write did' },
    rules: { type: 'list', value: 'IDS', description: 'repair by these rules only' },
    profile: {
      type: 'choice',
      value: 'NAME',
      choices: profileNames,
      description: 'repair by the rules of a profile; without --rules the default one',
    },
    ...narrowing,
    ...configParameter,
    ...clusterParameters,
    now: {
      type: 'text',
      value: 'RFC3339',
      description: 'the time at which exceptions are looked at (default: now)',
    },
    exceptions: recordParameters.exceptions,
    store: {
      ...storeParameter.store,
      description:
        'where --write keeps how to take it back, and whose exceptions apply where it is named (default: WRIT_STORE, else writ/store.db in XDG_STATE_HOME)',
    },
    ...limitParameters,
  },
  examples: [
    ['writ fix examples/shop --risk medium', 'shows a diff of what can be repaired'],
    ['writ fix examples/shop --format json', 'gives patches, their inverse, and what is left for a person'],
  ],
  verdict: ({ files, problems, written }: FixResult) => {
    if (problems.length > 0) return 'undecided';
    return files.length > 0 && !written ? 'found' : 'clean';
  },

  async run(input, context, emit: (event: string) => void): Promise<FixResult> {
    if (input.undo !== null) return undoFix(input.undo, input, context);
    if (input.paths.length === 0)
      throw new WritError('USAGE', 'there is nothing to repair', { hint: 'Name files or folders.' });
    const now = input.now === null ? context.now() : parseTime(input.now);
    const limits = { fileSize: input.maxFileSize * 1_048_576 };
    const schema = await withCrds(await kubernetesSchema(), input.crds, context.inputs, limits);
    const { decided: told, notes } = await decidedBy(input, context, { schema, now });
    for (const note of notes) emit(`note: ${note}`);
    const decided = { ...told, exceptions: await exceptionsOf(told, input, context) };
    const problems: Unjudged[] = [];
    const seen = brokenOnes();
    const lifting = await watchDecided(decided, now);
    const run = startRun(
      {
        ...input,
        results: null,
        failOn: 'none',
        failOnWarn: false,
        noFold: true,
        allowEmpty: false,
        defaulting: false,
      },
      {
        now,
        schema,
        pause: context.pause,
        decided,
        watch: inTurn([...(lifting === undefined ? [] : [lifting]), seen.watch]),
      },
      (event) => {
        if (event.type === 'unjudged') problems.push(event.unjudged);
        else if (event.type === 'note') emit(`note: ${event.note}`);
      },
    );
    const sources: Source[] = [];
    for await (const source of context.inputs.open(input.paths, limits)) {
      sources.push(source);
      await run.judge(source);
    }
    run.finish();
    const lift = await liftDecided(decided, now);
    const judge = (placed: Placed) => lift(run.again(placed), placed);
    const repaired = await repairAll(sources, seen.broken, { input, judge, decided });
    const found = { ...repaired, problems, written: false, undo: null };
    return input.write ? writeFix(found, { ...input, evidence: evidenceOf(decided) }, context) : found;
  },
});

/** Excepted is what `check` would except by the same flags. */
async function exceptionsOf(
  { rules, exceptions }: Decided,
  { exceptions: paths, store }: { readonly exceptions: readonly string[]; readonly store: string | null },
  context: Context,
): Promise<Decided['exceptions']> {
  const judged = { rules: rules.map(({ rule }) => rule), exceptions };
  const { inputs } = context;
  return store === null
    ? exceptionsFor(paths, judged, { inputs, store })
    : withStore(store, context, (opened) => exceptionsFor(paths, judged, { inputs, store: opened }));
}

/** What is broken, by file. */
function brokenOnes(): { readonly watch: Watch; readonly broken: ReadonlyMap<string, readonly Broken[]> } {
  const broken = new Map<string, Broken[]>();
  const known = new Set<string>();
  return {
    broken,
    watch: {
      wantsAll: false,
      notes: () => [],
      see(judged, { file, document, base }) {
        const key = `${file}\n${document}\n${base}`;
        if (!known.has(key) && faultsOf(judged.findings).size > 0) {
          known.add(key);
          broken.set(file, [...(broken.get(file) ?? []), { document, base }]);
        }
        return judged;
      },
    },
  };
}

interface Repair {
  readonly input: {
    readonly risk: (typeof mechanical)[number] | null;
    readonly maxDocuments: number;
    readonly maxDepth: number;
  };
  readonly judge: (placed: Placed) => readonly Unplaced[];
  readonly decided: Decided;
}

async function repairAll(
  sources: readonly Source[],
  broken: ReadonlyMap<string, readonly Broken[]>,
  { input, judge, decided }: Repair,
): Promise<{ readonly files: readonly FixedFile[]; readonly left: readonly LeftOver[] }> {
  const rules = decided.rules
    .toSorted((a, b) => compareCodes(a.rule, b.rule))
    .map(({ rule, answers, approved }) => ({ rule, answers, risk: riskOf(approved, input.risk) }));
  const limits = { documents: input.maxDocuments, depth: input.maxDepth, expansion: 100_000 };
  const files: FixedFile[] = [];
  const left: LeftOver[] = [];
  for (const source of sources) {
    const ones = broken.get(source.name);
    if (ones === undefined || 'problem' in source) continue;
    const repaired = await fixFile(source.name, source.text, ones, {
      rules,
      limits,
      judge,
    });
    if (repaired.fixed !== null) files.push(repaired.fixed);
    left.push(...repaired.left);
  }
  return { files, left };
}

/** What was asked for goes before what the configuration approves; where neither says anything, what is safe. */
function riskOf(
  approved: Approved | null,
  asked: (typeof mechanical)[number] | null,
): (typeof mechanical)[number] | null {
  if (asked !== null) return asked;
  return approved === 'none' ? null : (approved ?? 'safe');
}

function compareCodes(a: Rule, b: Rule): number {
  return (a.code ?? a.id).localeCompare(b.code ?? b.id, 'en');
}
