import { WritError } from '../../core/errors.ts';
import type { Repairing } from '../../fix/repair-resource.ts';
import { applyLivePlan, summaryOf, type Applied, type Applying } from './apply-live-plan.ts';
import type { Decided } from '../deciding/decided.ts';
import { evidenceOf } from '../recording/evidence.ts';
import type { FixInput } from '../repair/fix-parameters.ts';
import type { FixResult, LiveObjectOutcome, LiveOutcome } from '../repair/fix-result.ts';
import { faultsOf } from '../repair/fixed-resource.ts';
import { repairRules } from '../repair/repair-rules.ts';
import type { BrokenObject, JudgedForFix } from '../repair/judge-for-fix.ts';
import type { LiveInput } from './live-input.ts';
import { placeOfCluster } from './live-object.ts';
import { livePlan, livePlanShape, type LivePlan } from './live-plan.ts';
import type { Context } from '../operation.ts';
import { placedLive, planLiveChange, type LivePlanning, type PlannedObject } from './plan-live-change.ts';
import { createRights } from './rights.ts';
import type { AuditDetail, Store } from '../store-port.ts';
import { madeBy } from '../recording/with-store.ts';

/** Objects of a cluster that were judged, and all that their repair needs. */
export interface LiveFix {
  readonly input: FixInput;
  readonly live: LiveInput;
  readonly judged: JudgedForFix;
  readonly say: (text: string) => void;
}

/** A plan for live objects, with what it shows of each and what it cannot do. */
export interface PlannedLiveFix {
  readonly plan: LivePlan;
  readonly planned: readonly PlannedObject[];
}

/** What is in these namespaces is Kubernetes' own: it is repaired where somebody names them. */
const ofKubernetes: ReadonlySet<string> = new Set(['kube-system', 'kube-public', 'kube-node-lease']);

/** Plans the repair of what was found: nothing is changed. With `approved` only what the configuration approves. */
export async function planLiveFix(fix: LiveFix, scope: 'approved' | 'asked'): Promise<PlannedLiveFix> {
  const { live, judged, input } = fix;
  const { cluster } = live;
  const planning: LivePlanning = {
    cluster,
    rights: createRights(cluster),
    rules: rulesFor(judged.decided, input, scope),
    judge: judged.judge,
  };
  const planned: PlannedObject[] = [];
  for (const object of objectsOf(fix, scope)) planned.push(await planLiveChange(object, planning));
  const changes = planned.flatMap(({ change }) => (change === null ? [] : [change]));
  const { about } = cluster;
  const evidence = evidenceOf(judged.decided);
  const place = placeOfCluster(about);
  const plan = livePlan({ place, context: about.context, server: about.server, changes, evidence });
  return { plan, planned };
}

/** Carries out a plan of what was judged. */
export function applyLiveFix(
  plan: LivePlan,
  { live, judged, input, say }: LiveFix,
  { store, begin }: { readonly store: Store; readonly begin?: () => Promise<void> },
  context: Context,
): Promise<Applied> {
  const applying: Applying = {
    cluster: live.cluster,
    rights: createRights(live.cluster),
    store,
    judge: ({ file }, resource) => faultsOf(judged.judge(placedLive(file, resource))),
    rolloutSeconds: input.rolloutTimeout,
    say,
    ...(begin === undefined ? {} : { begin }),
  };
  return applyLivePlan(plan, applying, context);
}

/** Shows how live objects can be repaired. */
export async function showLiveFix(fix: LiveFix): Promise<FixResult> {
  const shown = await planLiveFix(fix, 'asked');
  return resultOf(fix, [shown], { plan: null, undo: null, done: [], open: 'proposed' });
}

/**
 * Makes the changes that the configuration approves, and keeps a plan of the others, which waits for approval. Where an
 * object changes between plan and deed, all is planned once more.
 */
export async function writeLiveFix(fix: LiveFix, store: Store, context: Context): Promise<FixResult> {
  await tellUnfinished(fix, store);
  const { first, applied } = await applyApproved(fix, store, context);
  const rest = await planLiveFix(fix, 'asked');
  const { plan } = rest;
  const waits = plan.changes.length > 0;
  if (waits)
    await store.plans.keep(
      { id: plan.id, summary: summaryOf(plan), changes: JSON.stringify(plan), ...madeBy(context) },
      evidenceOfPlan(plan),
    );
  const done = applied?.objects ?? [];
  return resultOf(fix, [first, rest], {
    plan: waits ? plan.id : null,
    undo: applied?.undo ?? null,
    done,
    open: 'waits',
  });
}

/** What was begun and never came to its end may be made in part. */
async function tellUnfinished({ say }: LiveFix, store: Store): Promise<void> {
  for (const { id, finished, undone } of await store.undo.list(20))
    if (finished === null && undone === null)
      say(
        `note: ${id} was begun and never came to its end; \`writ fix --undo ${id}\` takes back what of it was done`,
      );
}

async function applyApproved(
  fix: LiveFix,
  store: Store,
  context: Context,
): Promise<{ readonly first: PlannedLiveFix; readonly applied: Applied | null }> {
  const first = await planLiveFix(fix, 'approved');
  if (first.plan.changes.length === 0) return { first, applied: null };
  try {
    return { first, applied: await applyLiveFix(first.plan, fix, { store }, context) };
  } catch (cause) {
    if (!(cause instanceof WritError) || cause.code !== 'CLUSTER_CONFLICT') throw cause;
    const again = await planLiveFix(fix, 'approved');
    return { first: again, applied: await applyLiveFix(again.plan, fix, { store }, context) };
  }
}

/** Carries out a plan that somebody approved, which is kept with who, when and why. */
export async function approveLiveFix(
  plan: LivePlan,
  fix: LiveFix,
  store: Store,
  context: Context,
): Promise<FixResult> {
  const { reason } = fix.input;
  const begin = async (): Promise<void> => {
    const made = madeBy(context);
    if (!(await store.plans.take(plan.id, made))) throw takenBefore(plan.id);
    await store.approvals.add(
      { subject: plan.id, decision: 'approved', reason: reason ?? '', ...made },
      evidenceOfPlan(plan),
    );
  };
  const applied = await applyLiveFix(plan, fix, { store, begin }, context);
  return {
    files: applied.files,
    left: [],
    problems: [],
    written: true,
    undo: applied.undo,
    live: { place: plan.place, plan: null, objects: applied.objects },
  };
}

/** What somebody decides about, for the audit log. */
export function evidenceOfPlan({ place, changes, evidence }: LivePlan): AuditDetail {
  return { cluster: place, objects: changes.length, ...evidence };
}

/**
 * A plan that waits.
 * @throws {WritError} `PLAN_UNKNOWN`
 */
export async function planNamed(id: string, store: Store): Promise<LivePlan> {
  const stored = await store.plans.get(id);
  if (stored?.verb === 'enforce')
    throw new WritError('PLAN_UNKNOWN', `the plan \`${id}\` is one of enforcement`, {
      hint: `\`writ enforce --approve ${id} --reason …\` carries it out.`,
    });
  if (stored === null) {
    const [latest] = await store.plans.open(1, 'fix');
    throw new WritError('PLAN_UNKNOWN', `there is no plan \`${id}\``, {
      hint: latest === undefined ? 'None waits.' : `The last one that waits is ${latest.id}.`,
    });
  }
  if (stored.taken !== null) throw takenBefore(id);
  return livePlanShape.parse(JSON.parse(stored.changes));
}

function takenBefore(id: string): WritError {
  return new WritError('PLAN_UNKNOWN', `the plan \`${id}\` was carried out or refused before`, {
    hint: 'Plan anew with `writ fix --cluster --write`.',
  });
}

function rulesFor({ rules }: Decided, { risk }: FixInput, scope: 'approved' | 'asked'): Repairing['rules'] {
  const all = repairRules(rules, risk);
  if (scope === 'asked') return all;
  const approved = new Map(rules.map((one) => [one.rule.id, one.approved]));
  return all.map((one) => {
    const upTo = approved.get(one.rule.id) ?? null;
    return { ...one, risk: upTo === 'none' ? null : upTo };
  });
}

function objectsOf({ judged, input, say }: LiveFix, scope: 'approved' | 'asked'): readonly BrokenObject[] {
  const isMeant = ({ kind, namespace, name }: BrokenObject): boolean => {
    const where = kind.kind === 'Namespace' ? name : namespace;
    return where === null || !ofKubernetes.has(where) || input.namespace.includes(where);
  };
  const meant = judged.objects.filter(isMeant);
  const others = judged.objects.length - meant.length;
  if (others > 0 && scope === 'asked')
    say(
      `note: ${others} ${others === 1 ? 'object' : 'objects'} of Kubernetes itself ${others === 1 ? 'is' : 'are'} left alone; --namespace kube-system repairs there`,
    );
  return meant;
}

interface Ended {
  readonly plan: string | null;
  readonly undo: string | null;
  readonly done: readonly LiveObjectOutcome[];
  readonly open: 'proposed' | 'waits';
}

/** What was planned last counts for what is left, and everything that was planned is shown once. */
function resultOf(
  { judged, live }: LiveFix,
  parts: readonly PlannedLiveFix[],
  { plan, undo, done, open }: Ended,
): FixResult {
  const last = parts.at(-1)?.planned ?? [];
  const changed = new Set(done.map(({ file }) => file));
  const before = parts.slice(0, -1).flatMap(({ planned }) => planned);
  const shown = [...before.filter(({ object }) => changed.has(object.file)), ...last];
  const outcome: LiveOutcome = {
    place: placeOfCluster(live.cluster.about),
    plan,
    objects: [...done, ...last.flatMap((one) => outcomeOf(one, open))],
  };
  return {
    files: shown.flatMap(({ file }) => (file === null ? [] : [file])),
    left: last.flatMap(({ left }) => left),
    problems: judged.problems,
    written: undo !== null,
    undo,
    live: outcome,
  };
}

function outcomeOf(
  { file, change, why, isElsewhere }: PlannedObject,
  open: 'proposed' | 'waits',
): readonly LiveObjectOutcome[] {
  const resource = file?.resources[0]?.resource;
  if (file === null || resource === undefined) return [];
  const status = change === null ? (isElsewhere ? 'elsewhere' : 'not done') : open;
  return [{ file: file.file, resource, status, why }];
}
