import { at, tokens, type JsonPointer } from '../../core/json.ts';
import type { Location } from '../../core/location.ts';
import type { Document } from '../../yaml/document.ts';

/** Lines of an expression beyond which nobody looks for a word of it. */
const farthest = 200;

/**
 * Where a part of a rule stands in its file. With an offset, the word of the expression that begins there, found by
 * counting the same words before it, for folding and quoting move it; the key where that finds nothing.
 */
export function placeInRule(document: Document, pointer: JsonPointer, offset: number | null): Location {
  const key = document.locate(pointer);
  const text = at(document.value, pointer);
  if (offset === null || typeof text !== 'string') return key;
  const [word] = /^(?:\w+|.)/u.exec(text.slice(offset)) ?? [];
  if (word === undefined) return key;
  const before = text.slice(0, offset).split(word).length - 1;
  const colon = key.column + (tokens(pointer).at(-1)?.length ?? 0);
  return occurrences(document, word, { line: key.line, column: colon }).drop(before).next().value ?? key;
}

/** Where a word stands, from a key's colon on; the indicator of a block scalar is no part of it. */
function* occurrences(document: Document, word: string, { line: first, column: colon }: Location) {
  for (let line = first; line < first + farthest; line++) {
    const source = document.line(line);
    let from = line === first ? colon : 0;
    if (line === first && /^\s*[|>]/.test(source.slice(from))) continue;
    for (; (from = source.indexOf(word, from)) >= 0; from += word.length) yield { line, column: from + 1 };
  }
}
