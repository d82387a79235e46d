import { explain, WritError } from '../../core/errors.ts';
import { at, type JsonObject } from '../../core/json.ts';
import type { Resource } from '../../core/resource.ts';
import { diffPatch } from '../../fix/diff-patch.ts';
import type { Cluster } from '../cluster-port.ts';
import type { Context } from '../operation.ts';
import { holds } from './as-wanted.ts';
import type { PlannedProbes } from './enforce-plan.ts';
import { policyChecks } from './policy-checks.ts';
import { readAnswer, type Answered } from './read-answer.ts';
import type { ServedKinds } from './served-kinds.ts';

/** Whether a policy was seen at work. */
export type Verified =
  | { readonly verified: true; readonly why: string | null }
  /** `untried` where there was nothing to see it with. */
  | { readonly verified: false; readonly why: string; readonly untried: boolean };

/** What a policy is seen at work with. */
export interface Verifying {
  readonly cluster: Cluster;
  readonly served: ServedKinds;
  /** Milliseconds since the epoch until which it is looked for. */
  readonly until: number;
}

/** Milliseconds between two looks: a policy takes effect within about a second. */
const pause = 150;

/**
 * Offers an object that a policy must refuse, until it does or time is over, and then one that it must let pass.
 * Nothing is made of either.
 */
export async function verifyPolicy(
  probes: PlannedProbes,
  verifying: Verifying,
  context: Pick<Context, 'now' | 'wait'>,
): Promise<Verified> {
  if (probes.why !== null) return { verified: false, why: probes.why, untried: true };
  try {
    if (probes.action === 'change') return await seeChange(probes, verifying, context);
    const seen = await seeRefusal(probes, verifying, context);
    return seen.verified ? await seeAdmission(probes, verifying) : seen;
  } catch (cause) {
    if (!(cause instanceof WritError) || !cause.code.startsWith('CLUSTER_')) throw cause;
    return { verified: false, why: `it cannot be tried: ${explain(cause)}`, untried: false };
  }
}

/** Waits until the policy says of one of the objects what it should. */
async function seeRefusal(
  probes: PlannedProbes,
  verifying: Verifying,
  { now, wait }: Pick<Context, 'now' | 'wait'>,
): Promise<Verified> {
  const before = probes.action === 'audit' ? await countsOf(probes, verifying.cluster) : null;
  if (before !== null && 'why' in before) return { verified: false, ...before };
  for (;;) {
    const answers: Answered[] = [];
    for (const object of probes.fail) {
      const answer = await offer(object, probes.policy, verifying);
      if (isAsAsked(answer, probes)) return { verified: true, why: null };
      answers.push(answer);
    }
    if (before !== null && (await auditsSince(before.audit, probes, verifying.cluster)))
      return { verified: true, why: null };
    if (isOver(now, verifying)) return { verified: false, why: whyNot(answers, probes), untried: false };
    await wait(pause, never);
  }
}

const never = new AbortController().signal;

function isOver(now: Context['now'], { until }: Verifying): boolean {
  return Number(now() / 1_000_000n) >= until;
}

/** Waits until the server makes of one of the objects what the policy must make of it. */
async function seeChange(
  { change }: PlannedProbes,
  verifying: Verifying,
  { now, wait }: Pick<Context, 'now' | 'wait'>,
): Promise<Verified> {
  const { cluster, served } = verifying;
  for (;;) {
    let refused: string | null = null;
    for (const { object, after } of change) {
      const answer = await cluster.offer(await served.of(object), object);
      if (answer.object === null) refused = answer.message;
      else if (hasChanges(answer.object, object, after)) return { verified: true, why: null };
    }
    if (isOver(now, verifying)) {
      const why =
        refused === null
          ? 'it leaves as it is what it must change'
          : `what it must change is refused: ${refused}`;
      return { verified: false, why, untried: false };
    }
    await wait(pause, never);
  }
}

/** Whether an object has what a policy makes of another; what the server fills in besides does not matter. */
function hasChanges(made: JsonObject, object: Resource, after: Resource): boolean {
  return diffPatch(object, after).every(({ op, path }) => {
    const value = at(made, path);
    return op === 'remove' ? value === undefined : holds(value, at(after, path) ?? null);
  });
}

function isAsAsked(answer: Answered, { action }: PlannedProbes): boolean {
  if (answer.by !== 'policy' || action === 'audit') return false;
  return action === 'deny' ? answer.how === 'denied' : answer.how === 'warned';
}

async function offer(object: Resource, policy: string, { cluster, served }: Verifying): Promise<Answered> {
  return readAnswer(await cluster.offer(await served.of(object), object), policy);
}

/** What only goes into the audit log shows in what the server counts of itself. */
async function countsOf(
  { kind, policy }: PlannedProbes,
  cluster: Cluster,
): Promise<{ readonly audit: number } | { readonly why: string; readonly untried: boolean }> {
  if (kind !== 'ValidatingAdmissionPolicy')
    return { why: 'what only audits answers no request: its reports show it at work', untried: true };
  try {
    return policyChecks(await cluster.metrics(), policy);
  } catch (cause) {
    if (!(cause instanceof WritError) || cause.code !== 'CLUSTER_FORBIDDEN') throw cause;
    const why = 'what only audits shows in the metrics of the API server, which you may not read';
    return { why, untried: false };
  }
}

async function auditsSince(before: number, { policy }: PlannedProbes, cluster: Cluster): Promise<boolean> {
  return policyChecks(await cluster.metrics(), policy).audit > before;
}

function whyNot(answers: readonly Answered[], { action }: PlannedProbes): string {
  const webhook = answers.find(({ by }) => by === 'webhook');
  if (webhook !== undefined && 'said' in webhook) return `a webhook does not answer: ${webhook.said}`;
  const another = answers.find(({ by }) => by === 'another');
  if (another !== undefined && 'said' in another && !answers.some(({ by }) => by === 'nobody'))
    return `what it must refuse is refused by something else before: ${another.said}`;
  const other = answers.find(({ by }) => by === 'policy');
  if (other !== undefined && 'how' in other)
    return `it ${other.how === 'denied' ? 'denies' : 'warns'}, where it should ${action}`;
  return 'it lets pass what it must refuse: nothing enforces it yet';
}

/** What must pass is let pass, at least by this policy. */
async function seeAdmission({ policy, pass }: PlannedProbes, verifying: Verifying): Promise<Verified> {
  let other: string | null = null;
  for (const object of pass) {
    const answer = await offer(object, policy, verifying);
    if (answer.by === 'policy')
      return { verified: false, why: `it refuses what it must let pass: ${answer.said}`, untried: false };
    if (answer.by === 'nobody') return { verified: true, why: null };
    other ??= answer.said;
  }
  const why =
    other === null
      ? 'no object is known that it must let pass'
      : `what it must let pass is refused by something else: ${other}`;
  return { verified: true, why };
}
