/** A generator of random expressions, one for each kind of library, from a seed. */
export interface Random {
  /** A whole number below a limit. */
  below(limit: number): number;
  pick<T>(items: readonly T[]): T;
}

/** A random source (mulberry32): the same seed gives the same expressions. */
export function randomOf(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  return { below, pick: <T>(items: readonly T[]) => items[below(items.length)] as T };
}

const quote = JSON.stringify;

function many(random: Random, most: number, make: () => string, separator = ''): string {
  return Array.from({ length: random.below(most + 1) }, make).join(separator);
}

const intruders = [
  '',
  '.',
  ':',
  '/',
  '0',
  'x',
  '%',
  '%e',
  '-',
  '+',
  'é',
  '\n',
  '"',
  '::',
  ' ',
  '#',
  '?',
  '@',
];

/** A text, one time in four with a character too many, too few or changed. */
function spoiled(random: Random, text: string): string {
  if (random.below(4) > 0) return text;
  const at = random.below(text.length + 1);
  return (
    text.slice(0, at) +
    random.pick([...intruders, '[', ']', '\u0001', '€']) +
    text.slice(at + random.below(2))
  );
}

function quantity(random: Random): string {
  const odd = [
    '',
    '.',
    '+',
    'Mi',
    '.Mi',
    'Ei',
    '.5Ti',
    '-.',
    '0',
    '9223372036854775807',
    '8Ei',
    '1.0000000001',
  ];
  if (random.below(12) === 0)
    return random.pick([...odd, '9223372036854775808', '0.0000000001', '1e40', '1n']);
  const digits = (): string =>
    many(random, random.pick([3, 6, 12, 22]), () => random.pick(Array.from('000123456789')));
  const suffixes = [
    '',
    '',
    'n',
    'u',
    'm',
    'k',
    'M',
    'G',
    'T',
    'P',
    'E',
    'Ki',
    'Mi',
    'Gi',
    'Ti',
    'Pi',
    'Ei',
    'e3',
    'E3',
  ];
  const more = [
    'e-3',
    'e+5',
    'e-12',
    'e20',
    'e',
    'i',
    'K',
    'mm',
    'e4294967297',
    'e99999999999999999999',
    'Mi5',
  ];
  const fraction = random.below(3) === 0 ? `.${digits()}` : '';
  return `${random.pick(['', '', '', '-', '+'])}${digits()}${fraction}${random.pick([...suffixes, ...more])}`;
}

function address(random: Random): string {
  const known = [
    '::',
    '::1',
    '1::',
    '::ffff:1.2.3.4',
    'fe80::1%eth0',
    '::1.2.3.4',
    '1:2:3:4:5:6:1.2.3.4',
    'ff02::1',
  ];
  const more = [
    '1:2:3:4:5:6:7:8',
    '1:2:3:4:5:6:7::',
    '1::2:3:4:5:6:7:8',
    '0.0.0.0',
    '255.255.255.255',
    'febf::1',
  ];
  if (random.below(4) === 0)
    return spoiled(random, random.pick([...known, ...more, '2001:DB8::1', '224.0.0.5']));
  const four = (): string => random.pick(['0', '1', '10', '127', '169', '254', '224', '255', '256', '01']);
  const six = (): string => random.pick(['0', '0', '1', 'ff', 'fe80', '2001', 'ABCD', '12345', '', '0001']);
  const [count, field, separator] =
    random.below(2) === 0 ? [4, four, '.'] : [random.pick([8, 8, 7, 3]), six, ':'];
  return spoiled(random, Array.from({ length: count }, field).join(separator));
}

function network(random: Random): string {
  const bits = [
    '0',
    '1',
    '8',
    '9',
    '16',
    '24',
    '31',
    '32',
    '33',
    '64',
    '128',
    '129',
    '',
    '-1',
    '+1',
    '08',
    'a',
  ];
  return `${address(random)}${random.pick(['/', '/', '/', ''])}${random.pick([...bits, '99999999999999999999'])}`;
}

function version(random: Random): string {
  const known = [
    '',
    'v1.2.3',
    '1',
    '1.2',
    '01.002.3',
    '1.2.3.4',
    '1..2',
    '18446744073709551616.0.0',
    '1.0.0-',
  ];
  if (random.below(6) === 0)
    return random.pick([...known, '9223372036854775808.1.1', '1.0.0+', 'v', '.', '1.2-a']);
  const numbers = Array.from({ length: 3 }, () => random.pick(['0', '1', '2', '10', '01', ''])).join('.');
  const mark = (): string => random.pick(['alpha', 'rc', '1', '2', '10', '01', 'x-y', '', 'a_b', 'Z']);
  const prerelease = random.below(2) === 0 ? `-${mark()}.${mark()}` : '';
  return spoiled(random, `${numbers}${prerelease}${random.pick(['', '', '+build', '+1', '+a..b'])}`);
}

function link(random: Random): string {
  const scheme = random.pick(['http', 'https', 'HTTP', 'ftp', 'a+b', '1a', '', '']);
  const separator = random.pick(['://', '://', ':', '/', '//', '']);
  const user = random.pick(['', '', 'user@', 'user:pw@', 'a%40b:c%2Fd@', 'u:@', 'ü@']);
  const hosts = [
    'example.com',
    'EXAMPLE.com:80',
    'localhost:',
    '[::1]:80',
    '[::1%25eth0]',
    '[::1%eth0]',
    '10.0.0.1',
  ];
  const host = random.pick([
    ...hosts,
    '',
    'a b',
    'é.com',
    'h%41',
    'h:80a',
    '[::1',
    'a:1:2',
    '%zz',
    "a'b",
    'a(b)',
  ]);
  const paths = [
    '',
    '/',
    '/a/b',
    '/a%20b',
    '/a b',
    '/%zz',
    '/é',
    '/a%2Fb',
    "/a'()*!",
    '/a;b',
    '//x',
    '/a[b]',
    '*',
  ];
  const queries = [
    '',
    '',
    '?',
    '?a=1',
    '?a=1&b=2&a=3',
    '?a',
    '?a=%20+b',
    '?a=%zz',
    '?a;b=1',
    '?=1',
    '?&&a=é',
    '?a b',
  ];
  const fragment = random.pick(['', '', '#f', '#', '#a%20b', '#a b', '#%zz']);
  const path = random.pick([...paths, 'a:b', '/%e9']);
  return spoiled(random, `${scheme}${separator}${user}${host}${path}${random.pick(queries)}${fragment}`);
}

function named(random: Random): string {
  const names = [
    '',
    'a',
    'a-b',
    'a.b',
    'A',
    '-a',
    'a-',
    'a_b',
    '1a',
    'a/b',
    'a.b/c',
    '/c',
    'a/b/c',
    'a..b',
    'A.b/C',
  ];
  const long = ['x'.repeat(63), 'x'.repeat(64), 'x'.repeat(253), 'x'.repeat(254)];
  const ids = [
    '123e4567-e89b-12d3-a456-426614174000',
    '123E4567E89B12D3A456426614174000',
    'aGVsbG8=',
    'aGVsbG8',
    'ab==',
  ];
  const days = [
    '2020-01-01',
    '2020-13-01',
    '2021-02-29',
    '2020-02-29',
    '2020-01-01T00:00:00Z',
    '2020-01-01 00:00:00Z',
  ];
  const times = [
    '2020-01-01T00:00:00.123+02:00',
    '2020-01-01t00:00:00z',
    '2020-01-01T25:00:00Z',
    '2020-01-01T00:00:60Z',
  ];
  return spoiled(random, random.pick([...names, ...long, ...ids, ...days, ...times, link(random)]));
}

function pattern(random: Random): string {
  const simple = [
    'a*',
    '[a-z]+',
    'b?',
    '^a',
    'a$',
    '(a|ab)',
    '\\b',
    'a{2}',
    '(?i)A',
    'x*',
    '',
    'é',
    '.',
    '\\d+',
    '[^a]',
  ];
  const odd = [
    '[',
    '(',
    'a**',
    '(?=a)',
    '(?P<n>a)',
    'a|',
    '\\C',
    '\\pN',
    'a{1001}',
    '(?s).',
    '$',
    '\\z',
    'aa+?',
  ];
  return random.pick([...simple, ...odd]);
}

function words(random: Random): string {
  return many(random, random.pick([1, 3, 6, 12]), () =>
    random.pick(['a', 'b', 'ab', 'aa', '1', 'é', '😀', ' ', 'A', '\n']),
  );
}

function element(random: Random, kind: string): string {
  const numbers = ['0', '1', '-1', '5', '9223372036854775807', '-9223372036854775808'];
  switch (kind) {
    case 'int':
      return random.pick(numbers);
    case 'uint':
      return random.pick(['0u', '1u', '18446744073709551615u']);
    case 'double':
      return random.pick(['0.0', '1.5', '-2.0', '1e308', '0.1']);
    case 'string':
      return quote(words(random));
    case 'bool':
      return random.pick(['true', 'false']);
    case 'duration':
      return random.pick(['duration("1s")', 'duration("-5m")']);
    case 'timestamp':
      return random.pick(['timestamp("2020-01-01T00:00:00Z")', 'timestamp("2021-01-01T00:00:00Z")']);
    default:
      return random.pick(['b"a"', 'b"b"', 'b"abcdefghijkl"']);
  }
}

const kinds = ['int', 'uint', 'double', 'string', 'bool', 'duration', 'timestamp', 'bytes'];

/** One random expression of each library, over and over. */
export function* randomExpressions(random: Random): Generator<string> {
  const makers = [ofQuantity, ofIp, ofCidr, ofSemver, ofUrl, ofFormat, ofRegex, ofLists];
  for (;;) {
    for (const make of makers) yield make(random);
  }
}

function ofQuantity(random: Random): string {
  const [a, b] = [`quantity(${quote(quantity(random))})`, `quantity(${quote(quantity(random))})`];
  const n = random.pick(['1', '-1', '0', '9223372036854775807', '-9223372036854775808', '1000']);
  return random.pick([
    `isQuantity(${quote(quantity(random))})`,
    `sign(${a})`,
    `${a}.isInteger()`,
    `${a}.asInteger()`,
    `${a}.asApproximateFloat()`,
    `${a}.compareTo(${b})`,
    `${a}.isLessThan(${b})`,
    `${a}.isGreaterThan(${b})`,
    `${a} == ${b}`,
    `${a}.add(${b}).asApproximateFloat()`,
    `${a}.sub(${b}).asApproximateFloat()`,
    `${a}.add(${b}).isInteger()`,
    `${a}.sub(${n}).asInteger()`,
    `${a}.add(${n}).asInteger()`,
    `${a}.sub(${b}).compareTo(${a})`,
  ]);
}

function ofIp(random: Random): string {
  const [a, b] = [quote(address(random)), quote(address(random))];
  const tests = ['family', 'isUnspecified', 'isLoopback', 'isLinkLocalMulticast', 'isLinkLocalUnicast'];
  return random.pick([
    `isIP(${a})`,
    `string(ip(${a}))`,
    `ip.isCanonical(${a})`,
    `ip(${a}).${random.pick([...tests, 'isGlobalUnicast'])}()`,
    `ip(${a}) == ip(${b})`,
  ]);
}

function ofCidr(random: Random): string {
  const [a, b, c] = [quote(network(random)), quote(network(random)), quote(address(random))];
  return random.pick([
    `isCIDR(${a})`,
    `string(cidr(${a}).masked())`,
    `cidr(${a}).prefixLength()`,
    `string(cidr(${a}).ip())`,
    `cidr(${a}).containsIP(${c})`,
    `cidr(${a}).containsIP(ip(${c}))`,
    `cidr(${a}).containsCIDR(${b})`,
    `cidr(${a}).containsCIDR(cidr(${b}))`,
    `cidr(${a}).masked() == cidr(${a})`,
  ]);
}

function ofSemver(random: Random): string {
  const loosely = random.pick(['', '', ', true', ', false']);
  const [a, b] = [
    `semver(${quote(version(random))}${loosely})`,
    `semver(${quote(version(random))}${loosely})`,
  ];
  return random.pick([
    `isSemver(${quote(version(random))}${loosely})`,
    `${a}.${random.pick(['major', 'minor', 'patch'])}()`,
    `${a}.compareTo(${b})`,
    `${a}.isLessThan(${b})`,
    `${a}.isGreaterThan(${b})`,
    `${a} == ${b}`,
  ]);
}

function ofUrl(random: Random): string {
  const a = quote(link(random));
  const parts = ['getScheme', 'getHost', 'getHostname', 'getPort', 'getEscapedPath'];
  return random.pick([
    `isURL(${a})`,
    `url(${a}).${random.pick(parts)}()`,
    `url(${a}).getQuery().transformList(k, v, k + '=' + v.join(',')).sort().join('&')`,
    `url(${a}) == url(${quote(link(random))})`,
  ]);
}

function ofFormat(random: Random): string {
  const names = ['dns1123Label', 'dns1123Subdomain', 'dns1035Label', 'qualifiedName', 'dns1123LabelPrefix'];
  const more = [
    'dns1123SubdomainPrefix',
    'dns1035LabelPrefix',
    'labelValue',
    'uri',
    'uuid',
    'byte',
    'date',
    'datetime',
  ];
  const format = random.pick([...names, ...more]);
  const text = quote(named(random));
  return random.pick([
    `format.named("${format}").value().validate(${text}).hasValue()`,
    `format.${format}().validate(${text}).orValue([]).join('|')`,
  ]);
}

function ofRegex(random: Random): string {
  const [text, regex] = [quote(words(random)), quote(pattern(random))];
  return random.pick([
    `${text}.find(${regex})`,
    `${text}.findAll(${regex}).join('|')`,
    `${text}.findAll(${regex}, ${random.pick(['0', '1', '2', '-1'])}).join('|')`,
  ]);
}

function ofLists(random: Random): string {
  const kind = random.pick(kinds);
  const list = `[${many(random, 5, () => element(random, kind), ', ')}]`;
  return random.pick([
    `${list}.isSorted()`,
    `${list}.${random.pick(['sum', 'min', 'max'])}()`,
    `${list}.${random.pick(['indexOf', 'lastIndexOf'])}(${element(random, kind)})`,
  ]);
}
