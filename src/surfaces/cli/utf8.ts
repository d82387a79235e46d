import { transcode } from 'node:buffer';

/** Shorter texts are not worth the detour. */
const long = 4096;

/**
 * A text as bytes in UTF-8, half of a pair as U+FFFD. Long texts that hold other than Latin letters go through UTF-16,
 * in which the engine has them: it would look at each character twice to encode them itself.
 */
export function utf8(text: string): Uint8Array {
  // Node without ICU has no such function.
  const isLong = text.length >= long && (transcode as typeof transcode | undefined) !== undefined;
  return isLong && text.isWellFormed()
    ? transcode(Buffer.from(text, 'utf16le'), 'utf16le', 'utf8')
    : Buffer.from(text, 'utf8');
}
