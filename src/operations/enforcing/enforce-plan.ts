import { hash } from 'node:crypto';
import { z } from 'zod';
import { isResource, type Resource } from '../../core/resource.ts';
import { WritError } from '../../core/errors.ts';
import type { Store } from '../store-port.ts';

const resource = z.custom<Resource>((value) => isResource(value as Resource));
const kind = z.object({
  group: z.string(),
  version: z.string(),
  kind: z.string(),
  resource: z.string(),
  namespaced: z.boolean(),
  verbs: z.array(z.string()),
});
const step = z.object({
  does: z.enum(['create', 'change', 'remove']),
  kind,
  namespace: z.string().nullable(),
  name: z.string(),
  /** The policy that the object is, or belongs to. */
  policy: z.string(),
  /** The manifest as it is sent; null where the object is to be removed. */
  wanted: resource.nullable(),
  /** The object as it is there, without status and bookkeeping: what is put back where a later step fails. */
  was: resource.nullable(),
  /** In which state it was read; null where it is not there. */
  found: z.object({ uid: z.string(), digest: z.string() }).nullable(),
});
const named = z.object({
  apiVersion: z.string(),
  kind: z.string(),
  namespace: z.string().nullable(),
  name: z.string(),
});
const probes = z.object({
  policy: z.string(),
  kind: z.string(),
  action: z.enum(['deny', 'warn', 'audit', 'change']),
  /** Objects that it must refuse, and that it must let pass, the best first. */
  fail: z.array(resource),
  pass: z.array(resource),
  /** Live objects that break it, and that do not, for where no other is known. */
  live: z.object({ fail: z.array(named), pass: z.array(named) }),
  /** Objects that it must change, and what it makes of them. */
  change: z.array(z.object({ object: resource, after: resource })),
  /** Why nobody can see it at work; null where somebody can. */
  why: z.string().nullable(),
});

/** The shape of a plan as it is kept. */
export const enforcePlanShape = z.object({
  id: z.string(),
  does: z.enum(['apply', 'prune', 'remove', 'promote']),
  place: z.string(),
  context: z.string(),
  server: z.string(),
  steps: z.array(step),
  probes: z.array(probes),
  /** Of what the plan was shown with: how many live objects were judged, and how many are broken. */
  evidence: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
});

/** What is to be done to the policies of a cluster: exactly these objects, in exactly this state. */
export type EnforcePlan = z.infer<typeof enforcePlanShape>;

/** What is to be done to one object. */
export type PlannedStep = EnforcePlan['steps'][number];

/** How one policy is seen at work. */
export type PlannedProbes = EnforcePlan['probes'][number];

/**
 * A plan under the id that follows from it: the same steps from the same state have the same.
 * @param round how often the same was carried out or refused before
 */
export function enforcePlan(plan: Omit<EnforcePlan, 'id'>, round: number): EnforcePlan {
  const about = plan.steps.map(
    ({ does, kind: { group, resource: plural }, namespace, name, wanted, found }) => [
      does,
      group,
      plural,
      namespace,
      name,
      wanted,
      found,
    ],
  );
  return { ...plan, id: hash('sha256', JSON.stringify([plan.server, about, round])).slice(0, 16) };
}

/** One line on what a plan does. */
export function summaryOf({ place, steps }: EnforcePlan): string {
  const words = { create: 'create', change: 'change', remove: 'remove' } as const;
  const counts = (['create', 'change', 'remove'] as const).flatMap((does) => {
    const count = steps.filter((one) => one.does === does).length;
    return count === 0 ? [] : [`${words[does]} ${count}`];
  });
  const policies = [...new Set(steps.map(({ policy }) => policy))].toSorted();
  return `enforcement in ${place}: ${counts.join(', ')} (${policies.join(', ')})`;
}

/**
 * A plan that waits.
 * @throws {WritError} `PLAN_UNKNOWN`
 */
export async function enforcePlanNamed(id: string, store: Store): Promise<EnforcePlan> {
  const stored = await store.plans.get(id);
  if (stored === null || stored.verb !== 'enforce') throw await unknownPlan(id, store, stored !== null);
  if (stored.taken !== null) throw takenBefore(id);
  return enforcePlanShape.parse(JSON.parse(stored.changes));
}

/** That a plan cannot be carried out a second time. */
export function takenBefore(id: string): WritError {
  return new WritError('PLAN_UNKNOWN', `the plan \`${id}\` was carried out or refused before`, {
    hint: 'Plan anew with `writ enforce … --apply`.',
  });
}

async function unknownPlan(id: string, store: Store, isOfFix: boolean): Promise<WritError> {
  if (isOfFix)
    return new WritError('PLAN_UNKNOWN', `the plan \`${id}\` is one of repairs`, {
      hint: `\`writ fix --approve ${id} --reason …\` carries it out.`,
    });
  const [latest] = await store.plans.open(1, 'enforce');
  return new WritError('PLAN_UNKNOWN', `there is no plan \`${id}\``, {
    hint: latest === undefined ? 'None waits.' : `The last one that waits is ${latest.id}.`,
  });
}
