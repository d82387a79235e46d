import { gunzipSync, gzipSync } from 'node:zlib';
import type { Library } from '../../library.ts';
import { bytes, dyn, string } from '../../type.ts';
import { Bytes } from '../../value/boxes.ts';
import { CelError } from '../../value/cel-error.ts';
import { spendElements, spendMadeText } from '../../value/effort.ts';
import { cancelled, tooLarge } from '../../value/faults.ts';
import type { Value } from '../../value/value.ts';
import { global } from '../standard/overload.ts';

/** Bytes that a text may unfold to; a few kilobytes can hold gigabytes. */
const largest = 16 * 1024 * 1024;

/** What a call costs by itself, and how many characters are compressed, in the time in which elements are compared. */
const perCall = 1000;
const charactersPerElement = 2;

function compress(value: Value): Value {
  if (typeof value !== 'string') return new CelError('unsupported type conversion to string');
  if (!spendElements(perCall + value.length / charactersPerElement)) return cancelled;
  return new Bytes(new Uint8Array(gzipSync(value)));
}

function decompress({ value }: Bytes): Value {
  try {
    const text = gunzipSync(value, { maxOutputLength: largest }).toString('utf8');
    return spendMadeText(text.length) ? text : cancelled;
  } catch (error) {
    if (error instanceof RangeError) return tooLarge;
    if (!(error instanceof Error)) throw error;
    return new CelError(`gzip: ${isTruncated(error) ? 'unexpected EOF' : 'invalid header'}`);
  }
}

function isTruncated(error: Error): boolean {
  return 'code' in error && error.code === 'Z_BUF_ERROR';
}

/** Kyverno's library of compression. */
export const gzip: Library = {
  name: 'kyverno.gzip',
  functions: [
    {
      name: 'gzip.decompress',
      overloads: [global('decompress_bytes_string', { params: [bytes], result: string, run: decompress })],
    },
    {
      name: 'gzip.compress',
      overloads: [global('compress_any_bytes', { params: [dyn], result: bytes, run: compress })],
    },
  ],
};
