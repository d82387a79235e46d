import { WritError } from '../../core/errors.ts';
import type { Resource } from '../../core/resource.ts';
import { placeOfCluster } from '../live/live-object.ts';
import type { Enforcing } from './enforce-live.ts';
import type { EnforceLiveResult } from './enforce-live-result.ts';
import { enforcementStatus, type StatusEntry } from './enforcement-status.ts';
import { keepPlan } from './keep-plan.ts';
import { planRemoval } from './plan-steps.ts';
import { isWrittenByUs, policyKindOf, policyOf } from './policy-objects.ts';

/**
 * Plans to take out what is ours and of no use: orphaned, superseded, and, where it is said what is wanted, everything
 * else. What was applied from files is left to whoever applies these.
 */
export async function planPrune(
  wanted: readonly Resource[] | null,
  enforcing: Enforcing,
): Promise<EnforceLiveResult> {
  const called = (of: { readonly kind: string }, policy: string | null): string =>
    `${policyKindOf(of)} ${policy ?? ''}`;
  const kept = wanted === null ? null : new Set(wanted.map((one) => called(one, policyOf(one))));
  const isOver = ({ outcome: { status, policy, resource } }: StatusEntry): boolean =>
    status === 'orphaned' ||
    status === 'superseded' ||
    (kept !== null && !kept.has(called(resource, policy)));
  return planOut('prune', isOver, enforcing);
}

/**
 * Plans to take policies out by their names, or by the rules that they are of.
 * @throws {WritError} `USAGE` where a name is not known
 */
export async function planRemove(enforcing: Enforcing): Promise<EnforceLiveResult> {
  const { remove } = enforcing.input;
  const { entries } = await statusOf(enforcing);
  const policies = policiesNamed(remove, entries);
  return planOut('remove', ({ outcome }) => policies.has(outcome.policy), enforcing);
}

/**
 * The policies that go by some names; `all` is every one.
 * @throws {WritError} `USAGE` where a name is not known
 */
export function policiesNamed(
  names: readonly string[],
  entries: readonly StatusEntry[],
): ReadonlySet<string> {
  const ours = entries.filter(({ outcome }) => outcome.status !== 'orphaned');
  const isAll = names.includes('all');
  const unknown = names.find(
    (name) => name !== 'all' && !entries.some((entry) => entry.names.includes(name)),
  );
  if (unknown !== undefined)
    throw new WritError('USAGE', `nothing in the cluster is called \`${unknown}\``, {
      hint: '`writ enforce --status` lists what is there.',
    });
  for (const entry of entries) refusePart(names, entry);
  const named = isAll ? ours : entries.filter((entry) => names.some((name) => entry.names.includes(name)));
  return new Set(named.map(({ outcome }) => outcome.policy));
}

/** One rule of a bundle stands for itself alone: what else it holds must not go with it unseen. */
function refusePart(names: readonly string[], { names: all, outcome: { policy } }: StatusEntry): void {
  const rules = all.filter((name) => name !== policy);
  const part = rules.find((rule) => names.includes(rule));
  const isWhole =
    names.includes(policy) || names.includes('all') || rules.every((rule) => names.includes(rule));
  if (part === undefined || isWhole) return;
  throw new WritError('USAGE', `\`${part}\` is one of ${rules.length} rules of the policy \`${policy}\``, {
    hint: 'Name the policy, which means all of them; or apply the bundle anew without the rule, or with it apart.',
  });
}

function statusOf({ cluster, kinds, store, context }: Enforcing): ReturnType<typeof enforcementStatus> {
  return enforcementStatus(cluster, kinds, { store, context });
}

async function planOut(
  does: 'prune' | 'remove',
  isOver: (entry: StatusEntry) => boolean,
  enforcing: Enforcing,
): Promise<EnforceLiveResult> {
  const { cluster, versions } = enforcing;
  const { entries, notes } = await statusOf(enforcing);
  const over = entries.filter(isOver);
  const isForeign = ({ live, stored }: StatusEntry): boolean =>
    live !== null && stored === null && !isWrittenByUs(live.object);
  const live = over.flatMap((entry) =>
    entry.live === null || isForeign(entry) ? [] : [{ kind: entry.live.kind, found: entry.live.object }],
  );
  const { steps, outcomes } = await planRemoval(cluster, live);
  const plan = await keepPlan({ does, steps, probes: [], blastRadius: null }, enforcing);
  const gone = over.filter((entry) => entry.live === null);
  await forget(gone, enforcing);
  const left = over.filter(isForeign).map(({ outcome }) => ({ ...outcome, status: 'unchanged' as const }));
  return {
    place: placeOfCluster(cluster.about),
    versions,
    does,
    plan: plan?.id ?? null,
    objects: [
      ...outcomes,
      ...left,
      ...gone.map(({ outcome }) => ({ ...outcome, status: 'removed' as const })),
    ],
    blastRadius: null,
    evidence: [],
    notes,
  };
}

/** What is not in the cluster any more, and is not wanted, the store forgets. */
async function forget(entries: readonly StatusEntry[], { store, context }: Enforcing): Promise<void> {
  const made = { at: Number(context.now() / 1_000_000n), by: context.user() };
  for (const { stored } of entries)
    if (stored !== null) await store.enforced.settle(stored, { state: 'removed' }, made);
}
