import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { evaluator } from '../../../../test/cel/evaluator.ts';
import { kubernetes } from '../../environment/kubernetes.ts';
import { formatAddress } from './address.ts';
import { parseAddress } from './parse-address.ts';
import type { Address } from './parse-address.ts';

const { value, error, cost } = evaluator(kubernetes(36));

const address: fc.Arbitrary<Address> = fc.oneof(
  fc.bigInt(0n, 2n ** 32n - 1n).map((number): Address => ({ family: 4, value: number, zone: '' })),
  // Half of the groups are zero, so that runs of them are common.
  fc
    .array(fc.oneof(fc.constant(0n), fc.bigInt(0n, 0xffffn)), { minLength: 8, maxLength: 8 })
    .map((groups): Address => {
      const number = groups.reduce((total, group) => (total << 16n) | group, 0n);
      return { family: 6, value: number, zone: '' };
    }),
);

describe('addresses', () => {
  test('are read as they are written', () => {
    fc.assert(
      fc.property(address, (given) => {
        expect(parseAddress(formatAddress(given))).toEqual(given);
      }),
    );
  });

  test('are written with the first of the longest runs of zeros left out', () => {
    const canonical = (text: string): unknown => value(`string(ip("${text}"))`);
    expect(canonical('1:0:0:2:0:0:0:3')).toBe('1:0:0:2::3');
    expect(canonical('1:0:0:2:3:0:0:4')).toBe('1::2:3:0:0:4');
    expect(canonical('2001:0DB8:0:0:1:0:0:1')).toBe('2001:db8::1:0:0:1');
    expect(canonical('1:0:2:3:4:5:6:7')).toBe('1:0:2:3:4:5:6:7');
    expect(value('ip.isCanonical("2001:DB8::1")')).toBe(false);
  });

  test('are of one of few kinds, by their first bits', () => {
    const kinds = [
      'isUnspecified',
      'isLoopback',
      'isLinkLocalMulticast',
      'isLinkLocalUnicast',
      'isGlobalUnicast',
    ];
    const kindsOf = (text: string): readonly string[] =>
      kinds.filter((kind) => value(`ip("${text}").${kind}()`) === true);
    expect(kindsOf('::')).toEqual(['isUnspecified']);
    expect(kindsOf('127.255.0.1')).toEqual(['isLoopback']);
    expect(kindsOf('224.0.0.251')).toEqual(['isLinkLocalMulticast']);
    expect(kindsOf('224.0.1.1')).toEqual([]);
    expect(kindsOf('febf::1')).toEqual(['isLinkLocalUnicast']);
    expect(kindsOf('fec0::1')).toEqual(['isGlobalUnicast']);
    expect(kindsOf('10.0.0.1')).toEqual(['isGlobalUnicast']);
    expect(kindsOf('255.255.255.255')).toEqual([]);
  });

  test('say what is wrong in the words of the API server', () => {
    expect(error('ip("1.2.3.04").family()')).toBe(
      'IP Address "1.2.3.04" parse error during conversion from string: ParseAddr("1.2.3.04"): IPv4 field has octet with leading zero',
    );
    expect(error('ip("fe80::1%eth0").family()')).toBe(
      'IP address "fe80::1%eth0" with zone value is not allowed',
    );
    expect(error('ip("::ffff:1.2.3.4").family()')).toBe(
      'IPv4-mapped IPv6 address "::ffff:1.2.3.4" is not allowed',
    );
  });
});

describe('networks', () => {
  test('hold the addresses and networks that share their prefix', () => {
    fc.assert(
      fc.property(address, fc.nat(128), fc.nat(128), (given, first, second) => {
        const most = given.family === 4 ? 32 : 128;
        const [bits, other] = [first % (most + 1), second % (most + 1)];
        const text = formatAddress(given);
        fc.pre(!text.startsWith('::ffff:'));
        expect(value(`cidr("${text}/${bits}").containsIP("${text}")`)).toBe(true);
        expect(value(`cidr("${text}/${bits}").masked() == cidr("${text}/${bits}").masked().masked()`)).toBe(
          true,
        );
        expect(value(`cidr("${text}/${bits}").containsCIDR("${text}/${other}")`)).toBe(bits <= other);
      }),
      { numRuns: 50 },
    );
  });

  test('are the same only with the same host bits', () => {
    expect(value('cidr("10.1.2.3/8") == cidr("10.0.0.0/8")')).toBe(false);
    expect(value('cidr("10.1.2.3/8").masked() == cidr("10.0.0.0/8")')).toBe(true);
    expect(value('cidr("0.0.0.0/0").containsIP("::1")')).toBe(false);
  });

  test('cost by the bytes of their prefix', () => {
    expect(cost('cidr("10.0.0.0/8").containsIP(ip("10.0.0.1"))')).toBe(3);
    expect(cost('cidr("2001:db8::/128").containsCIDR("2001:db8::1/128")')).toBe(11);
  });
});
