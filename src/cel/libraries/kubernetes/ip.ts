import type { FunctionDeclaration, Library } from '../../library.ts';
import { bool, int, opaque, string } from '../../type.ts';
import { Opaque, TypeValue } from '../../value/boxes.ts';
import { CelError } from '../../value/cel-error.ts';
import { costSize } from '../../value/size.ts';
import type { Value } from '../../value/value.ts';
import { traverseFirst } from '../standard/cost.ts';
import { global, member } from '../standard/overload.ts';
import {
  formatAddress,
  isGlobalUnicast,
  isLinkLocalMulticast,
  isLinkLocalUnicast,
  isLoopback,
  isMapped,
  isUnspecified,
} from './address.ts';
import { goQuote } from './go-quote.ts';
import { AddressFault, parseAddress } from './parse-address.ts';
import type { Address } from './parse-address.ts';

/** The type of `ip('10.0.0.1')`. */
export const ipType = opaque('net.IP');

/** An IPv4 or IPv6 address without a zone. */
export class Ip extends Opaque {
  readonly type = { kind: 'opaque', name: 'net.IP' } as const;
  readonly address: Address;

  constructor(address: Address) {
    super();
    this.address = address;
  }

  /** Whether another value is the same address of the same family. */
  equals(other: Opaque): boolean {
    return (
      other instanceof Ip &&
      other.address.family === this.address.family &&
      other.address.value === this.address.value
    );
  }
}

/** Reads an address as the API server does: without zones, and without IPv4 in IPv6. */
export function toIp(text: string): Ip | CelError {
  const address = parseAddress(text);
  const quoted = goQuote(text);
  if (address instanceof AddressFault) {
    const message = `IP Address ${quoted} parse error during conversion from string: ${address.message}`;
    return new CelError(message);
  }
  if (address.zone !== '') return new CelError(`IP address ${quoted} with zone value is not allowed`);
  return isMapped(address)
    ? new CelError(`IPv4-mapped IPv6 address ${quoted} is not allowed`)
    : new Ip(address);
}

function isCanonical(text: string): Value {
  const ip = toIp(text);
  return ip instanceof CelError ? ip : formatAddress(ip.address) === text;
}

function traverseTwice([text = '']: readonly Value[]): number {
  return Math.ceil(costSize(text) * 2 * 0.1);
}

function test(name: string, id: string, holds: (address: Address) => boolean): FunctionDeclaration {
  const run = ({ address }: Ip): boolean => holds(address);
  return { name, overloads: [member(id, { params: [ipType], result: bool, run })] };
}

const conversions: readonly FunctionDeclaration[] = [
  {
    name: 'ip',
    overloads: [global('string_to_ip', { params: [string], result: ipType, run: toIp, cost: traverseFirst })],
  },
  {
    name: 'isIP',
    overloads: [
      global('is_ip', {
        params: [string],
        result: bool,
        run: (text: string) => !(toIp(text) instanceof CelError),
        cost: traverseFirst,
      }),
    ],
  },
  {
    name: 'ip.isCanonical',
    overloads: [
      global('ip_is_canonical', { params: [string], result: bool, run: isCanonical, cost: traverseTwice }),
    ],
  },
  {
    name: 'string',
    overloads: [
      global('ip_to_string', {
        params: [ipType],
        result: string,
        run: ({ address }: Ip) => formatAddress(address),
      }),
    ],
  },
];

/** Kubernetes' library of IP addresses. Since 1.30. */
export const ip: Library = {
  name: 'kubernetes.ip',
  functions: [
    ...conversions,
    {
      name: 'family',
      overloads: [
        member('ip_family', { params: [ipType], result: int, run: ({ address }: Ip) => address.family }),
      ],
    },
    test('isUnspecified', 'ip_is_unspecified', isUnspecified),
    test('isLoopback', 'ip_is_loopback', isLoopback),
    test('isLinkLocalMulticast', 'ip_is_link_local_multicast', isLinkLocalMulticast),
    test('isLinkLocalUnicast', 'ip_is_link_local_unicast', isLinkLocalUnicast),
    test('isGlobalUnicast', 'ip_is_global_unicast', isGlobalUnicast),
  ],
  constants: {
    'net.IP': { type: { kind: 'type', of: ipType }, value: new TypeValue(ipType, 'net.IP') },
  },
};
