import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { Bytes } from '../../value/boxes.ts';
import { decodeBase64, encodeBase64 } from './encoders.ts';

test('bytes are written as Node writes them, and read back', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (value) => {
      const text = encodeBase64(new Bytes(value));
      expect(text).toBe(Buffer.from(value).toString('base64'));
      expect(decodeBase64(text)).toEqual(new Bytes(value));
      expect(decodeBase64(text.replace(/=+$/, ''))).toEqual(new Bytes(value));
      expect(decodeBase64(`\r\n${text}\n`)).toEqual(new Bytes(value));
    }),
  );
});

test.each([
  ['YQ=', 2],
  ['Y', 0],
  ['YQ==YQ==', 2],
  ['a-b_', 1],
  ['a\nb"', 3],
])('%j is no base64, from byte %i on', (text, at) => {
  expect(decodeBase64(text)).toMatchObject({ message: `illegal base64 data at input byte ${at}` });
});
