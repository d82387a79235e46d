import fc from 'fast-check';
import { RE2JS } from 're2js';
import { describe, expect, it } from 'vitest';
import { CelError } from '../cel-error.ts';
import { regex } from '../regex.ts';
import { automaton } from './automaton.ts';
import { readPattern } from './pattern.ts';
import { programOf } from './program.ts';

function test(pattern: string, text: string): boolean | string {
  const compiled = regex(pattern);
  return compiled instanceof CelError ? 'error' : compiled.test(text);
}

describe('regex', () => {
  const cases: readonly (readonly [string, string, boolean | string])[] = [
    ['abc', 'xabcx', true],
    ['^abc$', 'abc', true],
    ['^abc$', 'abc\n', false],
    ['', '', true],
    ['^$', '', true],
    ['$^', '', true],
    ['^$', 'a', false],
    ['a|^b', 'xb', false],
    ['a|b$', 'xb', true],
    ['.', '\n', false],
    ['^.$', '😀', true],
    ['^[^a]$', 'é', true],
    ['^[😀-😂]$', '😁', true],
    ['[[:alpha:]]', '5', false],
    ['(?i)ABC', 'abc', true],
    ['^(?i:Yes|off)$', 'yEs', true],
    ['^(?i:Yes|off)$', 'o\u{17f}f', false],
    ['(?i:a)b', 'AB', false],
    ['(?i:[a-z])', 'A', true],
    ['(?i:é)', 'É', true],
    [String.raw`\bfoo\b`, 'a foo b', true],
    [String.raw`^\w+@\w+\.com$`, 'a@b.com', true],
    [String.raw`^\s$`, '\u00a0', false],
    ['^a{2,3}$', 'aaaa', false],
    ['^a{2,3}$', 'aaa', true],
    ['^a{2,}$', 'aaaa', true],
    ['^(a|b)*c$', 'ababc', true],
    ['^[-a-z0-9]*[a-z0-9]$', 'a-', false],
    ['^[a-z0-9]([-a-z0-9]*[a-z0-9])?$', 'my-name', true],
    ['a{', 'a{', true],
    ['[', 'x', 'error'],
    ['a**', 'x', 'error'],
    ['(?=a)', 'x', 'error'],
    ['a{1001}', 'x', 'error'],
    [String.raw`\1`, 'x', 'error'],
    ['(?P<name>a)', 'a', true],
    ['[]a]', ']', true],
  ];

  it.each(cases)('%s on %s gives %s', (pattern, text, expected) => {
    expect(test(pattern, text)).toBe(expected);
  });

  it('agrees with RE2 on whatever pattern it reads itself', () => {
    const atom = fc.constantFrom(
      'a',
      'b',
      '-',
      '.',
      '[ab]',
      '[^a]',
      '[a-c]',
      String.raw`\.`,
      String.raw`\d`,
      '(?i:a)',
      '(?i:k(s|-)+)',
      '^',
      '$',
    );
    const { pattern } = fc.letrec<{ pattern: string; part: string }>((tie) => ({
      part: fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        atom,
        fc
          .tuple(tie('pattern'), fc.constantFrom('', '*', '+', '?', '{2}', '{1,3}', '*?'))
          .map(([inner, times]) => `(${inner})${times}`),
        fc.tuple(tie('part'), tie('part')).map(([left, right]) => `${left}|${right}`),
      ),
      pattern: fc.array(tie('part'), { maxLength: 4 }).map((parts) => parts.join('')),
    }));
    const text = fc.string({
      unit: fc.constantFrom('a', 'A', 'b', 'c', 'k', 'S', '\u{212a}', '\u{17f}', '-', '.', '1', '\n', '😀'),
      maxLength: 8,
    });
    fc.assert(
      fc.property(pattern, fc.array(text, { minLength: 3, maxLength: 6 }), (source, texts) => {
        const read = readPattern(source);
        fc.pre(read !== undefined);
        const program = programOf(read);
        if (program === undefined) return;
        const matches = automaton(program);
        const re2 = RE2JS.compile(source);
        for (const candidate of texts) expect(matches(candidate)).toBe(re2.test(candidate));
      }),
      { numRuns: 1500 },
    );
  });

  it('never reads what RE2 refuses', () => {
    const source = fc.string({
      unit: fc.constantFrom(...Array.from(String.raw`abi|()[]{}*+?^$.\-,12:dwP<`)),
      maxLength: 9,
    });
    fc.assert(
      fc.property(source, (pattern) => {
        fc.pre(readPattern(pattern) !== undefined);
        expect(RE2JS.compile(pattern).pattern()).toBe(pattern);
      }),
      { numRuns: 1000 },
    );
  });

  const hostile: readonly (readonly [string, string])[] = [
    ['^(a+)+$', `${'a'.repeat(100_000)}!`],
    ['(a|aa)+$', `${'a'.repeat(100_000)}!`],
    ['(.*)(.*)(.*)(.*)x', 'a'.repeat(100_000)],
    ['a*b', 'a'.repeat(100_000)],
    ['^(([a-z])+.)+[A-Z]([a-z])+$', 'a'.repeat(100_000)],
    ['(x+x+)+y', 'x'.repeat(100_000)],
  ];

  it.each(hostile)('%s takes time linear in the text', (pattern, text) => {
    const start = performance.now();
    expect(test(pattern, text)).toBe(false);
    expect(performance.now() - start).toBeLessThan(50);
  });

  it('leaves patterns that would need too many states to RE2', () => {
    const text = 'ab'.repeat(5000);
    const start = performance.now();
    expect(test('^(a|b)*a(a|b){200}c$', text)).toBe(false);
    expect(performance.now() - start).toBeLessThan(2000);
  });
});
