import { hash } from 'node:crypto';
import { z } from 'zod';
import { WritError } from '../../core/errors.ts';
import { openPlanned } from '../live/fix-live.ts';
import { liveUndoShape, type LiveUndo } from '../live/live-plan.ts';
import { createRights } from '../live/rights.ts';
import type { Store, UndoRecord } from '../store-port.ts';
import { takeBackLive } from '../live/take-back-live.ts';
import { madeBy } from '../recording/with-store.ts';
import { waitArgument } from './call-shapes.ts';
import { withStored } from './fix-deployment.ts';
import { diffOf } from './fix-reply.ts';
import { openCall } from './open-call.ts';
import { defineTool, type Told, type ToolContext } from './tool.ts';

const input = z.strictObject({
  undo: z.string().min(1).max(100).describe('the id that was told when the repair was made'),
  dryRun: z.boolean().default(false).describe('only show what would be taken back'),
  waitSeconds: waitArgument,
  confirm: z.string().max(100).optional().describe('the id of the plan that is to be carried out'),
});

type Input = z.infer<typeof input>;

const output = z.object({
  undo: z.string(),
  summary: z.string().describe('what the repair was'),
  dryRun: z.boolean(),
  applied: z.boolean().describe('whether anything was taken back'),
  plan: z.string().nullable().describe('to be given as confirm, to take it back; null where nothing waits'),
  objects: z.array(
    z.object({
      kind: z.string(),
      namespace: z.string().nullable(),
      name: z.string(),
      rules: z.array(z.string()).describe('the rules that were repaired'),
      fields: z.array(z.string()).describe('what gets its former value, as JSON pointers'),
      status: z.enum(['waits', 'taken back', 'was not made', 'not done']),
      reason: z.string().nullable(),
    }),
  ),
  diff: z.string().nullable().describe('what changed, as a diff of manifests; null while nothing has'),
  notes: z.array(z.string()),
});

type Output = Told<z.infer<typeof output>>;

export const rollbackPolicyFix = defineTool({
  name: 'rollback_policy_fix',
  summary:
    'Take back a repair by the id that was told of it: a plan first, which is carried out when it is confirmed.',
  effect: 'write',
  input,
  output,

  plan({ undo, dryRun }: Input, context) {
    return withStored(context, async (store) => {
      const { record, kept } = await recordNamed(undo, store);
      const plan = dryRun ? null : planOf(record);
      const base = { undo, summary: record.summary, dryRun, applied: false, plan, diff: null, notes: [] };
      return { plan, output: { ...base, objects: kept.changes.map(waiting) } };
    });
  },

  apply(plan, { undo, dryRun, waitSeconds }: Input, context) {
    if (dryRun) throw new WritError('ARGUMENT_INVALID', 'a plan is either carried out or only shown');
    return withStored(context, async (store) => {
      const { record, kept } = await recordNamed(undo, store);
      if (plan !== planOf(record)) throw new WritError('PLAN_UNKNOWN', 'the plan is of another repair');
      return takeBack({ record, kept, rolloutSeconds: waitSeconds }, store, context);
    });
  },
});

interface Named {
  readonly record: UndoRecord;
  readonly kept: LiveUndo;
}

/** @throws {WritError} `UNDO_UNKNOWN` */
async function recordNamed(id: string, store: Store): Promise<Named> {
  const record = await store.undo.get(id);
  if (record === null) throw new WritError('UNDO_UNKNOWN', `there is no repair \`${id.slice(0, 60)}\``);
  if (record.undone !== null) throw new WritError('UNDO_UNKNOWN', `\`${id}\` was taken back before`);
  const kept = liveUndoShape.safeParse(JSON.parse(record.changes));
  if (kept.success) return { record, kept: kept.data };
  throw new WritError('UNDO_UNKNOWN', `\`${id}\` is a repair of files`, {
    hint: `They are taken back where they are: writ fix --undo ${id}`,
  });
}

/** The same for the same repair, so that nothing needs to be kept of it. */
function planOf({ id, changes }: UndoRecord): string {
  return hash('sha256', JSON.stringify(['undo', id, changes])).slice(0, 16);
}

function waiting(change: LiveUndo['changes'][number]): Output['objects'][number] {
  return { ...objectOf(change), status: 'waits', reason: null };
}

function objectOf({ kind, namespace, name, steps, makes }: LiveUndo['changes'][number]) {
  return {
    kind: kind.kind,
    namespace,
    name,
    rules: steps.map(({ policy }) => policy),
    fields: [...new Set([...makes.fields.map(({ path }) => path), ...makes.made])],
  };
}

interface TakingBack extends Named {
  readonly rolloutSeconds: number;
}

async function takeBack(
  { record, kept, rolloutSeconds }: TakingBack,
  store: Store,
  context: ToolContext,
): Promise<Output> {
  const notes: string[] = [];
  const call = await openCall({}, context);
  const settings = { context: null, as: null, asGroup: [] };
  const live = await openPlanned(kept, settings, call.schema, call.context);
  try {
    const { cluster } = live;
    const say = (text: string): void => void notes.push(text);
    const taking = { cluster, rights: createRights(cluster), rolloutSeconds, say };
    const { objects, files } = await takeBackLive(kept, taking, call.context);
    if (objects.every(({ status }) => status !== 'not done'))
      await store.undo.take(record.id, madeBy(context));
    return {
      undo: record.id,
      summary: record.summary,
      dryRun: false,
      applied: objects.some(({ status }) => status === 'taken back'),
      plan: null,
      objects: kept.changes.map((change, index) => ({
        ...objectOf(change),
        status: statusOf(objects[index]?.status),
        reason: objects[index]?.why ?? null,
      })),
      diff: files.length === 0 ? null : files.map(diffOf).join(''),
      notes,
    };
  } finally {
    live.close();
  }
}

function statusOf(status: string | undefined): Output['objects'][number]['status'] {
  return status === 'taken back' || status === 'was not made' ? status : 'not done';
}
