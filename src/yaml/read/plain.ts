import type { YamlValue } from '../value.ts';
import { char, type Scanner } from './scanner.ts';

// Words that mean more than themselves to YAML 1.1; those in other cases are left to `yaml`.
const words: ReadonlyMap<string, YamlValue | undefined> = new Map<string, YamlValue | undefined>([
  ['true', true],
  ['false', false],
  ['null', null],
  ['~', null],
  ...['y', 'n', 'yes', 'no', 'on', 'off', 'True', 'False', 'Null', 'Yes', 'No', 'On', 'Off', 'Y', 'N'].map(
    (word): [string, undefined] => [word, undefined],
  ),
  ...['TRUE', 'FALSE', 'NULL', 'YES', 'NO', 'ON', 'OFF', '<<', '='].map((word): [string, undefined] => [
    word,
    undefined,
  ]),
]);

const wholeNumber = /^-?(?:0|[1-9][0-9]{0,14})$/;
const fraction = /^-?(?:0|[1-9][0-9]{0,14})\.[0-9]{1,15}$/;
// What could be a number of some kind to YAML 1.1: digits, signs, dots, exponents, prefixes, underscores, colons.
const numberLike = /^[-+.]?[0-9.][-+0-9._:eE]*$|^[-+]?0[xXoObB]|^[-+]?\.(?:inf|Inf|INF|nan|NaN|NAN)$/;
const dotted = /^[0-9]+(?:\.[0-9]+){2,}$/;

/** Short scalars that were read and what they mean, by a cheap hash: manifests say the same again and again. */
const texts: (string | undefined)[] = Array.from({ length: 1024 });
const meanings: YamlValue[] = texts.map(() => null);

/** An engine cuts longer texts out of their document without a copy: to keep one would keep all of it. */
const longestKept = 12;

/** What the characters of a plain scalar mean; declines as `resolvePlain` does. */
export function plainAt(scanner: Scanner, start: number, end: number): YamlValue {
  const { text } = scanner;
  const length = end - start;
  if (length > longestKept || length === 0) return resolvePlain(scanner, text.slice(start, end));
  const ends = text.charCodeAt(start) * 31 + text.charCodeAt(end - 1) * 7 + text.charCodeAt(end - 2) * 131;
  const slot = (ends + length * 53) & 1023;
  const known = texts[slot];
  if (known?.length === length && text.startsWith(known, start)) return meanings[slot] as YamlValue;
  const scalar = text.slice(start, end);
  const value = resolvePlain(scanner, scalar);
  if (!scanner.declined) {
    texts[slot] = scalar;
    meanings[slot] = value;
  }
  return value;
}

/** What a plain scalar means to Kubernetes (YAML 1.1 as go-yaml resolves it); declines where that takes more care. */
export function resolvePlain(scanner: Scanner, text: string): YamlValue {
  if (text.length <= 5 && words.has(text)) {
    const value = words.get(text);
    return value === undefined ? scanner.decline() : value;
  }
  const code = text.charCodeAt(0);
  const mayBeNumber =
    (code >= char.zero && code <= char.nine) ||
    code === char.minus ||
    code === char.plus ||
    code === char.dot;
  if (!mayBeNumber) return text;
  if (wholeNumber.test(text)) return text === '-0' ? scanner.decline() : Number(text);
  if (!numberLike.test(text) || dotted.test(text)) return text;
  if (!fraction.test(text)) return scanner.decline();
  const value = Number(text);
  // A whole double is a `number` to JSON but a double to Kubernetes: `yaml` is asked, so that both agree.
  return Number.isInteger(value) ? scanner.decline() : value;
}

// Characters that begin something else than a plain scalar; a dash, question mark or colon may begin either.
const indicators: ReadonlySet<number> = new Set(
  Array.from('!"#%&\'*,>@[]`{|}', (letter) => letter.charCodeAt(0)),
);

/** Whether a plain scalar may begin with this character, the next one known. */
export function beginsPlain(code: number, next: number): boolean {
  if (code === char.minus || code === char.question || code === char.colon) return next > char.space;
  return code > char.space && !indicators.has(code);
}
