import type { FunctionDeclaration, Library } from '../../library.ts';
import { bool, int, opaque, string } from '../../type.ts';
import { Opaque, TypeValue } from '../../value/boxes.ts';
import { CelError } from '../../value/cel-error.ts';
import { noSuchOverload } from '../../value/faults.ts';
import { costSize } from '../../value/size.ts';
import type { Value } from '../../value/value.ts';
import { traverseFirst } from '../standard/cost.ts';
import { global, member } from '../standard/overload.ts';
import { bitLength, formatAddress, isMapped } from './address.ts';
import { goQuote } from './go-quote.ts';
import { Ip, ipType, toIp } from './ip.ts';
import { AddressFault, parseAddress } from './parse-address.ts';
import type { Address } from './parse-address.ts';

/** The type of `cidr('10.0.0.0/8')`. */
export const cidrType = opaque('net.CIDR');

/** A network: an address, whatever its host bits, and the length of its prefix. */
export class Cidr extends Opaque {
  readonly type = { kind: 'opaque', name: 'net.CIDR' } as const;
  readonly address: Address;
  readonly bits: number;

  constructor(address: Address, bits: number) {
    super();
    this.address = address;
    this.bits = bits;
  }

  /** Whether another value is the same address with the same prefix length; host bits count. */
  equals(other: Opaque): boolean {
    return (
      other instanceof Cidr &&
      other.bits === this.bits &&
      other.address.family === this.address.family &&
      other.address.value === this.address.value
    );
  }
}

function toCidr(text: string): Value {
  const cidr = read(text);
  return typeof cidr === 'string'
    ? new CelError(`network address parse error during conversion from string: ${cidr}`)
    : cidr;
}

/** Reads a network; a message where it is none. */
function read(text: string): Cidr | string {
  const prefix = readPrefix(text);
  if (typeof prefix === 'string') {
    const message = `netip.ParsePrefix(${goQuote(text)}): ${prefix}`;
    return `network address parse error during conversion from string: ${message}`;
  }
  return isMapped(prefix.address) ? `IPv4-mapped IPv6 address ${goQuote(text)} is not allowed` : prefix;
}

const maxInt = 2n ** 63n - 1n;

function readPrefix(text: string): Cidr | string {
  const slash = text.lastIndexOf('/');
  if (slash < 0) return "no '/'";
  const address = parseAddress(text.slice(0, slash));
  if (address instanceof AddressFault) return address.message;
  if (address.zone !== '') return 'IPv6 zones cannot be present in a prefix';
  const digits = text.slice(slash + 1);
  if (!/^(?:0|[1-9]\d{0,18})$/.test(digits) || BigInt(digits) > maxInt) {
    return `bad bits after slash: ${goQuote(digits)}`;
  }
  const bits = Number(digits);
  return bits > bitLength(address) ? 'prefix length out of range' : new Cidr(address, bits);
}

/** Whether two addresses have their first bits in common. */
function share(a: Address, b: Address, bits: number): boolean {
  const shift = BigInt(bitLength(a) - bits);
  return a.family === b.family && a.value >> shift === b.value >> shift;
}

function containsIp(cidr: Cidr, other: Ip | string): Value {
  const ip = typeof other === 'string' ? toIp(other) : other;
  // The API server loses why a text is no address.
  return ip instanceof CelError ? noSuchOverload : share(cidr.address, ip.address, cidr.bits);
}

function containsCidr(cidr: Cidr, other: Cidr | string): Value {
  const inner = typeof other === 'string' ? toCidr(other) : other;
  if (!(inner instanceof Cidr)) return inner;
  return cidr.bits <= inner.bits && share(cidr.address, inner.address, cidr.bits);
}

function masked({ address, bits }: Cidr): Cidr {
  const shift = BigInt(bitLength(address) - bits);
  return new Cidr({ ...address, value: (address.value >> shift) << shift }, bits);
}

// cost.go counts the bytes of the prefix for a network, and walks over texts.
const traversal = 0.1;

function containsIpCost([cidr, other]: readonly Value[]): number {
  return Math.ceil(2 * prefixBytes(cidr) * traversal) + textCost(other);
}

function containsCidrCost([cidr, other]: readonly Value[]): number {
  const size = prefixBytes(cidr);
  return Math.ceil(2 * size * traversal) + Math.ceil(size * traversal) + 1 + textCost(other);
}

function prefixBytes(cidr: Value | undefined): number {
  return cidr instanceof Cidr ? Math.ceil(cidr.bits / 8) : 1;
}

function textCost(other: Value | undefined): number {
  return typeof other === 'string' ? Math.ceil(costSize(other) * traversal) : 0;
}

const conversions: readonly FunctionDeclaration[] = [
  {
    name: 'cidr',
    overloads: [
      global('string_to_cidr', { params: [string], result: cidrType, run: toCidr, cost: traverseFirst }),
    ],
  },
  {
    name: 'isCIDR',
    overloads: [
      global('is_cidr', {
        params: [string],
        result: bool,
        run: (text: string) => typeof read(text) !== 'string',
        cost: traverseFirst,
      }),
    ],
  },
  {
    name: 'string',
    overloads: [
      global('cidr_to_string', {
        params: [cidrType],
        result: string,
        run: ({ address, bits }: Cidr) => `${formatAddress(address)}/${bits}`,
      }),
    ],
  },
];

const parts: readonly FunctionDeclaration[] = [
  {
    name: 'ip',
    overloads: [
      member('cidr_ip', {
        params: [cidrType],
        result: ipType,
        run: ({ address }: Cidr) => new Ip(address),
      }),
    ],
  },
  {
    name: 'prefixLength',
    overloads: [
      member('cidr_prefix_length', { params: [cidrType], result: int, run: ({ bits }: Cidr) => bits }),
    ],
  },
  {
    name: 'masked',
    overloads: [member('cidr_masked', { params: [cidrType], result: cidrType, run: masked })],
  },
];

const containment: readonly FunctionDeclaration[] = [
  {
    name: 'containsIP',
    overloads: [
      member('cidr_contains_ip_string', {
        params: [cidrType, string],
        result: bool,
        run: containsIp,
        cost: containsIpCost,
      }),
      member('cidr_contains_ip_ip', {
        params: [cidrType, ipType],
        result: bool,
        run: containsIp,
        cost: containsIpCost,
      }),
    ],
  },
  {
    name: 'containsCIDR',
    overloads: [
      member('cidr_contains_cidr_string', {
        params: [cidrType, string],
        result: bool,
        run: containsCidr,
        cost: containsCidrCost,
      }),
      member('cidr_contains_cidr', {
        params: [cidrType, cidrType],
        result: bool,
        run: containsCidr,
        cost: containsCidrCost,
      }),
    ],
  },
];

/** Kubernetes' library of networks. Since 1.30. */
export const cidr: Library = {
  name: 'kubernetes.cidr',
  functions: [...conversions, ...parts, ...containment],
  constants: {
    'net.CIDR': { type: { kind: 'type', of: cidrType }, value: new TypeValue(cidrType, 'net.CIDR') },
  },
};
