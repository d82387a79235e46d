import { at, type JsonObject } from '../../core/json.ts';
import type { Resource } from '../../core/resource.ts';
import { diffPatch } from '../../fix/diff-patch.ts';
import type { Context } from '../operation.ts';
import { holds } from './as-wanted.ts';
import type { PlannedProbes } from './enforce-plan.ts';
import { waitToLook, type Verified, type Verifying } from './verifying.ts';

/** Waits until the server makes of one of the objects what the policy must make of it. */
export async function seeChange(
  { change }: PlannedProbes,
  verifying: Verifying,
  context: Pick<Context, 'now' | 'wait'>,
): Promise<Verified> {
  const { cluster, served } = verifying;
  for (;;) {
    let refused: string | null = null;
    for (const { object, after } of change) {
      const answer = await cluster.offer(await served.of(object), object);
      if (answer.object === null) refused = answer.message;
      else if (hasChanges(answer.object, object, after)) return { verified: true, why: null };
    }
    if (await waitToLook(verifying, context)) continue;
    const why =
      refused === null
        ? 'it leaves as it is what it must change'
        : `what it must change is refused: ${refused}`;
    return { verified: false, why, untried: false };
  }
}

/** Whether an object has what a policy makes of another; what the server fills in besides does not matter. */
function hasChanges(made: JsonObject, object: Resource, after: Resource): boolean {
  return diffPatch(object, after).every(({ op, path }) => {
    const value = at(made, path);
    return op === 'remove' ? value === undefined : holds(value, at(after, path) ?? null);
  });
}
