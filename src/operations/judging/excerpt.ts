import type { Finding } from '../../core/finding.ts';
import { child, pointerOf, tokens, type JsonPointer } from '../../core/json.ts';
import type { Location } from '../../core/location.ts';
import type { Document } from '../../yaml/document.ts';

/** A longer line, such as minified JSON, is not shown: looking for secrets in it for each finding takes too long. */
const longest = 4096;

/** A resource within its document, and how to hide what nobody may see of it. */
export interface Shown {
  readonly document: Document;
  readonly base: JsonPointer;
  readonly mask: (text: string) => string;
}

/**
 * The source line of a finding without secrets, its column still where it was: what the replacing takes away before it
 * is filled up with spaces. Null for a line that is too long, or that other resources stand on, too.
 */
export function excerptOf(shown: Shown, { location, path }: Finding): string | null {
  // An object of a cluster has no lines.
  if (location.line === 0) return null;
  const line = shown.document.line(location.line);
  if (line.length > longest) return null;
  if (isKey(line, path)) return line;
  return isShared(shown, location) ? null : masked(line, location.column, shown.mask);
}

/** The same, where nobody knows any more what is secret: a line that is shown holds nothing but a key. */
export function keyExcerptOf(document: Document, { location, path }: Finding): string | null {
  if (location.line === 0) return null;
  const line = document.line(location.line);
  return line.length <= longest && isKey(line, path) ? line : null;
}

/** Whether all that a line holds is a key that leads to a finding: there is no value in it that could be secret. */
function isKey(line: string, path: JsonPointer): boolean {
  const text = line.trim();
  return text.endsWith(':') && tokens(path).includes(text.slice(0, -1));
}

function masked(line: string, column: number, mask: (text: string) => string): string {
  const whole = mask(line);
  const before = line.slice(0, column - 1);
  const shorter = whole === line ? before : mask(before);
  const filled = whole.startsWith(shorter) ? Math.max(0, before.length - shorter.length) : 0;
  return `${' '.repeat(filled)}${whole}`;
}

/** Whether an item of a list shares a line with what is not its own, whose secrets are not known here. */
function isShared({ document, base }: Shown, { line }: Location): boolean {
  if (base === '') return false;
  const start = document.locate(base);
  const before = document.line(line).slice(0, start.column - 1);
  if (start.line === line && !/^[-\s[]*$/.test(before)) return true;
  return followers(base).some((pointer) => {
    const next = document.locate(pointer);
    // Where nothing follows, the place is that of the list, before the item.
    return next.line === line && (next.line > start.line || next.column > start.column);
  });
}

/** The items after this one, in its list and in those that hold it. */
function followers(base: JsonPointer): readonly JsonPointer[] {
  const parts = tokens(base);
  return parts.flatMap((token, index) => {
    const list = pointerOf(parts.slice(0, index));
    return /^\d+$/.test(token) ? [child(list, Number(token) + 1)] : [];
  });
}
