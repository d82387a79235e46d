import type { Placed } from '../../check/findings.ts';
import type { Unjudged, Unplaced } from '../../core/finding.ts';
import { groupVersionOf, nameOf, namespaceOf } from '../../core/resource.ts';
import type { Schema } from '../../schema/schema.ts';
import { startRun } from '../judging/check-run.ts';
import type { ServedKind } from '../cluster-port.ts';
import { decidedBy } from '../deciding/decided-by.ts';
import type { Decided } from '../deciding/decided.ts';
import { exceptionsFor } from '../deciding/exceptions-for.ts';
import type { Broken } from './fix-file.ts';
import type { FixInput } from './fix-parameters.ts';
import { faultsOf } from './fixed-resource.ts';
import type { Source } from '../inputs.ts';
import { judgeInput } from '../judging/judge-input.ts';
import type { LiveInput } from '../live/live-input.ts';
import { keyOf } from '../live/live-needs.ts';
import { askedOf } from '../live/live-parameters.ts';
import type { Context } from '../operation.ts';
import { parseTime } from '../parameters/parse-time.ts';
import { inTurn, type Watch } from '../judging/watch.ts';
import { liftDecided, watchDecided } from '../recording/watch-decided.ts';
import { withStore } from '../recording/with-store.ts';

/** A live object of which something was found. */
export interface BrokenObject {
  readonly kind: ServedKind;
  readonly namespace: string | null;
  readonly name: string;
  readonly file: string;
}

/** What was judged so that it can be repaired. */
export interface JudgedForFix {
  readonly decided: Decided;
  readonly problems: readonly Unjudged[];
  /** The files, and what is broken in each; of a cluster, its objects. */
  readonly sources: readonly Source[];
  readonly broken: ReadonlyMap<string, readonly Broken[]>;
  readonly objects: readonly BrokenObject[];
  /** What is found of an object, such as a repaired one, among all that were read; exceptions lift as they do for others. */
  readonly judge: (placed: Placed) => readonly Unplaced[];
}

/** What is judged: files, or what lives in a cluster. */
export interface FixJudging {
  readonly schema: Schema;
  readonly live: LiveInput | null;
  /** Whether to read and judge the input; else only `judge` works. */
  readonly reads: boolean;
}

/** Judges files or a cluster, with the exceptions that `check` would heed by the same flags. */
export async function judgeForFix(
  input: FixInput,
  { schema, live, reads }: FixJudging,
  context: Context,
  emit: (event: string) => void,
): Promise<JudgedForFix> {
  const now = input.now === null ? context.now() : parseTime(input.now);
  const limits = { fileSize: input.maxFileSize * 1_048_576 };
  const { decided: told, notes } = await decidedBy(input, context, { schema, now });
  for (const note of notes) emit(`note: ${note}`);
  const decided = { ...told, exceptions: await exceptionsOf(told, input, context) };
  const problems: Unjudged[] = [];
  const seen = brokenOnes();
  const lifting = await watchDecided(decided, now);
  const { pause, inputs } = context;
  const run = startRun(
    askedOf({ ...input, ...unasked }, live),
    {
      now,
      schema,
      pause,
      decided,
      live: live?.world,
      watch: inTurn([...(lifting === undefined ? [] : [lifting]), seen.watch]),
    },
    (event) => {
      if (event.type === 'unjudged') problems.push(event.unjudged);
      else if (event.type === 'note') emit(`note: ${event.note}`);
    },
  );
  const sources: Source[] = [];
  if (reads) {
    const source = async (one: Source): Promise<void> => void sources.push(one);
    await judgeInput(run, { live, paths: input.paths, limits, inputs }, { watching: null, source });
    run.finish();
  }
  const lift = await liftDecided(decided, now);
  const kinds = new Map((live?.needed(run.live.by) ?? []).map(({ kind }) => [keyOf(kind), kind]));
  return {
    decided,
    problems,
    sources,
    broken: seen.broken,
    objects: live === null ? [] : seen.objects(kinds),
    judge: (placed) => lift(run.again(placed), placed),
  };
}

/** What `check` may be asked and a repair is not. */
const unasked = {
  results: null,
  failOn: 'none',
  failOnWarn: false,
  noFold: true,
  allowEmpty: false,
  defaulting: false,
} as const;

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

interface BrokenOnes {
  readonly watch: Watch;
  readonly broken: ReadonlyMap<string, readonly Broken[]>;
  objects(kinds: ReadonlyMap<string, ServedKind>): readonly BrokenObject[];
}

/** What is broken, by file. */
function brokenOnes(): BrokenOnes {
  const broken = new Map<string, Broken[]>();
  const objects: (Omit<BrokenObject, 'kind'> & { readonly key: string })[] = [];
  const known = new Set<string>();
  return {
    broken,
    objects: (kinds) =>
      objects.flatMap(({ key, ...one }) => {
        const kind = kinds.get(key);
        return kind === undefined ? [] : [{ ...one, kind }];
      }),
    watch: {
      wantsAll: false,
      notes: () => [],
      see(judged, { resource, file, document, base }) {
        const key = `${file}\n${document}\n${base}`;
        if (known.has(key) || faultsOf(judged.findings).size === 0) return judged;
        known.add(key);
        broken.set(file, [...(broken.get(file) ?? []), { document, base }]);
        const { group } = groupVersionOf(resource.apiVersion);
        objects.push({
          key: keyOf({ group, kind: resource.kind }),
          namespace: namespaceOf(resource),
          name: nameOf(resource),
          file,
        });
        return judged;
      },
    },
  };
}
