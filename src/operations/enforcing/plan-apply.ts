import type { Resource } from '../../core/resource.ts';
import { placeOfCluster } from '../live/live-object.ts';
import { blastRadius } from './blast-radius.ts';
import { chooseProbes } from './choose-probes.ts';
import type { Desired, Enforcing } from './enforce-live.ts';
import type {
  BlastRadius,
  EnforcedOutcome,
  EnforceLiveResult,
  PromotionEvidence,
} from './enforce-live-result.ts';
import type { EnforcePlan, PlannedProbes, PlannedStep } from './enforce-plan.ts';
import { keepPlan } from './keep-plan.ts';
import { liveSamples } from './live-samples.ts';
import { namespacesOf } from './namespaces-of.ts';
import { evidenceFor, objectionIn, raisedBy } from './promotion-evidence.ts';
import { keyOf, textOfKey } from './policy-objects.ts';
import { planSteps } from './plan-steps.ts';
import { servedKinds } from './served-kinds.ts';
import { settleUnchanged } from './settle-unchanged.ts';
import { wantedJudge, type WantedJudge } from './wanted-judge.ts';

/**
 * Plans to put objects into a cluster: what is to be done, what the server says of it, and which live objects the
 * policies would refuse. Where all is as wanted already, only the store learns of it, and each policy is seen at work.
 */
export async function planApply(
  desired: Desired,
  enforcing: Enforcing,
  does: EnforcePlan['does'] = 'apply',
): Promise<EnforceLiveResult> {
  const { cluster, versions, context } = enforcing;
  const served = servedKinds(cluster);
  const { steps, outcomes } = await planSteps(cluster, served, desired.objects);
  const judging = wantedJudge(desired.objects, versions);
  const { radius, probes } = await judgeLive(desired, judging, enforcing);
  const raised = raisedBy(await objectsBefore(desired, steps, enforcing), judging, versions);
  const { evidence, notes: read } = await evidenceFor(raised, radius, enforcing);
  const notes = [...judging.notes, ...probes.flatMap(noteOf), ...read];
  const place = placeOfCluster(cluster.about);
  const result = { place, versions, does, blastRadius: radius, evidence, notes };
  const refused = refusedOf(outcomes, evidence, enforcing);
  if (refused !== null) return { ...result, plan: null, objects: refused };
  const plan = await keepPlan({ does, steps, probes, blastRadius: radius }, enforcing);
  if (plan !== null) return { ...result, plan: plan.id, objects: outcomes };
  const settled = await settleUnchanged(desired.objects, outcomes, { probes, enforcing, served, context });
  return { ...result, plan: null, objects: settled };
}

/**
 * The objects as they were meant to be before a plan: as they are stored, so that what somebody changed by hand is put
 * back without further ado; as they are there where the store does not know them.
 */
async function objectsBefore(
  { objects }: Desired,
  steps: readonly PlannedStep[],
  { cluster, store }: Enforcing,
): Promise<readonly Resource[]> {
  const { server } = cluster.about;
  const stored = new Map((await store.enforced.of(server)).map((one) => [textOfKey(one), one.wanted]));
  const live = new Map(
    steps.map(({ kind, namespace, name, was }) => [
      textOfKey({ server, group: kind.group, kind: kind.kind, namespace, name }),
      was,
    ]),
  );
  return objects.flatMap((object) => {
    const key = textOfKey(keyOf(server, object));
    const wanted = stored.get(key) ?? null;
    const before =
      wanted === null ? (live.has(key) ? live.get(key) : object) : (JSON.parse(wanted) as Resource);
    return before === null || before === undefined ? [] : [before];
  });
}

/** What would refuse by tomorrow what is there today is not made stricter, unless somebody says why. */
function refusedOf(
  outcomes: readonly EnforcedOutcome[],
  evidence: readonly PromotionEvidence[],
  { input }: Enforcing,
): readonly EnforcedOutcome[] | null {
  const open = new Map(
    evidence.flatMap((one) => {
      const objection = objectionIn(one);
      return objection === null ? [] : [[one.policy, objection] as const];
    }),
  );
  if (open.size === 0 || (input.reason ?? '').trim() !== '') return null;
  return outcomes.map((one) => {
    const objection = open.get(one.policy);
    return objection === undefined
      ? one
      : { ...one, status: 'refused', why: `${objection}; with --reason it is planned nevertheless` };
  });
}

function noteOf({ policy, why }: PlannedProbes): readonly string[] {
  return why === null ? [] : [`\`${policy}\` cannot be seen at work: ${why}`];
}

/** What policies say of what is there, and objects to try them with. */
export async function judgeLive(
  { examples }: Pick<Desired, 'examples'>,
  { set, judge, nameOf: called, probed }: WantedJudge,
  { cluster, kinds, context }: Enforcing,
): Promise<{ readonly radius: BlastRadius; readonly probes: readonly PlannedProbes[] }> {
  const world = await namespacesOf(cluster, kinds, context.now());
  const { samples, see: seen } = liveSamples(called);
  const judging = { cluster, kinds, set, judge, nameOf: called, world, pause: context.pause, seen };
  const radius = await blastRadius(judging);
  const probes: PlannedProbes[] = [];
  const served = servedKinds(cluster);
  for (const one of probed)
    probes.push(
      await chooseProbes(one, {
        judge,
        nameOf: called,
        facts: world.facts,
        served,
        examples,
        live: samples,
        namespaces: world.names,
      }),
    );
  return { radius, probes };
}
