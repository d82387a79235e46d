import type { ReadLimits } from '../document.ts';
import { split } from '../split.ts';
import type { YamlValue } from '../value.ts';
import { editDocument } from './edit-document.ts';
import type { TextEdit } from './text-edit.ts';

/** Edits of a whole text, and which of its documents were not edited. */
export interface EditedStream {
  readonly edits: readonly TextEdit[];
  readonly refused: readonly { readonly number: number; readonly why: string; readonly offset: number }[];
}

/**
 * Edits some documents of a stream, by their numbers, 1-based; no byte of the others changes. Texts that are one JSON
 * value are one document.
 */
export function editStream(
  text: string,
  wanted: ReadonlyMap<number, YamlValue>,
  limits: ReadLimits,
): EditedStream {
  const edits: TextEdit[] = [];
  const refused: { number: number; why: string; offset: number }[] = [];
  // A byte order mark is no part of a document.
  const from = text.startsWith('\uFEFF') ? 1 : 0;
  let number = 0;
  for (const { whole } of split(text, from)) {
    const value = wanted.get(++number);
    if (value === undefined) continue;
    const { start, end } = whole;
    const edited = editDocument(text.slice(start, end), value, limits);
    if ('refused' in edited) refused.push({ number, why: edited.refused, offset: start + edited.offset });
    else
      edits.push(
        ...edited.edits.map((edit) => ({ ...edit, start: edit.start + start, end: edit.end + start })),
      );
  }
  return { edits, refused };
}
