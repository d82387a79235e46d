import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { evaluator } from '../../../../test/cel/evaluator.ts';
import { kubernetes } from '../../environment/kubernetes.ts';
import { CelError } from '../../value/cel-error.ts';
import { compareVersions, parseVersion, parseVersionLoosely } from './parse-version.ts';
import type { Version } from './parse-version.ts';

const { value, error } = evaluator(kubernetes(36));

function version(text: string): Version {
  const read = parseVersion(text);
  if (read instanceof CelError) throw new Error(read.message);
  return read;
}

const text = fc
  .tuple(
    fc.array(fc.nat(3), { minLength: 3, maxLength: 3 }),
    fc.array(fc.constantFrom('0', '1', '10', 'a', 'rc', '-'), { maxLength: 2 }),
  )
  .map(([numbers, marks]) => `${numbers.join('.')}${marks.length > 0 ? `-${marks.join('.')}` : ''}`);

describe('semver', () => {
  test('orders versions as semver.org does', () => {
    const ordered = [
      '0.9.9',
      '1.0.0-0',
      '1.0.0-2',
      '1.0.0-10',
      '1.0.0-alpha',
      '1.0.0-alpha.1',
      '1.0.0-alpha.beta',
      '1.0.0-beta',
      '1.0.0',
      '1.0.1',
      '1.1.0-rc.1',
      '1.10.0',
      '2.0.0',
    ];
    expect(ordered.toReversed().toSorted((a, b) => compareVersions(version(a), version(b)))).toEqual(ordered);
  });

  test('has one order, whichever way it is asked for', () => {
    fc.assert(
      fc.property(text, text, text, (a, b, c) => {
        const [x, y, z] = [version(a), version(b), version(c)];
        expect(compareVersions(x, y)).toBe(0 - compareVersions(y, x));
        expect(compareVersions(x, y) === 0).toBe(a === b);
        if (compareVersions(x, y) <= 0 && compareVersions(y, z) <= 0) {
          expect(compareVersions(x, z)).toBeLessThanOrEqual(0);
        }
      }),
    );
  });

  test('reads loosely what it reads strictly, and the same', () => {
    fc.assert(
      fc.property(text, (given) => {
        expect(parseVersionLoosely(`v${given}`)).toEqual(parseVersion(given));
      }),
    );
    expect(value('semver("v01.2", true) == semver("1.2.0")')).toBe(true);
    expect(value('isSemver("v1.2.3")')).toBe(false);
    expect(error('semver("1.2-rc1", true).major()')).toBe(
      'short version cannot contain PreRelease/Build meta data',
    );
  });

  test('does not count build metadata', () => {
    expect(value('semver("1.0.0+a") == semver("1.0.0+b")')).toBe(true);
    expect(error('semver("1.0.0+a_b").major()')).toBe('Invalid character(s) found in build meta data "a_b"');
  });

  test('reads numbers of 64 bits, which are ints of 64 bits', () => {
    expect(value('semver("18446744073709551615.0.0").major()')).toBe(-1);
    expect(error('semver("18446744073709551616.0.0").major()')).toBe(
      'strconv.ParseUint: parsing "18446744073709551616": value out of range',
    );
  });
});
