const encoder = new TextEncoder();

/** Longer texts would keep as much room as they take. */
const longest = 1_048_576;

/** Room for one text after another: to make room for each takes longer than to encode it. */
let room = new Uint8Array(0);

/** A text as bytes in UTF-8 that are its own, half of a pair as U+FFFD; quicker than `Buffer.from`, which looks at it twice. */
export function utf8(text: string): Uint8Array {
  if (text.length > longest) return Buffer.from(text, 'utf8');
  const most = text.length * 3;
  if (most > room.length) room = new Uint8Array(most);
  return room.slice(0, encoder.encodeInto(text, room).written);
}
