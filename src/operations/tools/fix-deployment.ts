import { WritError } from '../../core/errors.ts';
import type { FixInput } from '../repair/fix-parameters.ts';
import type { FixResult } from '../repair/fix-result.ts';
import { judgeForFix, type JudgedForFix } from '../repair/judge-for-fix.ts';
import { approveLiveFix, planNamed, showLiveFix, writeLiveFix, type LiveFix } from '../live/live-fix.ts';
import type { LiveInput } from '../live/live-input.ts';
import type { LivePlan } from '../live/live-plan.ts';
import type { Store } from '../store-port.ts';
import type { FixCall } from './fix-call.ts';
import { fixReplyOf } from './fix-reply.ts';
import type { FixReply } from './fix-shape.ts';
import { readLimits } from './judge-call.ts';
import { storeName, withCluster, type Call } from './open-call.ts';
import { titlesOf } from './rule-names.ts';
import type { ToolContext } from './tool.ts';
import { withCallStore } from './with-call-store.ts';

/** Makes the changes of a live deployment that the configuration approves, and plans the others. */
export function fixDeployment(call: Call, asked: FixCall, context: ToolContext): Promise<FixReply> {
  return withCluster(call, asked.namespace, async (live) => {
    await refuseAbsent(live, asked);
    const { fix, notes } = await judged(live, call, { asked, input: fixInput(asked, call, context) });
    const result = asked.dryRun
      ? await showLiveFix(fix)
      : await withStored(context, (store) => writeLiveFix(fix, store, call.context));
    return { ...about(asked), ...fixReplyOf(result, titlesIn(fix)), notes: [...notes, ...toldOf(result)] };
  });
}

/** Carries out the plan that was confirmed. */
export function confirmFix(id: string, call: Call, asked: FixCall, context: ToolContext): Promise<FixReply> {
  if (asked.dryRun) throw new WritError('ARGUMENT_INVALID', 'a plan is either carried out or only shown');
  return withStored(context, (store) =>
    withCluster(call, asked.namespace, async (live) => {
      const plan = await planNamed(id, store);
      refuseOther(plan, live, asked);
      const rules = [...new Set(plan.changes.flatMap(({ steps }) => steps.map(({ policy }) => policy)))];
      const reason = `confirmed by ${context.user()}`;
      const input = { ...fixInput(asked, call, context), rules, profile: null, reason };
      const { fix, notes } = await judged(live, call, { asked, input });
      const { files, left } = await showLiveFix(fix);
      const done = await approveLiveFix(plan, fix, store, call.context);
      return {
        ...about(asked),
        ...fixReplyOf({ ...done, files, left }, titlesIn(fix)),
        notes: [...notes, ...toldOf(done)],
      };
    }),
  );
}

/** What is to be known of the deployment, besides where else it is to be changed. */
function toldOf({ live }: FixResult): readonly string[] {
  const outcomes = live?.objects.filter(({ status }) => status !== 'elsewhere') ?? [];
  return [...new Set(outcomes.flatMap(({ why }) => why ?? []))];
}

function about({ namespace, deployment, dryRun }: FixCall) {
  return { namespace, deployment, dryRun };
}

/** @throws {WritError} `STORE_UNUSABLE` where nothing is stored: nothing could be taken back */
export function withStored<T>(context: ToolContext, run: (store: Store) => Promise<T>): Promise<T> {
  return withCallStore(context, (store) => {
    if (store !== null) return run(store);
    throw new WritError('STORE_UNUSABLE', 'nothing is stored here, so no change could be taken back', {
      hint: 'Ask with dryRun.',
    });
  });
}

/** What is found in a namespace, and the means to repair the one deployment in it. */
async function judged(
  live: LiveInput,
  { schema, context }: Call,
  { asked, input }: { readonly asked: FixCall; readonly input: FixInput },
): Promise<{ readonly fix: LiveFix; readonly notes: readonly string[] }> {
  const notes: string[] = [];
  const say = (text: string): void => void notes.push(text.replace(/^note: /, ''));
  const all = await judgeForFix(input, { schema, live, reads: true }, context, say);
  const isOwn = asked.configuration === undefined;
  return { fix: { input, live, judged: onlyOf(isOwn ? all : unapproved(all), asked), say }, notes };
}

/** Whoever calls approves nothing beforehand by a configuration of the call: only the one at work does. */
function unapproved(all: JudgedForFix): JudgedForFix {
  const rules = all.decided.rules.map((one) => ({ ...one, approved: null }));
  return { ...all, decided: { ...all.decided, rules } };
}

/** All of a namespace was judged, for rules that look at other objects; only the deployment is repaired. */
function onlyOf(all: JudgedForFix, { namespace, deployment }: FixCall): JudgedForFix {
  const objects = all.objects.filter(
    ({ kind, ...one }) =>
      kind.kind === 'Deployment' && one.namespace === namespace && one.name === deployment,
  );
  return { ...all, objects };
}

function titlesIn({ judged: { decided } }: LiveFix): (id: string) => string {
  return titlesOf(decided.rules.map(({ rule }) => rule));
}

/** A plan is of one deployment, and confirms nothing else. */
function refuseOther({ changes, server }: LivePlan, { cluster }: LiveInput, asked: FixCall): void {
  const isOfIt = changes.every(
    ({ kind, namespace, name }) =>
      kind.kind === 'Deployment' && namespace === asked.namespace && name === asked.deployment,
  );
  if (isOfIt && server === cluster.about.server) return;
  throw new WritError('ARGUMENT_INVALID', 'the plan is of something else than the call', {
    hint: 'Give the namespace and the deployment for which it was made.',
  });
}

/** @throws {WritError} `OBJECT_UNKNOWN` */
async function refuseAbsent({ cluster }: LiveInput, { namespace, deployment }: FixCall): Promise<void> {
  const { kinds } = await cluster.kinds();
  const kind = kinds.find(({ group, kind: name }) => group === 'apps' && name === 'Deployment');
  const found = kind === undefined ? null : await cluster.get(kind, deployment, namespace);
  if (found === null)
    throw new WritError('OBJECT_UNKNOWN', `there is no deployment ${namespace}/${deployment}`);
}

/** What `fix` is asked by a call. */
function fixInput(asked: FixCall, { config, cluster }: Call, { openStore }: ToolContext): FixInput {
  const { risk = 'high', dryRun, namespace, rules = [], profile = null } = asked;
  return {
    ...nothingElse,
    ...readLimits,
    risk,
    write: !dryRun,
    rolloutTimeout: asked.waitSeconds,
    context: cluster ?? null,
    namespace: [namespace],
    rules,
    profile,
    config,
    store: openStore === null ? null : storeName,
  };
}

const nothingElse = {
  paths: [],
  cluster: true,
  undo: null,
  as: null,
  asGroup: [],
  approve: null,
  refuse: null,
  reason: null,
  category: [],
  severity: null,
  kubernetesVersion: '1.36',
  crds: [],
  now: null,
  exceptions: [],
} as const;
