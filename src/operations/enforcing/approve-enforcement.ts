import { WritError } from '../../core/errors.ts';
import type { Cluster } from '../cluster-port.ts';
import type { Context } from '../operation.ts';
import { madeBy } from '../recording/with-store.ts';
import type { Store } from '../store-port.ts';
import { carryOut, isAsPlanned } from './carry-out.ts';
import { clusterVersions, type ClusterVersions } from './cluster-versions.ts';
import { conditionNotes } from './condition-notes.ts';
import type { EnforceLiveInput } from './enforce-live-parameters.ts';
import type { EnforcedOutcome, EnforceLiveResult } from './enforce-live-result.ts';
import { enforcePlanNamed, takenBefore, type EnforcePlan, type PlannedStep } from './enforce-plan.ts';
import { demandRights } from './enforce-rights.ts';
import { rightsFor } from './plan-steps.ts';
import { sayKey } from './policy-objects.ts';
import { servedKinds } from './served-kinds.ts';
import { seenOf, verifyAll } from './verify-all.ts';

/** Where plans are, and who decides. */
export interface Deciding {
  readonly store: Store;
  readonly context: Context;
}

/**
 * Carries out a plan that somebody approves, and sees each policy at work.
 * @throws {WritError} before anything is changed: `PLAN_UNKNOWN`, `CLUSTER_FORBIDDEN`, `CLUSTER_CONFLICT` where an
 *   object is not as it was planned for
 */
export async function approveEnforcement(
  input: EnforceLiveInput,
  { store, context, say }: Deciding & { readonly say: (text: string) => void },
): Promise<EnforceLiveResult> {
  const reason = reasonOf(input);
  const plan = await enforcePlanNamed(input.approve ?? '', store);
  const cluster = await openPlanned(plan, input, context);
  try {
    const { kinds } = await cluster.kinds();
    const versions = await clusterVersions(cluster, kinds);
    await demandRights(cluster, rightsFor(plan.steps));
    for (const step of plan.steps) await refuseStale(step, cluster);
    await take(plan, reason, { store, context });
    say(`carrying out ${plan.steps.length} ${plan.steps.length === 1 ? 'step' : 'steps'} in ${plan.place}`);
    const done = await carryOut(plan, { cluster, store, context });
    const objects = await seenAtWork(plan, done, { cluster, store, input, context });
    const notes = await conditionNotes(plan, objects, { cluster, kinds });
    return resultOf('approve', plan, versions, { objects, notes });
  } finally {
    cluster.close();
  }
}

/** Ends a plan without carrying it out. */
export async function refuseEnforcement(
  input: EnforceLiveInput,
  { store, context }: Deciding,
): Promise<EnforceLiveResult> {
  const reason = reasonOf(input);
  const plan = await enforcePlanNamed(input.refuse ?? '', store);
  const made = madeBy(context);
  if (!(await store.plans.take(plan.id, made))) throw takenBefore(plan.id);
  await store.approvals.add({ subject: plan.id, decision: 'refused', reason, ...made }, plan.evidence);
  return resultOf('refuse', plan, null, { objects: [], notes: [] });
}

function reasonOf({ reason }: EnforceLiveInput): string {
  if (reason !== null && reason.trim() !== '') return reason;
  throw new WritError('USAGE', 'a plan is approved or refused for a reason', { hint: 'Add --reason TEXT.' });
}

/** Of two who approve a plan, one carries it out. */
async function take(plan: EnforcePlan, reason: string, { store, context }: Deciding): Promise<void> {
  const made = madeBy(context);
  if (!(await store.plans.take(plan.id, made))) throw takenBefore(plan.id);
  await store.approvals.add({ subject: plan.id, decision: 'approved', reason, ...made }, plan.evidence);
}

async function openPlanned(
  { context: planned, server }: EnforcePlan,
  { context: name, as, asGroup: asGroups }: EnforceLiveInput,
  context: Context,
): Promise<Cluster> {
  const named = name ?? (planned === 'in-cluster' ? null : planned);
  const cluster = await context.openCluster({ context: named, as, asGroups });
  const { about } = cluster;
  if (about.server === server) return cluster;
  cluster.close();
  throw new WritError(
    'CLUSTER_CONFLICT',
    `the context \`${about.context}\` is ${about.server} now, and was ${server}; nothing was changed`,
    { hint: 'Name the context of that server with --context.' },
  );
}

/** What is approved is what was shown: an object that somebody changed since is planned anew. */
async function refuseStale(step: PlannedStep, cluster: Cluster): Promise<void> {
  const now = await cluster.get(step.kind, step.name, step.namespace);
  const isSame = now === null || step.found === null ? now === step.found : isAsPlanned(now, step);
  if (isSame) return;
  const what = now === null ? 'is gone' : step.found === null ? 'is there by now' : 'was changed';
  const name = sayKey({ ...step, kind: step.kind.kind });
  throw new WritError('CLUSTER_CONFLICT', `${name} ${what} since it was planned; nothing was changed`, {
    hint: 'Plan it anew.',
  });
}

interface Seeing extends Deciding {
  readonly cluster: Cluster;
  readonly input: EnforceLiveInput;
}

/** Policies of which everything came into the cluster are looked at until they are seen at work. */
async function seenAtWork(
  plan: EnforcePlan,
  done: readonly EnforcedOutcome[],
  { cluster, store, input, context }: Seeing,
): Promise<readonly EnforcedOutcome[]> {
  const applied = new Set(done.flatMap(({ status, policy }) => (status === 'applied' ? [policy] : [])));
  for (const { status, policy } of done) if (status !== 'applied') applied.delete(policy);
  const probes = plan.probes.filter(({ policy }) => applied.has(policy));
  const seconds = input.verifyTimeout;
  const seen = await verifyAll(probes, { cluster, served: servedKinds(cluster), store, seconds }, context);
  return done.map((one) =>
    one.status === 'applied' ? { ...one, ...seenOf(seen, one.resource.kind, one.policy) } : one,
  );
}

function resultOf(
  does: EnforceLiveResult['does'],
  { id, place }: EnforcePlan,
  versions: ClusterVersions | null,
  { objects, notes }: Pick<EnforceLiveResult, 'objects' | 'notes'>,
): EnforceLiveResult {
  return { place, versions, does, plan: id, objects, blastRadius: null, evidence: [], notes };
}
