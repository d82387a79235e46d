import type { Type } from '../../../src/cel/type.ts';

/** A source of numbers from 0 to 1. */
export type Random = () => number;

/** One of several, by chance. */
export function pick<T>(random: Random, from: readonly T[]): T {
  return from[Math.floor(random() * from.length)] as T;
}

const edgeInts = [
  '0',
  '1',
  '-1',
  '2',
  '7',
  '-42',
  '255',
  '1000000',
  '9007199254740993',
  '9223372036854775807',
  '-9223372036854775808',
];

/** Literals by type: ordinary ones and those at the edges. */
const literals: Readonly<Record<string, readonly string[]>> = {
  int: edgeInts,
  uint: ['0u', '1u', '7u', '255u', '9007199254740993u', '18446744073709551615u'],
  double: [
    '0.0',
    '-0.0',
    '1.0',
    '2.5',
    '-3.7',
    '0.1',
    '1e300',
    '-1e-300',
    '9007199254740993.0',
    'double("NaN")',
    'double("Infinity")',
    'double("-Infinity")',
  ],
  bool: ['true', 'false'],
  string: [
    '""',
    '"a"',
    '"abc"',
    '"é😀z"',
    '"Hello, World"',
    '"12"',
    '"-7"',
    '"1.5"',
    '"true"',
    '"a,b,,c"',
    '"  pad\\t"',
    '"2020-01-02T03:04:05.006Z"',
    '"1h30m"',
    '"100m"',
    '"1Gi"',
    '"192.168.0.1"',
    '"::1"',
    '"10.0.0.0/8"',
    '"https://user@example.com:8443/p?q=1&r=a%20b"',
    '"1.2.3-rc.1+b"',
    '"dns1123Label"',
    '"my-name"',
    '"Not Valid"',
    '"a\\nb\\"\\u0007"',
    '"[a-z]+"',
    '"("',
    '"UTC"',
    '"Europe/Berlin"',
    '"-08:00"',
  ],
  bytes: ['b""', 'b"abc"', 'b"\\xff\\x00z"', 'bytes("é")'],
  timestamp: [
    'timestamp("2020-01-02T03:04:05.006Z")',
    'timestamp("1969-12-31T23:59:59.999999999Z")',
    'timestamp("2024-02-29T12:00:00+05:30")',
    'timestamp(0)',
    'timestamp("9999-12-31T23:59:59Z")',
  ],
  duration: [
    'duration("1h")',
    'duration("-1.5s")',
    'duration("1ns")',
    'duration("0s")',
    'duration("100h5m")',
  ],
  null: ['null'],
  'net.IP': [
    'ip("192.168.0.1")',
    'ip("::1")',
    'ip("ff02::1")',
    'ip("0.0.0.0")',
    'ip("8.8.8.8")',
    'ip("fe80::1")',
  ],
  'net.CIDR': ['cidr("10.0.0.0/8")', 'cidr("192.168.1.5/24")', 'cidr("::/0")', 'cidr("2001:db8::/32")'],
  'kubernetes.Quantity': [
    'quantity("1")',
    'quantity("100m")',
    'quantity("1Gi")',
    'quantity("-5k")',
    'quantity("0")',
    'quantity("1e3")',
    'quantity("1.5")',
    'quantity("9223372036854775807")',
    'quantity("12345678901234567890")',
  ],
  'kubernetes.URL': [
    'url("https://example.com:8443/p/a?q=1&q=2#f")',
    'url("/path/only")',
    'url("http://[::1]:80/")',
    'url("https://example.com")',
  ],
  'kubernetes.Semver': [
    'semver("1.2.3")',
    'semver("2.0.0-rc.1+b.5")',
    'semver("0.0.0")',
    'semver("1.2.3-alpha")',
  ],
  'kubernetes.NamedFormat': [
    'format.dns1123Label()',
    'format.qualifiedName()',
    'format.uuid()',
    'format.date()',
    'format.labelValue()',
  ],
};

/** Fields of `field`, by the type that they hold. */
export const fields: Readonly<Record<string, readonly string[]>> = {
  int: ['object.int', 'object.zero', 'object.negative', 'object.large'],
  double: ['object.double'],
  bool: ['object.yes', 'object.no'],
  string: ['object.text', 'object.empty', 'object.words[0]'],
  list: ['object.words', 'object.numbers', 'object.none', 'object.mixed'],
  map: ['object.labels', 'object.nothing', 'object'],
  null: ['object.null'],
  missing: ['object.missing', 'object.labels.missing', 'object.words[9]', 'object.text.x'],
};

/** The object that generated calls read. */
export const field = {
  int: 42,
  zero: 0,
  negative: -7,
  large: 4_503_599_627_370_497,
  double: 2.5,
  yes: true,
  no: false,
  text: 'hello',
  empty: '',
  words: ['b', 'a', 'c', 'a'],
  numbers: [3, 1, 2],
  mixed: [1, 'a', true, { k: 'v' }],
  none: [],
  labels: { app: 'shop' },
  nothing: {},
  null: null,
};

const anyOf = Object.values(literals).flat();
const keys = ['"app"', '"a"', '1', 'true'];

/** An expression of a type: usually one that fits, now and then one that the checker cannot see through. */
export function argument(random: Random, type: Type, depth = 2): string {
  const chance = random();
  if (chance < 0.1) return `dyn(${pick(random, anyOf)})`;
  if (chance < 0.16) return pick(random, Object.values(fields).flat());
  if (chance < 0.23) return pick(random, fields['missing'] ?? []);
  const held = fields[type.kind];
  if (chance < 0.4 && held !== undefined) return pick(random, held);
  return fitting(random, type, depth);
}

function fitting(random: Random, type: Type, depth: number): string {
  if (type.kind === 'param' || type.kind === 'dyn') return fitting(random, anyType(random), depth);
  const composed = composition(random, type, (of) => fitting(random, of, Math.max(0, depth - 1)));
  if (composed !== null) return composed;
  const named = type.kind === 'object' || type.kind === 'opaque' ? type.name : type.kind;
  return pick(random, literals[named] ?? anyOf);
}

/** A list, map, optional or type; null for what is none of them. */
function composition(random: Random, type: Type, inner: (of: Type) => string): string | null {
  switch (type.kind) {
    case 'list': {
      const any = type.element.kind === 'param' || type.element.kind === 'dyn';
      const element = any ? anyType(random) : type.element;
      return `[${Array.from({ length: Math.floor(random() * 4) }, () => inner(element)).join(', ')}]`;
    }
    case 'map':
      return `{${pick(random, keys)}: ${inner(type.value)}}`;
    case 'optional':
      return random() < 0.3 ? 'optional.none()' : `optional.of(${inner(type.of)})`;
    case 'type':
      return pick(random, ['int', 'string', 'type(1.0)', 'type([])']);
    default:
      return null;
  }
}

function anyType(random: Random): Type {
  return {
    kind: pick(random, [
      'int',
      'string',
      'bool',
      'double',
      'uint',
      'timestamp',
      'duration',
      'bytes',
    ] as const),
  };
}
