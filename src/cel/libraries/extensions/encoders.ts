import type { Library } from '../../library.ts';
import { bytes, string } from '../../type.ts';
import { Bytes } from '../../value/boxes.ts';
import { CelError } from '../../value/cel-error.ts';
import type { Value } from '../../value/value.ts';
import { global } from '../standard/overload.ts';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const sextets: ReadonlyMap<string, number> = new Map(
  Array.from(alphabet, (letter, index) => [letter, index] as const),
);

/** Bytes in base64, padded (RFC 4648, section 4). */
export function encodeBase64({ value }: Bytes): string {
  let text = '';
  for (let index = 0; index < value.length; index += 3) {
    const [a = 0, b = 0, c = 0] = value.subarray(index, index + 3);
    const group = (a << 16) | (b << 8) | c;
    text += alphabet.charAt(group >> 18) + alphabet.charAt((group >> 12) & 63);
    text += index + 1 < value.length ? alphabet.charAt((group >> 6) & 63) : '=';
    text += index + 2 < value.length ? alphabet.charAt(group & 63) : '=';
  }
  return text;
}

/** The bytes of base64, padded or not; line breaks do not count, as in Go. */
export function decodeBase64(text: string): Value {
  const length = lengthOf(text);
  const value = new Uint8Array(Math.floor((length * 3) / 4));
  let bits = 0;
  let read = 0;
  for (let index = 0; index < text.length && read < length; index++) {
    const letter = text.charAt(index);
    if (letter === '\r' || letter === '\n') continue;
    const sextet = sextets.get(letter);
    if (sextet === undefined) return corrupt(index);
    bits = ((bits << 6) | sextet) & 0xff_ffff;
    const held = (read % 4) * 2;
    if (held > 0) value[Math.floor((read * 3) / 4)] = (bits >> (6 - held)) & 0xff;
    read++;
  }
  return length % 4 === 1 ? corrupt(text.length - 1) : new Bytes(value);
}

/** How many letters there are but for right padding; wrong padding counts, and is found. */
function lengthOf(text: string): number {
  const letters = text.replaceAll(/[\r\n]/g, '');
  if (letters.length % 4 !== 0) return letters.length;
  return letters.length - (/={1,2}$/.exec(letters.slice(-2))?.[0].length ?? 0);
}

function corrupt(at: number): CelError {
  return new CelError(`illegal base64 data at input byte ${at}`);
}

/** cel-go's library of encodings: base64. */
export const encoders: Library = {
  name: 'encoders',
  functions: [
    {
      name: 'base64.decode',
      overloads: [global('base64_decode_string', { params: [string], result: bytes, run: decodeBase64 })],
    },
    {
      name: 'base64.encode',
      overloads: [global('base64_encode_bytes', { params: [bytes], result: string, run: encodeBase64 })],
    },
  ],
};
