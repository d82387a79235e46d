import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { evaluator } from '../../../../test/cel/evaluator.ts';
import { kubernetes } from '../../environment/kubernetes.ts';
import { escapeUrl, toBytes, toText, unescapeUrl } from './url-escape.ts';
import type { UrlPart } from './url-escape.ts';

const { value, error, cost } = evaluator(kubernetes(36));

describe('url', () => {
  test.each([
    ['getScheme', 'https'],
    ['getHost', '[::1]:8080'],
    ['getHostname', '::1'],
    ['getPort', '8080'],
    ['getEscapedPath', '/a%2Fb'],
  ])('%s gives %s', (name, expected) => {
    expect(value(`url("HTTPS://u:p@[::1]:8080/a%2Fb?q=1#f").${name}()`)).toBe(expected);
  });

  test('gives the values of the query by key, in order, and leaves out what cannot be read', () => {
    const query = 'url("/?a=1&b=x%20y+z&a=2&c&%zz=1&d;e=1").getQuery()';
    expect(value(`${query} == {"a": ["1", "2"], "b": ["x y z"], "c": [""]}`)).toBe(true);
    expect(value('url("/?__proto__=1").getQuery()["__proto__"] == ["1"]')).toBe(true);
  });

  test('reads absolute URLs and absolute paths, nothing else', () => {
    const right = ['https://example.com', '/a', 'mailto:a@b', '*', 'http:///a', '//host/a'];
    const wrong = [
      '',
      'a/b',
      'example.com',
      ':a',
      'http://[::1',
      'http://a b',
      'http://a:b',
      '/%zz',
      '/\\u0001',
    ];
    expect(right.filter((text) => value(`isURL("${text}")`) !== true)).toEqual([]);
    expect(wrong.filter((text) => value(`isURL("${text}")`) !== false)).toEqual([]);
  });

  test('says what is wrong in the words of the API server', () => {
    expect(error('url("a").getHost()')).toBe(
      'URL parse error during conversion from string: parse "a": invalid URI for request',
    );
  });

  test('is the same as another of the same text', () => {
    expect(value('url("https://a/%7Eb") == url("https://a/%7Eb")')).toBe(true);
    expect(value('url("https://a/?") == url("https://a/")')).toBe(false);
    expect(value('url("HTTPS://a/") == url("https://a/")')).toBe(true);
  });

  test('costs a walk over the text to read', () => {
    expect(cost('url("https://example.com")')).toBe(2);
    expect(cost('isURL("https://example.com")')).toBe(1);
  });

  test('what is escaped is unescaped again, in every part', () => {
    const parts: readonly UrlPart[] = ['path', 'user', 'query', 'fragment'];
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.constantFrom(...parts), (text, part) => {
        const bytes = unescapeUrl(escapeUrl(toBytes(text), part), part);
        expect(typeof bytes === 'string' ? toText(bytes) : bytes.message).toBe(text);
      }),
    );
  });
});
