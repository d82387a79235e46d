import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

/** Used for one file after another: a buffer for each would be garbage outside the heap, which is collected late. */
let shared = Buffer.allocUnsafe(65_536);

/** Larger files get a buffer of their own, so that one of them is not held for ever. */
const largestShared = 4_194_304;

/**
 * The bytes of a regular file, valid until the next call.
 * @throws what the system says, with its code
 */
export function readBytes(path: string): Buffer {
  const descriptor = openSync(path, 'r');
  try {
    const { size } = fstatSync(descriptor);
    let into = bufferFor(size + 1);
    let length = 0;
    for (;;) {
      const read = readSync(descriptor, into, length, into.length - length, null);
      length += read;
      // A regular file gives less than was asked for at its end only; one of /proc says that it has no size.
      if (read === 0 || (length === size && size > 0)) return into.subarray(0, length);
      // The file grew, or, as in /proc, never said how large it is.
      if (length === into.length) into = Buffer.concat([into, Buffer.allocUnsafe(into.length)]);
    }
  } finally {
    closeSync(descriptor);
  }
}

function bufferFor(size: number): Buffer {
  if (size > largestShared) return Buffer.allocUnsafe(size);
  if (size > shared.length) shared = Buffer.allocUnsafe(Math.min(largestShared, size * 2));
  return shared;
}
