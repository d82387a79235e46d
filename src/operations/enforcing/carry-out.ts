import { explain, WritError } from '../../core/errors.ts';
import type { JsonObject } from '../../core/json.ts';
import type { Cluster } from '../cluster-port.ts';
import { asWritten } from '../live/live-object.ts';
import { targetOf } from '../live/plan-live-change.ts';
import type { Context } from '../operation.ts';
import { madeBy } from '../recording/with-store.ts';
import type { EnforcedKey } from '../enforced-port.ts';
import type { Store } from '../store-port.ts';
import type { EnforcedOutcome } from './enforce-live-result.ts';
import type { EnforcePlan, PlannedStep } from './enforce-plan.ts';
import { enforcedDigest } from './policy-objects.ts';
import { namedOf, stateOf } from './plan-steps.ts';
import { isAsWanted } from './as-wanted.ts';

/** What a plan is carried out with. */
export interface CarryingOut {
  readonly cluster: Cluster;
  readonly store: Store;
  readonly context: Pick<Context, 'now' | 'user' | 'wait'>;
}

/** What became of a step: `unknown` where the cluster was lost before it answered. */
interface Done {
  readonly step: PlannedStep;
  readonly state: 'applied' | 'removed' | 'refused' | 'taken back' | 'not done' | 'unknown';
  readonly why: string | null;
  /** The object as the server has it now. */
  readonly made: JsonObject | null;
}

/**
 * Carries out every step of a plan, or none: where the server refuses one, those before it are taken back. Each is
 * stored before it is sent and again when it is answered; of what was sent into silence it stays stored that nobody
 * knows.
 */
export async function carryOut(
  plan: EnforcePlan,
  carrying: CarryingOut,
): Promise<readonly EnforcedOutcome[]> {
  const { store, context } = carrying;
  const begun = plan.steps.map((step) => ({
    ...keyOfStep(plan, step),
    wanted: step.wanted === null ? null : JSON.stringify(step.wanted),
    plan: plan.id,
  }));
  await store.enforced.begin(begun, madeBy(context));
  const done: Done[] = [];
  for (const step of plan.steps) {
    const last = done.at(-1);
    const isOver = last !== undefined && last.state !== 'applied' && last.state !== 'removed';
    done.push(isOver ? await notSent(step, plan, carrying) : await carryOutOne(step, plan, carrying));
  }
  const isRefused = done.some(({ state }) => state === 'refused');
  const ended = isRefused ? await takeBack(done, plan, carrying) : done;
  return ended.map(outcomeOf);
}

/** A step's object in the store. */
export function keyOfStep({ server }: EnforcePlan, { kind, namespace, name }: PlannedStep): EnforcedKey {
  return { server, group: kind.group, kind: kind.kind, namespace, name };
}

async function notSent(step: PlannedStep, plan: EnforcePlan, { store, context }: CarryingOut): Promise<Done> {
  const why = 'what came before it failed';
  await store.enforced.settle(keyOfStep(plan, step), { state: 'taken back', why }, madeBy(context));
  return { step, state: 'not done', why, made: null };
}

async function carryOutOne(step: PlannedStep, plan: EnforcePlan, carrying: CarryingOut): Promise<Done> {
  try {
    return await settleDone(step, plan, carrying, await send(step, carrying.cluster));
  } catch (cause) {
    if (!(cause instanceof WritError) || !cause.code.startsWith('CLUSTER_')) throw cause;
    if (cause.code === 'CLUSTER_UNREACHABLE') return afterSilence(step, plan, carrying, cause);
    const why = explain(cause);
    await settle(step, plan, carrying, { state: 'taken back', why });
    return { step, state: 'refused', why, made: null };
  }
}

/** Sends a step, if the object is still the one that was planned for. */
async function send(step: PlannedStep, cluster: Cluster): Promise<JsonObject | null> {
  const { kind, does, wanted } = step;
  if (does === 'create' && wanted !== null) return cluster.create(kind, wanted, false);
  return whileSame(
    step,
    cluster,
    (now) => isAsPlanned(now, step),
    async (now) => {
      if (wanted !== null) return cluster.replace(kind, targetOf(now), wanted, false);
      await cluster.remove(kind, targetOf(now), false);
      return null;
    },
  );
}

/** How often a status may get ahead of a change. */
const mostTries = 5;

/** Acts on an object as it is now; where only a status changed meanwhile, again. What is gone needs no removal. */
async function whileSame<T>(
  { kind, name, namespace, wanted }: PlannedStep,
  cluster: Cluster,
  isSame: (now: JsonObject) => boolean,
  act: (now: JsonObject) => Promise<T | null>,
): Promise<T | null> {
  for (let tries = 1; ; tries++) {
    const now = await cluster.get(kind, name, namespace);
    if (now === null && wanted === null) return null;
    if (now === null || !isSame(now)) throw changed(kind.kind, name);
    try {
      return await act(now);
    } catch (cause) {
      if (!(cause instanceof WritError) || cause.code !== 'CLUSTER_CONFLICT' || tries === mostTries)
        throw cause;
    }
  }
}

function changed(kind: string, name: string): WritError {
  return new WritError('CLUSTER_CONFLICT', `${kind} \`${name}\` was changed since it was planned`, {
    hint: 'Plan it anew.',
  });
}

/** Whether an object is in the state that a step was planned for. */
export function isAsPlanned(
  now: JsonObject,
  { wanted, found }: Pick<PlannedStep, 'wanted' | 'found'>,
): boolean {
  if (found === null) return false;
  const { uid, digest } = stateOf(now, wanted ?? now);
  return uid === found.uid && digest === found.digest;
}

async function settleDone(
  step: PlannedStep,
  plan: EnforcePlan,
  carrying: CarryingOut,
  made: JsonObject | null,
): Promise<Done> {
  if (made === null) {
    await settle(step, plan, carrying, { state: 'removed' });
    return { step, state: 'removed', why: null, made };
  }
  await settle(step, plan, carrying, {
    state: 'applied',
    applied: JSON.stringify(asWritten(made)),
    why: null,
  });
  return { step, state: 'applied', why: null, made };
}

type Outcome = Parameters<Store['enforced']['settle']>[1];

async function settle(
  step: PlannedStep,
  plan: EnforcePlan,
  { store, context }: CarryingOut,
  outcome: Outcome,
): Promise<void> {
  await store.enforced.settle(keyOfStep(plan, step), outcome, madeBy(context));
}

/** Milliseconds between looks at a cluster that does not answer, and how many there are. */
const patience = { pause: 500, looks: 2 } as const;

/** An answer that never came says nothing: only the object does, once it can be read again. */
async function afterSilence(
  step: PlannedStep,
  plan: EnforcePlan,
  carrying: CarryingOut,
  cause: WritError,
): Promise<Done> {
  const { cluster, context } = carrying;
  for (let look = 0; look < patience.looks; look++) {
    await context.wait(patience.pause, new AbortController().signal);
    try {
      const now = await cluster.get(step.kind, step.name, step.namespace);
      if (await isAsWanted(cluster, step.kind, now, step.wanted))
        return await settleDone(step, plan, carrying, now);
      const why = explain(cause);
      await settle(step, plan, carrying, { state: 'taken back', why });
      return { step, state: 'refused', why, made: null };
    } catch (second) {
      if (!(second instanceof WritError) || !second.code.startsWith('CLUSTER_')) throw second;
    }
  }
  const why = `nobody knows whether it was done: ${cause.message}`;
  await settle(step, plan, carrying, { state: 'pending', why });
  return { step, state: 'unknown', why, made: null };
}

/** Takes back what was done, the last first. */
async function takeBack(
  done: readonly Done[],
  plan: EnforcePlan,
  carrying: CarryingOut,
): Promise<readonly Done[]> {
  const ended: Done[] = [];
  for (const one of done.toReversed()) {
    const isDone = one.state === 'applied' || one.state === 'removed';
    ended.unshift(isDone ? await takeBackOne(one, plan, carrying) : one);
  }
  return ended;
}

async function takeBackOne(done: Done, plan: EnforcePlan, carrying: CarryingOut): Promise<Done> {
  const { step, made } = done;
  const why = 'a later step was refused';
  try {
    if (done.state === 'removed') await putBack(step, plan, carrying);
    else {
      await settle(step, plan, carrying, { state: 'pending', why: 'it is being taken back' });
      await undo(step, made ?? {}, carrying.cluster);
      await settle(step, plan, carrying, { state: 'taken back', why });
    }
    return { ...done, state: 'taken back', why };
  } catch (cause) {
    if (!(cause instanceof WritError) || !cause.code.startsWith('CLUSTER_')) throw cause;
    const kept = `it could not be taken back: ${explain(cause)}`;
    await settle(step, plan, carrying, { state: 'pending', why: kept });
    return { ...done, state: 'unknown', why: kept };
  }
}

async function undo(step: PlannedStep, made: JsonObject, cluster: Cluster): Promise<void> {
  const { kind, was, does, wanted } = step;
  const isSame = (now: JsonObject): boolean =>
    wanted !== null && enforcedDigest(now, wanted) === enforcedDigest(made, wanted);
  await whileSame(step, cluster, isSame, async (now) => {
    if (does === 'create') await cluster.remove(kind, targetOf(now), false);
    else if (was !== null) await cluster.replace(kind, targetOf(now), was, false);
    return null;
  });
}

/** What was removed is made anew. */
async function putBack(step: PlannedStep, plan: EnforcePlan, carrying: CarryingOut): Promise<void> {
  const { was } = step;
  if (was === null) return;
  const key = keyOfStep(plan, step);
  const { store, cluster, context } = carrying;
  await store.enforced.begin([{ ...key, wanted: JSON.stringify(was), plan: plan.id }], madeBy(context));
  const made = asWritten(await cluster.create(step.kind, was, false));
  const applied = JSON.stringify(made);
  await store.enforced.settle(key, { state: 'applied', applied, why: 'it was put back' }, madeBy(context));
}

function outcomeOf({ step, state, why }: Done): EnforcedOutcome {
  const status = state === 'unknown' ? 'pending' : state;
  return { resource: namedOf(step), policy: step.policy, status, why };
}
