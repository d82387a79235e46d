import { kubernetesSchema } from '../../schema/kubernetes.ts';
import { openPlanned } from './fix-live.ts';
import type { FixInput } from '../repair/fix-parameters.ts';
import type { FixResult, LiveObjectOutcome } from '../repair/fix-result.ts';
import { liveUndoShape, type LiveUndo } from './live-plan.ts';
import type { Context } from '../operation.ts';
import { createRights } from './rights.ts';
import type { AuditDetail, Store } from '../store-port.ts';
import { takeBackLive } from './take-back-live.ts';
import { madeBy } from '../recording/with-store.ts';

/**
 * Takes back what was done to a cluster, as the undo record of that id tells it.
 * @throws {WritError} `CLUSTER_*`
 */
export async function undoLive(
  id: string,
  kept: unknown,
  {
    input,
    store,
    emit,
  }: { readonly input: FixInput; readonly store: Store; readonly emit: (event: string) => void },
  context: Context,
): Promise<FixResult> {
  const undo = liveUndoShape.parse(kept);
  const live = await openPlanned(undo, input, await kubernetesSchema(), context);
  try {
    const { cluster } = live;
    const taking = {
      cluster,
      rights: createRights(cluster),
      rolloutSeconds: input.rolloutTimeout,
      say: emit,
    };
    const { objects, files } = await takeBackLive(undo, taking, context);
    if (objects.every(({ status }) => status !== 'not done'))
      await store.undo.take(id, madeBy(context), evidenceOf(undo, objects));
    return {
      files,
      left: [],
      problems: [],
      written: true,
      undo: null,
      live: { place: undo.place, plan: null, objects },
    };
  } finally {
    live.close();
  }
}

function evidenceOf({ id, place }: LiveUndo, objects: readonly LiveObjectOutcome[]): AuditDetail {
  const count = (status: LiveObjectOutcome['status']): number =>
    objects.filter((one) => one.status === status).length;
  return { plan: id, cluster: place, takenBack: count('taken back'), notMade: count('was not made') };
}
