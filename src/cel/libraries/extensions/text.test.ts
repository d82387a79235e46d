import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { shown } from '../../../../test/conformance/evaluate.ts';
import { parse } from '../../parse/parse.ts';
import { CelError } from '../../value/cel-error.ts';
import { quote } from './quote.ts';
import {
  charAt,
  indexOf,
  join,
  lastIndexOf,
  lowerAscii,
  replace,
  reverse,
  split,
  substring,
  trim,
  upperAscii,
} from './text.ts';

const texts = fc.string({ unit: fc.constantFrom('a', 'b', 'A', 'é', '😀', '𝒳', ' ', '\u00a0', '"', '\\') });
const small = fc.integer({ min: -2, max: 12 });

/** Where a part stands in a text, by comparing at every code point. */
function placesOf(text: string, part: string): readonly number[] {
  const runes = Array.from(text);
  const { length } = Array.from(part);
  return runes.flatMap((_, at) => (runes.slice(at, at + length).join('') === part ? [at] : []));
}

test('parts are found by code point, from either end and from any offset', () => {
  fc.assert(
    fc.property(texts, texts, small, (text, part, offset) => {
      fc.pre(part !== '' && offset >= 0);
      const places = placesOf(text, part);
      const isInside = offset < Array.from(text).length;
      expect(indexOf(text, part)).toBe(places[0] ?? -1);
      expect(lastIndexOf(text, part)).toBe(places.at(-1) ?? -1);
      expect(indexOf(text, part, offset)).toBe(places.find((place) => place >= offset) ?? -1);
      const last = isInside ? places.findLast((place) => place <= offset) : undefined;
      expect(lastIndexOf(text, part, offset)).toBe(last ?? -1);
    }),
  );
});

test('a substring is what stands between code points, and an error beyond them', () => {
  fc.assert(
    fc.property(texts, small, small, (text, start, end) => {
      const runes = Array.from(text);
      const isRange = start >= 0 && start <= end && end <= runes.length;
      const result = substring(text, start, end);
      if (isRange) expect(result).toBe(runes.slice(start, end).join(''));
      else expect(result).toBeInstanceOf(CelError);
      const isPlace = start >= 0 && start <= runes.length;
      if (isPlace) expect(charAt(text, start)).toBe(runes[start] ?? '');
      else expect(charAt(text, start)).toBeInstanceOf(CelError);
    }),
  );
});

test('what is split is joined again, however many parts are asked for', () => {
  expect(split('a,b,c', ',', 2)).toEqual(['a', 'b,c']);
  expect(split('a😀', '')).toEqual(['a', '😀']);
  fc.assert(
    fc.property(texts, texts, small, (text, separator, count) => {
      const parts = split(text, separator, count) as readonly string[];
      if (count !== 0) expect(join(parts, separator)).toBe(text);
      if (count >= 0) expect(parts.length).toBeLessThanOrEqual(count);
    }),
  );
});

test('as many occurrences are replaced as are asked for, the empty one stands between all code points', () => {
  expect(replace('banana', 'an', '[$&]')).toBe('b[$&][$&]a');
  expect(replace('banana', 'an', 'x', 1)).toBe('bxana');
  expect(replace('banana', 'an', 'x', 0)).toBe('banana');
  expect(replace('a😀', '', '-')).toBe('-a-😀-');
  expect(replace('abc', '', '-', 1)).toBe('-abc');
  expect(replace('a😀', '', '-', 2)).toBe('-a-😀');
  expect(replace('a😀', '', '-', 3)).toBe('-a-😀-');
  expect(replace('', '', '-')).toBe('-');
});

test('only ASCII letters change their case', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(lowerAscii(text)).toBe(text.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase()));
      expect(upperAscii(lowerAscii(text))).toBe(upperAscii(text));
    }),
  );
  expect(lowerAscii('ÀB\u212A')).toBe('Àb\u212A');
});

test('white space is what Unicode calls so, without the byte order mark', () => {
  expect(trim('\u0085\u2003 x y\u00a0\n')).toBe('x y');
  expect(trim('\ufeffx\u200b')).toBe('\ufeffx\u200b');
  expect(trim(' \t ')).toBe('');
});

test('reversing twice changes nothing, and keeps code points whole', () => {
  expect(reverse('a😀b')).toBe('b😀a');
  fc.assert(
    fc.property(texts, (text) => {
      expect(reverse(reverse(text) as string)).toBe(text);
    }),
  );
});

test('a quoted text is a CEL literal of itself', () => {
  expect(quote('a"\t\n\u0007\\\u0001')).toBe('"a\\"\\t\\n\\a\\\\\u0001"');
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const { tree, problems } = parse(quote(text));
      expect(problems).toEqual([]);
      expect(tree).toMatchObject({ kind: 'literal', value: text.toWellFormed() });
    }),
  );
});

test('a list with anything but strings is not joined', () => {
  expect(shown('dyn(["a", 1]).join()')).toBe('error join: invalid input: 1');
  expect(shown('["a", "b"].join("-")')).toBe('"a-b"');
});

test('texts that would fill the memory are refused', () => {
  const large = 'a'.repeat(2 ** 23);
  expect(shown('large.split("")', { large })).toBe('error value is too large');
  expect(shown('large.split("a")', { large })).toBe('error value is too large');
  expect(shown('large.reverse()', { large })).toBe('error value is too large');
  expect(shown('large.replace("", large)', { large })).toBe('error value is too large');
  expect(shown('"%x".format([large])', { large })).toBe('error error during formatting: value is too large');
});
