import { child, tokens, type JsonPointer } from '../core/json.ts';

/** One step of a field's path: into a key, into an element by number, or into each element. */
export type Segment = { readonly key: string } | { readonly index: number } | { readonly each: true };

const name = /[^.[\]"'\s]+/y;
const bracket = /\[(?:(\*)|(0|[1-9]\d{0,8})|"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)')\]/y;

/**
 * The steps of `spec.containers[*].image`, `metadata.labels["a.b/c"]`, or of a JSON pointer in which `*` is each
 * element; a sentence where it is neither.
 */
export function parseFieldPath(text: string): readonly Segment[] | { readonly problem: string } {
  return text.startsWith('/') ? fromPointer(text as JsonPointer) : fromDots(text);
}

function fromPointer(pointer: JsonPointer): readonly Segment[] {
  return tokens(pointer).map((token) => {
    if (token === '*' || token === '[*]') return { each: true };
    return /^(?:0|[1-9]\d{0,8})$/.test(token) ? { index: Number(token) } : { key: token };
  });
}

function fromDots(text: string): readonly Segment[] | { readonly problem: string } {
  const segments: Segment[] = [];
  let at = 0;
  while (at < text.length) {
    const isBracket = text[at] === '[';
    if (!isBracket && segments.length > 0) {
      if (text[at] !== '.') return { problem: unexpected(text, at) };
      at += 1;
    }
    const pattern = isBracket ? bracket : name;
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found === null) return { problem: unexpected(text, at) };
    segments.push(isBracket ? bracketed(found) : { key: found[0] });
    at += found[0].length;
  }
  return segments;
}

function bracketed([, star, index, double, single]: RegExpExecArray): Segment {
  if (star !== undefined) return { each: true };
  if (index !== undefined) return { index: Number(index) };
  return { key: (double ?? single ?? '').replaceAll(/\\(.)/g, '$1') };
}

function unexpected(text: string, at: number): string {
  const what =
    at >= text.length ? 'it ends too early' : `\`${text[at]}\` at character ${at + 1} is unexpected`;
  return `${what}; write it like spec.containers[*].image or metadata.labels["app.kubernetes.io/name"]`;
}

/** The path as the document writes it. */
export function printFieldPath(segments: readonly Segment[]): string {
  return segments
    .map((segment, index) => {
      if ('each' in segment) return '[*]';
      if ('index' in segment) return `[${segment.index}]`;
      if (!/^[^.[\]"'\s]+$/.test(segment.key)) return `[${JSON.stringify(segment.key)}]`;
      return index === 0 ? segment.key : `.${segment.key}`;
    })
    .join('');
}

/** The pointer pattern of a path, with `*` for each element, as edits take it. */
export function patternOf(segments: readonly Segment[]): JsonPointer {
  return segments.reduce<JsonPointer>((pointer, segment) => {
    if ('each' in segment) return `${pointer}/*`;
    return child(pointer, 'index' in segment ? segment.index : segment.key);
  }, '');
}
