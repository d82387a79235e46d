import { hash } from 'node:crypto';
import { z } from 'zod';
import { WritError } from '../../core/errors.ts';
import { applyEdits, inverseOf } from '../../yaml/edit/text-edit.ts';
import type { FixInput } from './fix-parameters.ts';
import type { FixResult, FixedFile } from './fix-result.ts';
import type { Context } from '../operation.ts';
import type { AuditDetail, Store, UndoRecord } from '../store-port.ts';
import { madeBy, withStore } from '../recording/with-store.ts';

/** What is kept of each file that is written: the edits that take it back, and what it must be for them to fit. */
const changesShape = z.array(
  z.object({
    file: z.string(),
    edits: z.array(z.object({ start: z.int(), end: z.int(), text: z.string() })),
    before: z.string(),
    after: z.string(),
  }),
);

type Change = z.infer<typeof changesShape>[number];

/** A text that takes the place of another. */
interface Replacement {
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

/** Where the store is, and how much of a file is read. */
export interface FixPlace {
  readonly store: string | null;
  readonly maxFileSize: number;
}

/**
 * Writes repaired files, all or none. How to take them back is stored first, so that whatever ends the process leaves
 * each file as it was or as it should be, and an id that takes all of them back.
 * @throws {WritError} `USAGE` for standard input, `CONFLICT` where a file changed meanwhile, `OUTPUT_UNWRITABLE`
 */
export async function writeFix(
  found: FixResult,
  place: FixPlace & { readonly evidence: AuditDetail },
  context: Context,
): Promise<FixResult> {
  const { files } = found;
  if (files.length === 0) return found;
  if (files.some(({ file }) => file === '<stdin>'))
    throw new WritError('USAGE', 'standard input cannot be written', { hint: 'Name files or folders.' });
  return withStore(place.store, context, async (store) => {
    await refuseChanged(files, place, context);
    const changes = files.map((file) => changeOf(file, context));
    for (const [index, { edits }] of changes.entries()) refuseSecrets(edits, files[index]);
    const record = await store.undo.add(
      {
        summary: summaryOf(files),
        changes: JSON.stringify(changes),
        ends: endsOf(files),
        ...madeBy(context),
      },
      { ...bytesOf(changes), ...place.evidence },
    );
    const replacements = files.map(({ file, before, after }) => ({ file, from: before, to: after }));
    await replaceAll(replacements, context, () => store.undo.take(record.id, madeBy(context)));
    await store.undo.finish(record.id, madeBy(context));
    return { ...found, written: true, undo: record.id };
  });
}

/**
 * Takes back what was written or changed: all of it or nothing. What an interrupted writing never reached stays.
 * @throws {WritError} `UNDO_UNKNOWN`, `CONFLICT` where a file was changed since
 */
export async function undoFix(
  id: string,
  place: FixInput,
  context: Context,
  emit: (event: string) => void,
): Promise<FixResult> {
  return withStore(place.store, context, async (store) => {
    const record = await recordOf(store, id);
    const kept: unknown = JSON.parse(record.changes);
    if (!Array.isArray(kept)) {
      const { undoLive } = await import('../live/undo-live.ts');
      return undoLive(id, kept, { input: place, store, emit }, context);
    }
    const changes = changesShape.parse(kept);
    const replacements = (
      await Promise.all(changes.map((change) => replacementOf(change, place, context)))
    ).filter((one) => one !== null);
    await replaceAll(replacements, context, () => Promise.resolve());
    if (!(await store.undo.take(id, madeBy(context), bytesOf(changes)))) throw alreadyUndone(id);
    return {
      files: replacements.map(({ file, from, to }) => ({
        file,
        before: from,
        after: to,
        edits: [],
        secrets: [],
        resources: [],
      })),
      left: [],
      problems: [],
      written: true,
      undo: null,
      live: null,
    };
  });
}

function summaryOf(files: readonly FixedFile[]): string {
  const rules = new Set(
    files.flatMap(({ resources }) => resources.flatMap(({ steps }) => steps.map(({ policy }) => policy))),
  );
  return `${files.length} ${files.length === 1 ? 'file' : 'files'}: ${[...rules].toSorted().join(', ')}`;
}

/** A change without its secret would not take anything back. */
function refuseSecrets(edits: Change['edits'], file: FixedFile | undefined): void {
  const secret = file?.sealed?.find((one) => edits.some(({ text }) => text.includes(one)));
  if (secret === undefined) return;
  throw new WritError(
    'SECRET_REFUSED',
    'what would be changed holds a secret, and no secret is kept to undo it',
    {
      where: { file: file?.file ?? '' },
      hint: 'Move it into a Secret first, or leave the rule out that changes it with --rules. Nothing was written.',
    },
  );
}

function endsOf(files: readonly FixedFile[]): readonly string[] {
  return files.flatMap(({ resources }) => resources.flatMap(({ ended }) => ended));
}

function changeOf({ file, before, after, edits }: FixedFile, { target }: Context): Change {
  return {
    file: target([file]),
    edits: [...inverseOf(before, edits)],
    before: digest(before),
    after: digest(after),
  };
}

/** On which bytes, and what became of them. */
function bytesOf(changes: readonly Change[]): AuditDetail {
  const over = (side: 'before' | 'after') =>
    digest(JSON.stringify(changes.map((change) => [change.file, change[side]])));
  return { before: over('before'), after: over('after') };
}

function digest(text: string): string {
  return hash('sha256', text);
}

async function refuseChanged(files: readonly FixedFile[], place: FixPlace, context: Context): Promise<void> {
  for (const { file, before } of files)
    if ((await textOf(file, place, context)) !== before) throw conflict(file, 'nothing was written');
}

async function textOf(file: string, { maxFileSize }: FixPlace, { inputs }: Context): Promise<string | null> {
  for await (const source of inputs.open([file], { fileSize: maxFileSize * 1_048_576 }))
    return 'text' in source ? source.text : null;
  return null;
}

/** Null where the file is already what it was. */
async function replacementOf(change: Change, place: FixPlace, context: Context): Promise<Replacement | null> {
  const text = await textOf(change.file, place, context);
  if (text !== null && digest(text) === change.before) return null;
  if (text === null || digest(text) !== change.after) throw conflict(change.file, 'nothing was taken back');
  return { file: change.file, from: text, to: applyEdits(text, change.edits) };
}

/** Writes all files; where one cannot be written, those before it are put back. */
async function replaceAll(
  replacements: readonly Replacement[],
  { write }: Context,
  abandon: () => Promise<unknown>,
): Promise<void> {
  const written: Replacement[] = [];
  try {
    for (const one of replacements) {
      write(one.file, one.to);
      written.push(one);
    }
  } catch (cause) {
    for (const { file, from } of written) write(file, from);
    await abandon();
    throw cause;
  }
}

async function recordOf(store: Store, id: string): Promise<UndoRecord> {
  const record = await store.undo.get(id);
  if (record === null) {
    const latest = await store.undo.list(1);
    throw new WritError('UNDO_UNKNOWN', `there is nothing to take back under \`${id}\``, {
      hint: latest[0] === undefined ? 'Nothing was written yet.' : `The last one is ${latest[0].id}.`,
    });
  }
  if (record.undone !== null) throw alreadyUndone(id);
  return record;
}

function alreadyUndone(id: string): WritError {
  return new WritError('UNDO_UNKNOWN', `\`${id}\` was taken back before`, {
    hint: 'There is nothing to do.',
  });
}

function conflict(file: string, consequence: string): WritError {
  return new WritError('CONFLICT', `\`${file}\` was changed meanwhile; ${consequence}`, {
    hint: 'Look at what changed, and run it again.',
  });
}
