import { identify } from '../../check/findings.ts';
import { explain, WritError } from '../../core/errors.ts';
import type { JsonObject } from '../../core/json.ts';
import type { Resource } from '../../core/resource.ts';
import { diffPatch } from '../../fix/diff-patch.ts';
import { stateOf } from '../../fix/field-changes.ts';
import type { Faults } from '../../fix/repair-resource.ts';
import type { Cluster } from '../cluster-port.ts';
import type { FixedFile, FixedResource, LiveObjectOutcome } from '../repair/fix-result.ts';
import { countsOf } from '../repair/fixed-resource.ts';
import { liveManifest } from './live-manifest.ts';
import { asWritten } from './live-object.ts';
import { writtenDigest, type LiveChange, type LivePlan, type LiveUndo } from './live-plan.ts';
import type { Context } from '../operation.ts';
import { targetOf } from './plan-live-change.ts';
import type { Rights } from './rights.ts';
import type { AuditDetail, Store } from '../store-port.ts';
import { watchRollout, type Rollout } from './watch-rollout.ts';
import { madeBy } from '../recording/with-store.ts';

/** What a plan is carried out with. */
export interface Applying {
  readonly cluster: Cluster;
  readonly rights: Rights;
  readonly store: Store;
  readonly judge: (change: LiveChange, resource: Resource) => Faults;
  readonly rolloutSeconds: number;
  readonly say: (text: string) => void;
  /** Done once everything may begin, and before anything is changed; throws where it may not. */
  readonly begin?: () => Promise<void>;
}

/** What came of a plan. */
export interface Applied {
  /** The id that takes it back; null where nothing was changed. */
  readonly undo: string | null;
  readonly objects: readonly LiveObjectOutcome[];
  /** What became of the objects that were changed. */
  readonly files: readonly FixedFile[];
}

/** What came of one change. */
interface AppliedOne {
  readonly outcome: LiveObjectOutcome;
  readonly file: FixedFile | null;
}

/**
 * Carries out a plan, object by object, each watched until its pods are replaced; it stops at the first that fails.
 * How to take it back is stored before the first change, so that whatever ends the process leaves each change recorded
 * and undoable, or not made.
 * @throws {WritError} before anything is changed: `CLUSTER_FORBIDDEN`, `CLUSTER_CONFLICT` where an object is not the one
 *   that the plan is of
 */
export async function applyLivePlan(plan: LivePlan, applying: Applying, context: Context): Promise<Applied> {
  const { store } = applying;
  await refuseForbidden(plan, applying.rights);
  const found: JsonObject[] = [];
  for (const change of plan.changes) found.push(await currentOf(change, applying.cluster));
  await applying.begin?.();
  const record = await store.undo.add(
    {
      summary: summaryOf(plan),
      changes: JSON.stringify(undoOf(plan)),
      ends: plan.changes.flatMap(({ ended }) => ended),
      ...madeBy(context),
    },
    { plan: plan.id, cluster: plan.place, objects: plan.changes.length, ...plan.evidence },
  );
  const objects: LiveObjectOutcome[] = [];
  const files: FixedFile[] = [];
  let isStopped = false;
  for (const [index, change] of plan.changes.entries()) {
    const one: AppliedOne = isStopped
      ? { outcome: outcomeOf(change, 'not done', 'what came before it failed'), file: null }
      : await applyOne(change, found[index] ?? {}, applying, context);
    objects.push(one.outcome);
    if (one.file !== null) files.push(one.file);
    isStopped ||= one.outcome.status !== 'done';
  }
  const done = objects.filter(({ status }) => status === 'done' || status === 'failed').length;
  await store.undo.finish(record.id, madeBy(context), endOf(plan, objects));
  if (done === 0) await store.undo.take(record.id, madeBy(context));
  return { undo: done === 0 ? null : record.id, objects, files };
}

async function refuseForbidden({ changes }: LivePlan, rights: Rights): Promise<void> {
  for (const { kind, name, namespace } of changes) {
    const why = await rights.whyNot(kind, name, namespace);
    if (why !== null)
      throw new WritError('CLUSTER_FORBIDDEN', `${why}; nothing was changed`, {
        hint: 'Ask for the right, or have somebody who has it carry out the plan.',
      });
  }
}

/** The object as it is now: what it was planned for, whatever its status says by now. */
async function currentOf(change: LiveChange, cluster: Cluster): Promise<JsonObject> {
  const { kind, name, namespace, uid, written } = change;
  const found = await cluster.get(kind, name, namespace);
  if (found !== null && targetOf(found).uid === uid && writtenDigest(found) === written) return found;
  const what = found === null ? 'is gone' : 'was changed since it was planned';
  throw new WritError('CLUSTER_CONFLICT', `${nameOfChange(change)} ${what}; nothing was changed`, {
    hint: 'Plan it anew.',
  });
}

async function applyOne(
  change: LiveChange,
  found: JsonObject,
  applying: Applying,
  context: Context,
): Promise<AppliedOne> {
  let changed: JsonObject;
  try {
    changed = await sendWhileSame(change, found, applying.cluster);
  } catch (cause) {
    if (!(cause instanceof WritError) || !cause.code.startsWith('CLUSTER_')) throw cause;
    return { outcome: await afterError(change, cause, applying.cluster), file: null };
  }
  const file = fileOf(change, found, changed, applying);
  const doubt = doubtOf(change, changed, applying);
  if (doubt !== null) return { outcome: outcomeOf(change, 'failed', doubt), file };
  return { outcome: await watched(change, changed, applying, context), file };
}

/** How often a status may get ahead of a change. */
const mostTries = 5;

/** Sends a change; where only a status changed meanwhile, again. Whatever else somebody wrote is not overwritten. */
async function sendWhileSame(change: LiveChange, found: JsonObject, cluster: Cluster): Promise<JsonObject> {
  let current = found;
  for (let tries = 1; ; tries++) {
    try {
      return await cluster.patch(change.kind, targetOf(current), change.patch, false);
    } catch (cause) {
      if (!isConflict(cause) || tries === mostTries) throw cause;
      current = await currentOf(change, cluster);
    }
  }
}

function isConflict(cause: unknown): boolean {
  return cause instanceof WritError && cause.code === 'CLUSTER_CONFLICT';
}

async function watched(
  change: LiveChange,
  changed: JsonObject,
  { cluster, rolloutSeconds: seconds, say }: Applying,
  context: Context,
): Promise<LiveObjectOutcome> {
  try {
    const rollout = await watchRollout(change, changed, { cluster, seconds, say }, context);
    return outcomeOf(change, isBad(rollout) ? 'failed' : 'done', tell(rollout));
  } catch (cause) {
    if (!(cause instanceof WritError)) throw cause;
    return outcomeOf(
      change,
      'failed',
      `it was changed, but its rollout cannot be watched: ${explain(cause)}`,
    );
  }
}

/** What was done to an object, to be shown. */
function fileOf(
  change: LiveChange,
  found: JsonObject,
  changed: JsonObject,
  { judge }: Applying,
): FixedFile | null {
  const [before, after] = [asWritten(found), asWritten(changed)];
  if (before === null || after === null) return null;
  const resource: FixedResource = {
    resource: resourceOf(change),
    document: 1,
    base: '',
    steps: change.steps,
    patch: change.patch,
    inverse: diffPatch(after, before),
    findings: { before: countsOf(judge(change, before)), after: countsOf(judge(change, after)) },
    ended: change.ended,
  };
  return liveManifest(change.file, before, after, [resource]);
}

/** An answer that never came says nothing of the change: only the object does. */
async function afterError(
  change: LiveChange,
  cause: WritError,
  cluster: Cluster,
): Promise<LiveObjectOutcome> {
  const why = explain(cause);
  if (cause.code === 'CLUSTER_REFUSED' || cause.code === 'CLUSTER_FORBIDDEN')
    return outcomeOf(change, 'not done', why);
  try {
    const now = await cluster.get(change.kind, change.name, change.namespace);
    const written = now === null ? null : asWritten(now);
    const isMade =
      now !== null &&
      written !== null &&
      targetOf(now).uid === change.uid &&
      stateOf(written, change.makes) === 'made';
    return isMade
      ? outcomeOf(change, 'failed', `it was changed, but then: ${why}`)
      : outcomeOf(change, 'not done', why);
  } catch (second) {
    if (!(second instanceof WritError)) throw second;
    return outcomeOf(change, 'failed', `nobody knows whether it was changed: ${why}`);
  }
}

/** What the server answered must end what was to be ended, judged anew. */
function doubtOf({ steps, ...change }: LiveChange, changed: JsonObject, { judge }: Applying): string | null {
  const written = asWritten(changed);
  const after = written === null ? null : judge({ ...change, steps }, written);
  const still = steps.find(({ policy }) => after?.has(policy) !== false);
  return still === undefined
    ? null
    : `\`${still.policy}\` still finds a fault in what the cluster made of it`;
}

function isBad(rollout: Rollout): boolean {
  return rollout?.state === 'failed' || rollout?.state === 'late';
}

function tell(rollout: Rollout): string | null {
  if (rollout === null) return null;
  const words = { done: '', failed: 'its rollout failed: ', late: 'its rollout is late: ', 'held back': '' };
  return `${rollout.state === 'under way' ? '' : words[rollout.state]}${rollout.why}`;
}

function outcomeOf(
  change: LiveChange,
  status: LiveObjectOutcome['status'],
  why: string | null,
): LiveObjectOutcome {
  return { file: change.file, resource: resourceOf(change), status, why };
}

/** A change's object as findings name it. */
export function resourceOf({ kind, namespace, name }: LiveChange): LiveObjectOutcome['resource'] {
  const apiVersion = kind.group === '' ? kind.version : `${kind.group}/${kind.version}`;
  return identify({
    apiVersion,
    kind: kind.kind,
    metadata: { name, ...(namespace === null ? {} : { namespace }) },
  });
}

/** `Deployment shop/checkout`. */
export function nameOfChange({ kind, namespace, name }: LiveChange): string {
  return `${kind.kind} ${namespace === null ? '' : `${namespace}/`}${name}`;
}

/** One line on what a plan does. */
export function summaryOf({ changes, place }: LivePlan): string {
  const rules = new Set(changes.flatMap(({ steps }) => steps.map(({ policy }) => policy)));
  const objects = `${changes.length} ${changes.length === 1 ? 'object' : 'objects'}`;
  return `${objects} of ${place}: ${[...rules].toSorted().join(', ')}`;
}

function undoOf({ id, place, context, server, changes }: LivePlan): LiveUndo {
  return { id, place, context, server, changes, live: true };
}

function endOf(plan: LivePlan, objects: readonly LiveObjectOutcome[]): AuditDetail {
  const count = (status: LiveObjectOutcome['status']): number =>
    objects.filter((one) => one.status === status).length;
  return { plan: plan.id, done: count('done'), failed: count('failed'), notDone: count('not done') };
}
