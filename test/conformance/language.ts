const ints =
  '0 1 -1 2 7 -3 60 0x1F 1000000000 9007199254740993 9223372036854775807 -9223372036854775808'.split(' ');
const uints = '0u 1u 7u 18446744073709551615u 9007199254740993u'.split(' ');
const doubles =
  '0.0 -0.0 1.0 1.5 -2.5 .5 1e3 1e-7 1e19 1e300 9007199254740992.0 123456789.125 double("NaN") double("Infinity")'.split(
    ' ',
  );
const texts = [
  ...'"" "a" "b" "ab" "1" "-1" "1.5" "true" "1h" "1h1.5s" "-3ms" "é😀" "^a+$" "NaN" "UTC" "+02:00"'.split(
    ' ',
  ),
  '"2020-02-29T23:59:59.999Z"',
  '"2021-01-01T00:00:00+05:30"',
  String.raw`r"\d"`,
  "'''x\ny'''",
];
const times = [
  'timestamp("2020-02-29T23:59:59.999Z")',
  'timestamp("0001-01-01T00:00:00Z")',
  'timestamp("9999-12-31T23:59:59.999999999Z")',
  'timestamp("1969-12-31T23:59:59.5Z")',
  'timestamp(0)',
];
const spans = '0s 1h30m -1.5s 100h 999ms 1ns 2562047h'.split(' ').map((text) => `duration("${text}")`);
const bytes = ['b""', 'b"a"', String.raw`b"\xff"`, 'b"é"'];
const others = ['true', 'false', 'null', 'optional.none()', 'optional.of(1)', 'dyn(1)'];
const keys = ['"a"', '"b"', '1', '2', 'true', '1u'];
const spanParts = 'getHours getMinutes getSeconds getMilliseconds'.split(' ');
const timeParts =
  'getFullYear getMonth getDate getDayOfMonth getDayOfWeek getDayOfYear getHours getMinutes getMilliseconds'.split(
    ' ',
  );
const zones = ['', '', '"America/New_York"', '"+05:30"', '"-00:30"', '"nowhere"'];
const conversions = [
  'int',
  'uint',
  'double',
  'string',
  'bool',
  'bytes',
  'timestamp',
  'duration',
  'type',
  'size',
];
const arithmetic = ['+', '-', '*', '/', '%'];
const relations = ['==', '!=', '<', '<=', '>', '>='];

/** Expressions of the language itself: operators, conversions, macros, optionals, with errors among them. */
export function* randomLanguage(random: () => number): Generator<string> {
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  const one = (...makers: readonly (() => string)[]): string => pick(makers)();
  const names: string[] = [];
  const under = (name: string, make: () => string): string => {
    names.push(name);
    const made = make();
    names.pop();
    return made;
  };

  const scalar = (): string => pick(pick([ints, uints, doubles, texts, texts, times, spans, bytes]));
  const atom = (): string => pick(pick([[scalar()], [scalar()], others, names.length > 0 ? names : ints]));
  const odd = (depth: number): string => `dyn(${any(depth - 1)})`;
  const list = (depth: number): string =>
    one(
      () => `[${any(depth - 1)}, ${any(depth - 1)}]`,
      () => `[${int(depth - 1)}, ${int(depth - 1)}, 3]`,
      () => `[${text(depth - 1)}, "b"]`,
      () => `[?${optional(depth - 1)}, ${any(depth - 1)}]`,
    );
  // Of one entry: cel-go goes over maps in any order.
  const map = (depth: number): string =>
    one(
      () => `{${pick(keys)}: ${any(depth - 1)}}`,
      () => `{"a": {"b": {"c": ${any(depth - 1)}}}}`,
      () => `{?"a": ${optional(depth - 1)}}`,
    );
  // Of plain values: cel-go loses the inner one of two optionals.
  const optional = (depth: number): string =>
    one(
      () => 'optional.none()',
      () => `optional.of(${scalar()})`,
      () => `optional.ofNonZeroValue(${scalar()})`,
      () => `{"a": {"b": ${scalar()}}}${pick(['.?a.?b', '.?a.?c', '.?a["b"]', '[?"a"].b', '[?"x"]'])}`,
      () => `[${scalar()}, ${scalar()}][?${pick(['0', '1', '9'])}]`,
      () => `${optional(depth - 1)}.optMap(o, ${under('o', () => int(depth - 1))})`,
      () => `${optional(depth - 1)}.or(${optional(depth - 1)})`,
    );
  const int = (depth: number): string =>
    depth <= 0
      ? pick(ints)
      : one(
          () => pick(ints),
          () => `${int(depth - 1)} ${pick(arithmetic)} ${int(depth - 1)}`,
          () => `size(${pick([text, list, map])(depth - 1)})`,
          () => `int(${any(depth - 1)})`,
          () => `-(${int(depth - 1)})`,
          () => `--${pick(ints)}`,
          () => `${pick(times)}.${pick(timeParts)}(${pick(zones)})`,
          () => `${pick(spans)}.${pick(spanParts)}()`,
        );
  const text = (depth: number): string =>
    depth <= 0
      ? pick(texts)
      : one(
          () => pick(texts),
          () => `${text(depth - 1)} + ${text(depth - 1)}`,
          () => `string(${any(depth - 1)})`,
        );
  const truth = (depth: number): string =>
    depth <= 0
      ? pick(['true', 'false'])
      : one(
          () => `${any(depth - 1)} ${pick(relations)} ${any(depth - 1)}`,
          () => `${int(depth - 1)} ${pick(relations)} ${pick([...uints, ...doubles])}`,
          () => `${odd(depth)} ${pick(relations)} ${odd(depth)}`,
          () => `${any(depth - 1)} in ${pick([list, map])(depth - 1)}`,
          () => `${claim(depth)} ${pick(['&&', '||'])} ${claim(depth)}`,
          () => `!(${truth(depth - 1)})`,
          () =>
            `${text(depth - 1)}.${pick(['contains', 'startsWith', 'endsWith', 'matches'])}(${pick(texts)})`,
          () => `has({"a": {"b": ${any(depth - 1)}}}.${pick(['a', 'b', 'a.b', 'a.c', 'x.y'])})`,
          () => macro(depth, pick(['all', 'exists', 'exists_one'])),
          () => `${optional(depth - 1)}.hasValue()`,
          () => `${optional(depth - 1)} == ${optional(depth - 1)}`,
          () =>
            `(type(${any(depth - 1)}) == ${pick(['int', 'string', 'list', 'map', 'double', 'type', 'null_type'])})`,
        );
  /** Something that is true, false, or goes wrong. */
  const claim = (depth: number): string =>
    one(
      () => truth(depth - 1),
      () => odd(depth),
      () => pick(['[true][5]', '1 / 0 > 0', '{"a": true}.b']),
    );
  const macro = (depth: number, name: string): string => {
    const declared = pick(['x', 'y']);
    const body = (): string => (name === 'map' ? any(depth - 1) : claim(depth - 1));
    const range = pick([list, map])(depth - 1);
    return `${range}.${name}(${declared}, ${under(declared, body)})`;
  };
  const any = (depth: number): string =>
    depth <= 0
      ? atom()
      : one(
          atom,
          () => pick([int, text, truth, truth, list, map, optional])(depth),
          () => macro(depth, pick(['map', 'filter'])),
          () => `(${truth(depth - 1)} ? ${int(depth - 1)} : ${int(depth - 1)})`,
          () => `(${odd(depth)} ? ${odd(depth)} : ${odd(depth)})`,
          () => `${list(depth - 1)}[${pick(['0', '1', '2.0', '1u', '9', '0.5', 'dyn("a")'])}]`,
          () => `${map(depth - 1)}${pick(['["a"]', '[1]', '[1.0]', '[dyn(1u)]', '.a', '.b', '.a.b.c'])}`,
          () => `${optional(depth - 1)}.${pick(['value()', `orValue(${any(depth - 1)})`])}`,
          () => `cel.bind(z, ${text(depth - 1)}, ${under('z', () => any(depth - 1))})`,
          () => `${any(depth - 1)} ${pick(arithmetic)} ${any(depth - 1)}`,
          () => `${odd(depth)} ${pick(arithmetic)} ${odd(depth)}`,
          () => `${pick(conversions)}(${any(depth - 1)})`,
          () => `${pick(times)} ${pick(['+', '-'])} ${pick(pick([spans, times]))}`,
        );
  for (;;) yield any(pick([1, 2, 2, 3]));
}
