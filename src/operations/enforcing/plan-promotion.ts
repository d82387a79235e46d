import { isResource, type Resource } from '../../core/resource.ts';
import { WritError } from '../../core/errors.ts';
import { everyRule } from '../deciding/catalogue.ts';
import type { Enforcing, KnownExample } from './enforce-live.ts';
import type { EnforceLiveResult } from './enforce-live-result.ts';
import { enforcementStatus, type StatusEntry } from './enforcement-status.ts';
import { enforcePlanShape } from './enforce-plan.ts';
import { planApply } from './plan-apply.ts';
import { policiesNamed } from './plan-prune.ts';
import { isMutating } from './policy-objects.ts';
import { wantedJudge } from './wanted-judge.ts';
import { nextAction, withAction } from './with-action.ts';

/**
 * Plans that a violation of some policies does more than it did: what is stored of them, with the next action.
 * @throws {WritError} `USAGE` where a name is not known, `CLUSTER_CONFLICT` where one is not as it was put there
 */
export async function planPromotion(enforcing: Enforcing): Promise<EnforceLiveResult> {
  const { cluster, kinds, store, context, input, versions } = enforcing;
  const { entries } = await enforcementStatus(cluster, kinds, { store, context });
  const policies = policiesNamed(input.promote, entries);
  const meant = entries.filter(
    ({ outcome }) => policies.has(outcome.policy) && !isMutating(outcome.resource),
  );
  const objects = meant.map(manifestOf);
  const raised = new Map(wantedJudge(objects, versions).probed.map(({ policy, action }) => [policy, action]));
  const promoted = meant.map((entry, index) => {
    const object = objects[index] ?? manifestOf(entry);
    const from = raised.get(entry.outcome.policy);
    if (from === undefined || from === 'change') return object;
    const to = nextAction(from);
    return to === null ? object : withAction(object, from, to);
  });
  return planApply({ objects: promoted, examples: await examplesOf(meant, enforcing) }, enforcing, 'promote');
}

function manifestOf({ outcome, stored }: StatusEntry): Resource {
  const { status, resource } = outcome;
  const manifest: unknown = stored?.wanted === null || stored === null ? null : JSON.parse(stored.wanted);
  if ((status === 'verified' || status === 'applied') && isResource(manifest as Resource))
    return manifest as Resource;
  throw new WritError(
    'CLUSTER_CONFLICT',
    `${resource.kind} \`${resource.name}\` is ${status}; nothing was changed`,
    { hint: 'Put it in order first: `writ enforce … --apply`.' },
  );
}

/** What the policies were tried with when they were applied, and what is known of the rules that they are of. */
async function examplesOf(
  entries: readonly StatusEntry[],
  { store }: Enforcing,
): Promise<readonly KnownExample[]> {
  const names = new Set(entries.flatMap((entry) => entry.names));
  const ofRules = everyRule()
    .filter(({ id }) => names.has(id))
    .flatMap(({ id, prove }) => [...prove.fail, ...prove.pass].map(({ resource }) => ({ of: id, resource })));
  const tried: KnownExample[] = [];
  for (const id of new Set(entries.flatMap(({ stored }) => (stored === null ? [] : [stored.plan])))) {
    const plan = await store.plans.get(id);
    const read = plan === null ? null : enforcePlanShape.safeParse(JSON.parse(plan.changes));
    if (read?.success === true)
      tried.push(
        ...read.data.probes.flatMap(({ policy, fail, pass }) =>
          [...fail, ...pass].map((resource) => ({ of: policy, resource })),
        ),
      );
  }
  return [...tried, ...ofRules];
}
