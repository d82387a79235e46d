import {
  atom,
  call,
  equal,
  literal,
  loop,
  method,
  never,
  not,
  or,
  plus,
  relation,
  type Cel,
} from './cel-text.ts';
import type { FieldKind } from './field-kind.ts';

/** Whether a text has `*` or `?`, which stand for other text. */
export function hasWildcard(text: string): boolean {
  return /[*?]/.test(text);
}

/** Whether a wildcard matches a text: `*` is any text, `?` any character. Linear in both. */
export function matchesWildcard(pattern: string, text: string): boolean {
  const runes = Array.from(text);
  let reached: ReadonlySet<number> = new Set([0]);
  for (const sign of pattern) reached = advance(sign, reached, runes);
  return reached.has(runes.length);
}

function advance(sign: string, reached: ReadonlySet<number>, runes: readonly string[]): ReadonlySet<number> {
  if (sign === '*') {
    const first = Math.min(...reached);
    return new Set(
      runes.flatMap((_, at) => (at >= first ? [at] : [])).concat(first <= runes.length ? runes.length : []),
    );
  }
  const after = [...reached].filter((at) => at < runes.length && (sign === '?' || runes[at] === sign));
  return new Set(after.map((at) => at + 1));
}

/** What of a text is read in which way: `abc*` as its beginning, and so on. */
const shapes: readonly (readonly [RegExp, (text: Cel, part: Cel) => Cel])[] = [
  [/^([^*?]+)\*+$/, (text, part) => method(text, 'startsWith', part)],
  [/^\*+([^*?]+)$/, (text, part) => method(text, 'endsWith', part)],
  [/^\*+([^*?]+)\*+$/, (text, part) => method(text, 'contains', part)],
];

/** Whether a text of the object is matched by a wildcard of the policy. */
export function wildcardCel(text: Cel, pattern: string): Cel {
  if (!hasWildcard(pattern)) return equal(text, literal(pattern));
  if (/^\*+$/.test(pattern)) return atom('true');
  if (/^(?:\?\*+|\*+\?)$/.test(pattern)) return relation(text, '!=', literal(''));
  for (const [shape, make] of shapes) {
    const part = shape.exec(pattern)?.[1];
    if (part !== undefined) return make(text, literal(part));
  }
  return method(text, 'matches', literal(wildcardRegex(pattern)));
}

function wildcardRegex(pattern: string): string {
  const body = pattern
    .replaceAll(/[\\^$.|+()[\]{}]/g, String.raw`\$&`)
    .replaceAll(/\*+/g, '.*')
    .replaceAll('?', '.')
    .replaceAll('..*', '.+');
  return `(?s)^${body}$`;
}

/** Whether a text of the object, read as a wildcard itself, matches another text. */
export function matchedByCel(pattern: Cel, text: Cel): Cel {
  const body = method(
    method(pattern, 'replace', literal('*'), literal(String.raw`\E.*\Q`)),
    'replace',
    literal('?'),
    literal(String.raw`\E.\Q`),
  );
  return method(text, 'matches', plus(literal(String.raw`(?s)^\Q`), body, literal(String.raw`\E$`)));
}

/**
 * Whether a text of the object is among some of the policy, either read as a wildcard for the other, as the
 * operators AnyIn and its like do.
 */
export function amongCel(text: Cel, values: readonly string[], kind: FieldKind): Cel {
  const asText =
    (kind === 'any' || kind === 'quantity') && !text.text.startsWith('string(') ? call('string', text) : text;
  const plain = values.filter((value) => !hasWildcard(value));
  const wild = values.filter(hasWildcard).map((value) => wildcardCel(asText, value));
  return or(isOneOf(text, plain), ...wild, ...(kind === 'name' ? [] : [asWildcard(asText, values)]));
}

function isOneOf(text: Cel, values: readonly string[]): Cel {
  const [only] = values;
  if (only === undefined) return never;
  return values.length === 1 ? equal(text, literal(only)) : relation(text, 'in', literal(values));
}

/** A text of the object may hold `*` itself, such as the verbs of a role. */
function asWildcard(text: Cel, values: readonly string[]): Cel {
  const isWild = method(text, 'matches', literal('[*?]'));
  const variable = /\bvalue\b/.test(text.text) ? 'stated' : 'value';
  const matches = loop(literal(values), 'exists', variable, matchedByCel(text, atom(variable)));
  return values.length === 0 ? never : not(or(not(isWild), not(matches)));
}
