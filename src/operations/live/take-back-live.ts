import { explain, WritError } from '../../core/errors.ts';
import type { JsonObject } from '../../core/json.ts';
import type { Resource } from '../../core/resource.ts';
import { diffPatch } from '../../fix/diff-patch.ts';
import { stateOf, takeBack } from '../../fix/field-changes.ts';
import type { PatchOperation } from '../../fix/patch.ts';
import { nameOfChange, resourceOf } from './apply-live-plan.ts';
import type { Cluster } from '../cluster-port.ts';
import type { FixedFile, LiveObjectOutcome } from '../repair/fix-result.ts';
import { liveManifest } from './live-manifest.ts';
import { asWritten } from './live-object.ts';
import type { LiveChange, LiveUndo } from './live-plan.ts';
import type { Context } from '../operation.ts';
import { targetOf } from './plan-live-change.ts';
import type { Rights } from './rights.ts';
import { watchRollout } from './watch-rollout.ts';

/** With what changes are taken back. */
export interface TakingBack {
  readonly cluster: Cluster;
  readonly rights: Rights;
  readonly rolloutSeconds: number;
  readonly say: (text: string) => void;
}

/** What was taken back. */
export interface TakenBack {
  readonly objects: readonly LiveObjectOutcome[];
  readonly files: readonly FixedFile[];
}

/** One change, and how its object stands to it. */
interface Standing {
  readonly change: LiveChange;
  /** What takes it back; null where the change was never made, or its object is gone. */
  readonly back: Back | null;
  readonly why: string | null;
}

interface Back {
  readonly found: JsonObject;
  readonly patch: readonly PatchOperation[];
  readonly file: FixedFile;
}

/**
 * Takes the changes of live objects back: each is looked at first, and tried without being kept; where somebody changed
 * the same fields since, or the server would not have it, nothing is taken back at all. What was changed besides stays.
 * @throws {WritError} `CLUSTER_CONFLICT`, `CLUSTER_FORBIDDEN`, `CLUSTER_REFUSED`
 */
export async function takeBackLive(
  { changes }: LiveUndo,
  taking: TakingBack,
  context: Context,
): Promise<TakenBack> {
  const standing: Standing[] = [];
  for (const change of changes) standing.push(await standingOf(change, taking));
  const objects: LiveObjectOutcome[] = [];
  for (const one of standing) objects.push(await takeOne(one, taking, context));
  return { objects, files: standing.flatMap(({ back }) => (back === null ? [] : [back.file])) };
}

async function standingOf(change: LiveChange, { cluster, rights }: TakingBack): Promise<Standing> {
  const { kind, name, namespace, uid, makes, file } = change;
  const found = await cluster.get(kind, name, namespace);
  const written = found === null ? null : asWritten(found);
  if (found === null || written === null || targetOf(found).uid !== uid)
    return { change, back: null, why: 'it is gone' };
  const state = stateOf(written, makes);
  if (state === 'not made') return { change, back: null, why: 'the change was never made, or is gone' };
  if (state === 'changed since')
    throw new WritError(
      'CLUSTER_CONFLICT',
      `${nameOfChange(change)} was changed in the same fields since; nothing was taken back`,
      { hint: 'Look at what changed, and change it by hand.' },
    );
  const forbidden = await rights.whyNot(kind, name, namespace);
  if (forbidden !== null) throw new WritError('CLUSTER_FORBIDDEN', `${forbidden}; nothing was taken back`);
  const before = takeBack(written, makes) as Resource;
  const patch = diffPatch(written, before);
  await cluster.patch(kind, targetOf(found), patch, true);
  return { change, back: { found, patch, file: liveManifest(file, written, before, []) }, why: null };
}

async function takeOne(
  { change, back, why }: Standing,
  taking: TakingBack,
  context: Context,
): Promise<LiveObjectOutcome> {
  const about = { file: change.file, resource: resourceOf(change) };
  if (back === null) return { ...about, status: 'was not made', why };
  let restored: JsonObject;
  try {
    restored = await sendWhileMade(change, back, taking);
  } catch (cause) {
    if (!(cause instanceof WritError)) throw cause;
    return { ...about, status: 'not done', why: explain(cause) };
  }
  const { cluster, rolloutSeconds: seconds, say } = taking;
  try {
    const rollout = await watchRollout(change, restored, { cluster, seconds, say }, context);
    return { ...about, status: 'taken back', why: rollout?.why ?? null };
  } catch (cause) {
    if (!(cause instanceof WritError)) throw cause;
    return { ...about, status: 'taken back', why: `its rollout cannot be watched: ${explain(cause)}` };
  }
}

/** How often somebody else may be faster, in other fields. */
const mostTries = 5;

/** Sends what takes a change back; where another field changed meanwhile, again, for the object as it is then. */
async function sendWhileMade(change: LiveChange, back: Back, taking: TakingBack): Promise<JsonObject> {
  let current = back;
  for (let tries = 1; ; tries++) {
    try {
      return await taking.cluster.patch(change.kind, targetOf(current.found), current.patch, false);
    } catch (cause) {
      const isConflict = cause instanceof WritError && cause.code === 'CLUSTER_CONFLICT';
      const again = isConflict && tries < mostTries ? (await standingOf(change, taking)).back : null;
      if (again === null) throw cause;
      current = again;
    }
  }
}
