/** One element of DER (ITU-T X.690): its tag, its content, and the bytes that it was read from. */
export interface Der {
  readonly tag: number;
  readonly content: Uint8Array;
  /** With tag and length. */
  readonly raw: Uint8Array;
}

/** Tags of the universal class, and `[0]` … as constructed elements of a context. */
export const tags = {
  boolean: 0x01,
  integer: 0x02,
  bits: 0x03,
  octets: 0x04,
  oid: 0x06,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
} as const;

/** The elements that follow each other in some bytes; null where they are not DER. */
export function readAll(bytes: Uint8Array): readonly Der[] | null {
  const elements: Der[] = [];
  let at = 0;
  while (at < bytes.length) {
    const element = readOne(bytes.subarray(at));
    if (element === null) return null;
    elements.push(element);
    at += element.raw.length;
  }
  return elements;
}

function readOne(bytes: Uint8Array): Der | null {
  const [tag = 0, first = 0] = bytes;
  if (bytes.length < 2) return null;
  const size = first < 0x80 ? 0 : first & 0x7f;
  if (first === 0x80 || size > 4) return null;
  const length = size === 0 ? first : bytes.subarray(2, 2 + size).reduce((sum, byte) => sum * 256 + byte, 0);
  const start = 2 + size;
  if (start + length > bytes.length) return null;
  return { tag, content: bytes.subarray(start, start + length), raw: bytes.subarray(0, start + length) };
}

/** The elements within one; none where it holds no such. */
export function within(element: Der | undefined): readonly Der[] {
  return element === undefined ? [] : (readAll(element.content) ?? []);
}

/** An object identifier as its numbers. */
export function oidOf({ content }: Der): readonly number[] {
  const numbers: number[] = [];
  let value = 0;
  for (const byte of content) {
    value = value * 128 + (byte & 0x7f);
    if (byte >= 0x80) continue;
    numbers.push(value);
    value = 0;
  }
  const [first = 0, ...rest] = numbers;
  const root = Math.min(Math.floor(first / 40), 2);
  return [root, first - root * 40, ...rest];
}

/** A whole number. */
export function wholeOf({ content }: Der): bigint {
  const unsigned = content.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
  const isNegative = (content[0] ?? 0) >= 0x80;
  return isNegative ? unsigned - (1n << BigInt(content.length * 8)) : unsigned;
}

/** The bytes of a bit string, without the count of unused bits before them. */
export function bitsOf({ content }: Der): Uint8Array {
  return content.subarray(1);
}

/** A text of any of ASN.1's kinds of text. */
export function textOf({ content }: Der): string {
  return Buffer.from(content).toString('utf8');
}
