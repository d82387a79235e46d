import { WritError } from '../core/errors.ts';
import { kubernetesSchema } from '../schema/kubernetes.ts';
import type { Schema } from '../schema/schema.ts';
import { evidenceOf } from './recording/evidence.ts';
import { fixFile } from './repair/fix-file.ts';
import { fixParameters, type FixInput } from './repair/fix-parameters.ts';
import type { FixResult, FixedFile, LeftOver } from './repair/fix-result.ts';
import { undoFix, writeFix } from './repair/fix-write.ts';
import { judgeForFix, type JudgedForFix } from './repair/judge-for-fix.ts';
import { liveFor } from './live/live-parameters.ts';
import { defineOperation, type Context } from './operation.ts';
import { repairRules } from './repair/repair-rules.ts';
import { withCrds } from './deciding/with-crds.ts';

export const fix = defineOperation({
  name: 'fix',
  summary:
    'Show how manifests or live objects can be repaired, as a diff; --write does it, --undo takes it back.',
  effect: 'write',
  paths: { name: 'path', description: 'files, folders, globs, or - for standard input', required: false },
  parameters: fixParameters,
  examples: [
    ['writ fix examples/shop --risk medium', 'shows a diff of what can be repaired'],
    [
      'writ fix --cluster --namespace shop --write',
      'repairs live objects where that is approved, and plans the rest',
    ],
    ['writ fix examples/shop --format json', 'gives patches, their inverse, and what is left for a person'],
  ],
  verdict: ({ files, problems, written, live }: FixResult) => {
    if (problems.length > 0 || live?.objects.some(({ status }) => status === 'failed') === true)
      return 'undecided';
    if (live !== null) return live.objects.some(({ status }) => isOpen.has(status)) ? 'found' : 'clean';
    return files.length > 0 && !written ? 'found' : 'clean';
  },

  async run(input, context, emit: (event: string) => void): Promise<FixResult> {
    refuseTwo(input);
    if (input.undo !== null) return undoFix(input.undo, input, context, emit);
    const limits = { fileSize: input.maxFileSize * 1_048_576 };
    const schema = await withCrds(await kubernetesSchema(), input.crds, context.inputs, limits);
    if (input.approve !== null || input.refuse !== null || input.cluster) {
      const { fixLive } = await import('./live/fix-live.ts');
      return fixLive(input, schema, context, emit);
    }
    return fixFiles(input, schema, context, emit);
  },
});

function refuseTwo({ undo, approve, refuse, write, paths }: FixInput): void {
  const flags = [
    ...(undo === null ? [] : ['--undo']),
    ...(approve === null ? [] : ['--approve']),
    ...(refuse === null ? [] : ['--refuse']),
  ];
  const more = [...(write ? ['--write'] : []), ...(paths.length > 0 ? ['paths'] : [])];
  const [first, second] = [...flags, ...more];
  if (flags.length === 0 || first === undefined || second === undefined) return;
  throw new WritError('USAGE', `${first} and ${second} do not go together`, {
    hint: `What ${first} names says what is meant.`,
  });
}

/** What somebody still has to do something about. */
const isOpen: ReadonlySet<string> = new Set(['proposed', 'waits', 'elsewhere', 'not done']);

async function fixFiles(
  input: FixInput,
  schema: Schema,
  context: Context,
  emit: (event: string) => void,
): Promise<FixResult> {
  const lonely = input.namespace.length > 0 ? ['--namespace'] : input.reason === null ? [] : ['--reason'];
  await liveFor(input, schema, context, lonely);
  if (input.paths.length === 0)
    throw new WritError('USAGE', 'there is nothing to repair', {
      hint: 'Name files or folders, or say --cluster.',
    });
  const judged = await judgeForFix(input, { schema, live: null, reads: true }, context, emit);
  const repaired = await repairAll(judged, input);
  const found = { ...repaired, problems: judged.problems, written: false, undo: null, live: null };
  return input.write ? writeFix(found, { ...input, evidence: evidenceOf(judged.decided) }, context) : found;
}

async function repairAll(
  { sources, broken, judge, decided }: JudgedForFix,
  input: FixInput,
): Promise<{ readonly files: readonly FixedFile[]; readonly left: readonly LeftOver[] }> {
  const rules = repairRules(decided.rules, input.risk);
  const limits = { documents: input.maxDocuments, depth: input.maxDepth, expansion: 100_000 };
  const files: FixedFile[] = [];
  const left: LeftOver[] = [];
  for (const source of sources) {
    const ones = broken.get(source.name);
    if (ones === undefined || 'problem' in source) continue;
    const repaired = await fixFile(source.name, source.text, ones, { rules, limits, judge });
    if (repaired.fixed !== null) files.push(repaired.fixed);
    left.push(...repaired.left);
  }
  return { files, left };
}
