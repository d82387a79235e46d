import fc from 'fast-check';
import { expect, test } from 'vitest';
import { utf8 } from './utf8.ts';

test('bytes are those of Buffer, whatever the text holds', () => {
  const unit = fc.string({ unit: 'binary', maxLength: 20 });
  const text = fc.tuple(unit, fc.nat(6000)).map(([some, times]) => some.repeat(times));
  const bytes = (of: Uint8Array): string => Buffer.from(of).toString('hex');
  fc.assert(
    fc.property(text, (value) => {
      expect(bytes(utf8(value))).toBe(bytes(Buffer.from(value)));
    }),
  );
});

test('half of a pair is replaced', () => {
  const half = `${'→'.repeat(5000)}\u{d800}`;
  expect(Buffer.from(utf8(half)).toString()).toBe(half.toWellFormed());
});
