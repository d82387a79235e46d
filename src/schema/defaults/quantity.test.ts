import { expect, test } from 'vitest';
import fc from 'fast-check';
import { canonicalQuantity, formatQuantity, parseQuantity } from './quantity.ts';

test.each([
  ['1000m', '1'],
  ['1024Mi', '1Gi'],
  ['1.5Gi', '1536Mi'],
  ['0.5', '500m'],
  ['1000', '1k'],
  ['2000M', '2G'],
  ['1000Mi', '1000Mi'],
  ['1.1Mi', '1153433600m'],
  ['1Ki', '1Ki'],
  ['512', '512'],
  ['0.5Mi', '512Ki'],
  ['0.5Ki', '512'],
  ['-1000m', '-1'],
  ['0', '0'],
  ['00', '0'],
  ['0Mi', '0'],
  ['1000e3', '1e6'],
  ['1500000u', '1500m'],
  ['1.0', '1'],
  ['1.5', '1500m'],
])('%s is written as %s', (text, written) => expect(canonicalQuantity(text, false)).toBe(written));

test.each(['1e3', '1024k', '01', '+1', '5.', '100m', '1Gi', '3E'])('%s stays as written', (text) =>
  expect(canonicalQuantity(text, true)).toBe(text),
);

test('in resource lists nothing is smaller than a thousandth', () => {
  expect(canonicalQuantity('1u', true)).toBe('1m');
  expect(canonicalQuantity('1u', false)).toBe('1u');
  expect(canonicalQuantity('0.0001', true)).toBe('1m');
  expect(canonicalQuantity('0.1n', false)).toBe('1n');
});

test.each(['', '1x', '1gi', '1 Gi', 'Mi1', '1.2.3', '1e', '--1', '0'.repeat(100_000)])(
  'what is no quantity stays as it is',
  (text) => {
    expect(parseQuantity(text)).toBeNull();
    expect(canonicalQuantity(text, true)).toBe(text);
  },
);

test('the canonical form means the same and is canonical', () => {
  const suffixes = ['', 'n', 'u', 'm', 'k', 'M', 'G', 'Ki', 'Mi', 'Gi', 'e3', 'E-2'];
  const number = fc.tuple(fc.nat(1e9), fc.option(fc.nat(1e6)), fc.constantFrom(...suffixes));
  fc.assert(
    fc.property(number, ([whole, fraction, suffix]) => {
      const text = `${whole}${fraction === null ? '' : `.${fraction}`}${suffix}`;
      const written = canonicalQuantity(text, false);
      expect(parseQuantity(written)?.nanos).toBe(parseQuantity(text)?.nanos);
      expect(canonicalQuantity(written, false)).toBe(written);
    }),
  );
});

test('large exponents end', () => {
  const quantity = parseQuantity('1e9999');
  expect(quantity === null ? '' : formatQuantity(quantity)).toBe('10e399');
});
