import { explain, WritError } from '../../core/errors.ts';
import type { Resource } from '../../core/resource.ts';
import type { Context } from '../operation.ts';
import type { PlannedProbes } from './enforce-plan.ts';
import { probesOf } from './live-probes.ts';
import { seeChange } from './see-change.ts';
import { seeRefusal } from './see-refusal.ts';
import { offerTo, type Verified, type Verifying } from './verifying.ts';

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
    const { fail, pass } = await probesOf(probes, verifying);
    const seen = await seeRefusal({ ...probes, fail: [...fail] }, verifying, context);
    return seen.verified && seen.why === null ? await seeAdmission(probes.policy, pass, verifying) : seen;
  } catch (cause) {
    if (!(cause instanceof WritError) || !cause.code.startsWith('CLUSTER_')) throw cause;
    return { verified: false, why: `it cannot be tried: ${explain(cause)}`, untried: false };
  }
}

/** What must pass is let pass, at least by this policy. */
async function seeAdmission(
  policy: string,
  pass: readonly Resource[],
  verifying: Verifying,
): Promise<Verified> {
  let other: string | null = null;
  for (const object of pass) {
    const answer = await offerTo(verifying, object, policy);
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
