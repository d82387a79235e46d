import { WritError } from '../../core/errors.ts';
import type { Schema } from '../../schema/schema.ts';
import type { FixInput } from '../repair/fix-parameters.ts';
import type { FixResult } from '../repair/fix-result.ts';
import { judgeForFix } from '../repair/judge-for-fix.ts';
import {
  approveLiveFix,
  evidenceOfPlan,
  planNamed,
  showLiveFix,
  writeLiveFix,
  type LiveFix,
} from './live-fix.ts';
import { openLiveInput, type LiveInput } from './live-input.ts';
import { liveFor } from './live-parameters.ts';
import type { LivePlan } from './live-plan.ts';
import type { Context } from '../operation.ts';
import type { Store } from '../store-port.ts';
import { madeBy, withStore } from '../recording/with-store.ts';

/**
 * Repairs what lives in a cluster: shows it, does it, or carries out a plan that somebody approves.
 * @throws {WritError} `USAGE`, `PLAN_UNKNOWN`, `CLUSTER_*`
 */
export async function fixLive(
  input: FixInput,
  schema: Schema,
  context: Context,
  emit: (event: string) => void,
): Promise<FixResult> {
  const id = input.approve ?? input.refuse;
  if (id !== null) return decideOn(id, input, schema, { context, emit });
  const live = await liveFor(input, schema, context);
  if (live === null) throw new WritError('USAGE', 'no cluster is named', { hint: 'Add --cluster.' });
  try {
    const judged = await judgeForFix(input, { schema, live, reads: true }, context, emit);
    const fix: LiveFix = { input, live, judged, say: emit };
    if (!input.write) return await showLiveFix(fix);
    return await withStore(input.store, context, (store) => writeLiveFix(fix, store, context));
  } finally {
    live.close();
  }
}

interface Door {
  readonly context: Context;
  readonly emit: (event: string) => void;
}

async function decideOn(id: string, input: FixInput, schema: Schema, door: Door): Promise<FixResult> {
  const { context } = door;
  if (input.reason === null || input.reason.trim() === '')
    throw new WritError('USAGE', 'a plan is approved or refused for a reason', {
      hint: 'Add --reason TEXT.',
    });
  return withStore(input.store, context, async (store) => {
    const plan = await planNamed(id, store);
    return input.approve === null
      ? refuse(plan, input.reason ?? '', store, context)
      : approve(plan, input, { ...door, schema, store });
  });
}

async function approve(
  plan: LivePlan,
  input: FixInput,
  { context, emit, schema, store }: Door & { readonly schema: Schema; readonly store: Store },
): Promise<FixResult> {
  const live = await openPlanned(plan, input, schema, context);
  try {
    const rules = [...new Set(plan.changes.flatMap(({ steps }) => steps.map(({ policy }) => policy)))];
    const judged = await judgeForFix(
      { ...input, rules, profile: null, category: [], severity: null, paths: [] },
      { schema, live, reads: false },
      context,
      emit,
    );
    return await approveLiveFix(plan, { input, live, judged, say: emit }, store, context);
  } finally {
    live.close();
  }
}

/**
 * The cluster that something was planned for or done to.
 * @throws {WritError} `CLUSTER_CONFLICT` where its context means another one by now
 */
export async function openPlanned(
  { context: name, server }: Pick<LivePlan, 'context' | 'server'>,
  input: Pick<FixInput, 'context' | 'as' | 'asGroup'>,
  schema: Schema,
  context: Context,
): Promise<LiveInput> {
  const settings = {
    context: input.context ?? (name === 'in-cluster' ? null : name),
    as: input.as,
    asGroups: input.asGroup,
    namespaces: [],
  };
  const live = await openLiveInput(settings, schema, context);
  const { about } = live.cluster;
  if (about.server === server) return live;
  live.close();
  throw new WritError(
    'CLUSTER_CONFLICT',
    `the context \`${about.context}\` is ${about.server} now, and was ${server}; nothing was changed`,
    { hint: 'Name the context of that server with --context.' },
  );
}

async function refuse(plan: LivePlan, reason: string, store: Store, context: Context): Promise<FixResult> {
  const made = madeBy(context);
  if (!(await store.plans.take(plan.id, made)))
    throw new WritError('PLAN_UNKNOWN', `the plan \`${plan.id}\` was carried out or refused before`);
  await store.approvals.add({ subject: plan.id, decision: 'refused', reason, ...made }, evidenceOfPlan(plan));
  return {
    files: [],
    left: [],
    problems: [],
    written: false,
    undo: null,
    live: { place: plan.place, plan: null, objects: [] },
  };
}
