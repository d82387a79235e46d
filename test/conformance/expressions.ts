/** A source of numbers from 0 to 1 that a seed repeats. */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const texts = [
  '',
  '  pad\t',
  '😀é𝒳z😀',
  'ABC def ÄÖ',
  'a\nb"\\\u0007',
  '\u00a0x\u0085',
  'id:1, id:2',
  'a\r\nGVs',
  ...'a hello aXbXc tacocat % X é 😀 1234567890123456789012345 %d aGVsbG8= YQ YQ= Y'.split(' '),
].map((text) => JSON.stringify(text));
const ints =
  '0 1 2 -1 3 5 64 63 30 -42 1234567 9223372036854775807 -9223372036854775808 9007199254740993'.split(' ');
const uints = '0u 1u 7u 18446744073709551615u 9007199254740993u'.split(' ');
const doubles = [
  ...'0.0 -0.0 1.0 -1.0 0.5 -0.5 2.5 1.5 0.1 9.5 1e300 -1e-300 1e21 1e23 1.2345 1052.032911275'.split(' '),
  ...'1234567.8915 999999.5 0.000001234 9007199254740993.0 123456789012345680.0'.split(' '),
  ...'0.49999999999999994 4503599627370497.5 double("NaN") double("Infinity") double("-Inf")'.split(' '),
];
const bytes = ['b""', 'b"abc"', 'b"\\xff\\x00z"', 'bytes("é😀")'];
const others = [
  'true',
  'false',
  'null',
  'timestamp("2020-01-02T03:04:05.006Z")',
  'type(1)',
  'optional.of(1)',
];
const patterns = [
  '[a-z]',
  'a*',
  '(a|X)',
  String.raw`id:(\d+)`,
  '',
  '(a)(b)',
  '(',
  'é|😀',
  '(x)?a',
  '^',
  '$',
  String.raw`\b`,
];
const replacements = ['_', String.raw`[\0]`, String.raw`\1`, '\\', String.raw`\x`, '\\\\'];
const clauses = ['%s', '%d', '%b', '%x', '%X', '%o', '%%', '%.', '%q', '%', '%.1', '%s%s'];
const realClauses = ['%f', '%.2f', '%e', '%.3e', '%.0f', '%.0e', '%.20f', '%.300f', '%.30e'];
const rounding = ['ceil', 'floor', 'round', 'trunc', 'isNaN', 'isInf', 'isFinite', 'abs', 'sign', 'sqrt'];

/** Expressions that call every function of every extension, with arguments that fit and that do not. */
export function* randomExpressions(random: () => number, version: number): Generator<string> {
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  const one = (...makers: readonly (() => string)[]): string => pick(makers)();
  const quoted = (from: readonly string[]): string => JSON.stringify(pick(from));

  const text = (depth = 2): string => (depth > 0 && random() < 0.35 ? textCall(depth - 1) : pick(texts));
  const short = (): string => pick(texts);
  const int = (): string => (random() < 0.2 ? `${text(1)}.indexOf(${short()})` : pick(ints));
  const number = (): string => pick(pick([ints, uints, doubles]));
  const any = (depth = 1): string =>
    one(
      () => text(depth),
      number,
      () => pick(bytes),
      () => pick(others),
      () => (depth > 0 ? list(depth - 1) : '[]'),
      () => (depth > 0 ? map(depth - 1) : '{}'),
    );
  /** Without calls. */
  const plain = (depth: number): string =>
    one(
      short,
      number,
      () => pick(bytes),
      () => pick(others),
      () => (depth > 0 ? `[${plain(0)}, ${plain(0)}]` : '[]'),
      () => (depth > 0 ? `{"b": ${plain(0)}, "a": ${plain(0)}}` : '{}'),
    );
  const map = (depth: number): string =>
    one(
      () => `{"b": ${any(depth)}, "a": ${any(depth)}}`,
      () => `{1: ${any(depth)}, 2u: 3}`,
      () => `{true: ${any(depth)}}`,
    );
  const list = (depth = 1): string =>
    one(
      () => '[]',
      () => some(depth),
    );
  const some = (depth = 1): string =>
    one(
      () => `[${pick(ints)}, ${pick(ints)}, ${pick(ints)}]`,
      () => `[${short()}, ${short()}, ${short()}]`,
      () => `[${pick(doubles)}, ${pick(doubles)}]`,
      () => `[${any(depth)}, ${any(depth)}]`,
      () => `dyn([${any(0)}, ${any(0)}, ${any(0)}])`,
      () => pick(['[[1, 2], [3]]', '[[[1], 2], dyn(3)]', '[7u, 0u, 1u]', '[true, false, true]']),
      () => pick(['[b"b", b"a"]', 'lists.range(5)', '["b", "a", "c", "a"]', '[dyn(1), 1u, 1.0, 2]']),
    );
  /** Now and then something else in its place, of which the checker knows nothing. */
  const odd = (expression: string): string => (random() < 0.1 ? `dyn(${any(1)})` : expression);
  const all = (from: () => string): string =>
    Array.from({ length: 1 + Math.floor(random() * 4) }, from).join(', ');

  const format = (depth: number): string => {
    const isReal = random() < 0.4;
    const clause = isReal ? pick(realClauses) : pick(clauses);
    const arg = isReal ? pick(doubles) : plain(1);
    const args = pick([arg, arg, arg, arg, '', `${arg}, 1`]);
    // The checker of formats written out knows version 2 only, and of two faults may name the other.
    return version < 4 && depth > 1 && random() < 0.6
      ? `"<${clause}>".format([${args}])`
      : `"${clause}".format(dyn([${args}]))`;
  };
  const textCall = (depth: number): string =>
    one(
      () => `${text(depth)}.charAt(${odd(int())})`,
      () => `${text(depth)}.substring(${int()})`,
      () => `${text(depth)}.substring(${int()}, ${int()})`,
      () => `${text(depth)}.${pick(['lowerAscii', 'upperAscii', 'trim'])}()`,
      () => `${text(depth)}.replace(${short()}, ${short()})`,
      () => `${text(depth)}.replace(${short()}, ${short()}, ${int()})`,
      () => `strings.quote(${text(depth)})`,
      () => `${list()}.join()`,
      () => `[${short()}, ${short()}].join(${short()})`,
      () => `base64.encode(${pick(bytes)})`,
      () => `regex.replace(${text(depth)}, ${quoted(patterns)}, ${quoted(replacements)}, ${pick(ints)})`,
      () => `${text(depth)}.${version < 3 ? 'trim' : 'reverse'}()`,
      () => format(depth),
      () => format(depth),
      () => format(depth),
    );
  const mathCall = (): string =>
    one(
      () => `math.${pick(['greatest', 'least'])}(${all(() => odd(number()))})`,
      () => `math.${pick(['greatest', 'least'])}(${list()})`,
      () => `math.${pick(rounding)}(${odd(pick(doubles))})`,
      () => `math.${pick(rounding)}(${number()})`,
      () => `math.${pick(['bitAnd', 'bitOr', 'bitXor'])}(${pick(ints)}, ${pick(ints)})`,
      () => `math.${pick(['bitAnd', 'bitOr', 'bitXor'])}(${pick(uints)}, ${pick(uints)})`,
      () => `math.bitNot(${number()})`,
      () => `math.${pick(['bitShiftLeft', 'bitShiftRight'])}(${number()}, ${pick(ints)})`,
    );
  const listCall = (): string =>
    one(
      () => `${list()}.slice(${int()}, ${int()})`,
      () => `${some()}.slice(0, ${pick(['1', '2'])})`,
      () => `${list()}.flatten(${pick(['', '0', '1', '2', '-1'])})`,
      () => `${list()}.${pick(['distinct', 'sort', 'reverse', 'first', 'last'])}()`,
      () => `dyn(${list()}).${pick(['distinct', 'sort', 'reverse'])}()`,
      () => `[3, 1, 2].sortBy(x, ${pick(['x', '-x', 'string(x)', 'dyn(x)', 'x % 2'])})`,
      () => `lists.range(${pick(['0', '3', '-2', '10'])})`,
      () => `sets.${pick(['contains', 'equivalent', 'intersects'])}(${list()}, ${list()})`,
      () => `sets.${pick(['contains', 'equivalent', 'intersects'])}(dyn(${list()}), ${list()})`,
    );
  const otherCall = (): string =>
    one(
      () => `${text()}.${pick(['indexOf', 'lastIndexOf'])}(${text()}, ${int()})`,
      () => `${text()}.${pick(['indexOf', 'lastIndexOf'])}(${odd(text())})`,
      () => `${text()}.split(${short()})`,
      () => `${text()}.split(${short()}, ${int()})`,
      () => `base64.decode(${text(1)})`,
      () => `regex.${pick(['extract', 'extractAll'])}(${text()}, ${quoted(patterns)})`,
      () => `${some()}.transformList(i, v, ${pick(['i', '[i]', 'i > 0, i'])})`,
      () => `["b", "a"].transformMap(k, v, ${pick(['k', 'v', 'k > 0, v'])})`,
      () => `["b", "a"].transformMapEntry(k, v, ${pick(['{v: k}', '{k: v}', '{"a": v}'])})`,
      () =>
        `{"a": dyn(${plain(0)})}.${pick(['all', 'exists', 'existsOne', 'exists_one'])}(k, v, ${pick(['true', 'dyn(v) == 1'])})`,
      () => `cel.bind(x, ${text(1)}, [x, x])`,
    );
  for (;;)
    yield one(
      () => textCall(2),
      () => textCall(2),
      mathCall,
      listCall,
      listCall,
      otherCall,
    );
}
