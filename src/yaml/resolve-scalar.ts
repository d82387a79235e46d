/** What a scalar can be; whole numbers beyond ±(2^53−1) as `bigint`. */
export type ScalarValue = string | number | bigint | boolean | null;

/** What a scalar means, or why Kubernetes refuses it. */
export type Resolved = { readonly value: ScalarValue } | { readonly refused: string };

/** A scalar as it stands in a text. */
export interface ScalarText {
  readonly text: string;
  /** Its explicit tag in full, or null. */
  readonly tag: string | null;
  /** Whether it stands there without quotes, so that it may mean something else than text. */
  readonly isPlain: boolean;
}

/**
 * A scalar as Kubernetes reads it: YAML 1.1 as go-yaml 2 resolves it (resolve.go), then as JSON. Dates stay text,
 * base-60 numbers are none, Go's prefixes `0o` and `0b` count; what no double holds stays text.
 */
export function resolveScalar({ text, tag, isPlain }: ScalarText): Resolved {
  if (tag === null) return isPlain ? asJson(resolvePlain(text)) : { value: text };
  const kind = tag.startsWith(common) ? tag.slice(common.length) : '';
  if (kind === 'binary') return decoded(text);
  const wanted = kinds.get(kind);
  if (wanted === undefined) return { value: text };
  const value = resolvePlain(text);
  if (typeof value === 'string' && kind === 'timestamp') return { value };
  return wanted(value) ? asJson(value) : { refused: `the value is not what its tag !!${kind} says` };
}

const common = 'tag:yaml.org,2002:';
const isNumber = (value: ScalarValue): boolean => typeof value === 'number' || typeof value === 'bigint';

/** The tags that say what a scalar is; all others leave it as text. */
const kinds: ReadonlyMap<string, (value: ScalarValue) => boolean> = new Map([
  ['null', (value) => value === null],
  ['bool', (value) => typeof value === 'boolean'],
  ['int', (value) => typeof value === 'bigint' || Number.isInteger(value)],
  ['float', isNumber],
  ['timestamp', () => false],
]);

const words: ReadonlyMap<string, ScalarValue> = new Map<string, ScalarValue>([
  ...spellings(null, ['null']),
  ...spellings(true, ['true', 'yes', 'on', 'y']),
  ...spellings(false, ['false', 'no', 'off', 'n']),
  ...spellings(Infinity, ['.inf', '+.inf']),
  ...spellings(-Infinity, ['-.inf']),
  ...['.nan', '.NaN', '.NAN'].map((word): [string, ScalarValue] => [word, NaN]),
  ['~', null],
  ['', null],
]);

/** `yes`, `Yes` and `YES`, but no other mixture of cases. */
function spellings(value: ScalarValue, all: readonly string[]): readonly (readonly [string, ScalarValue])[] {
  return all.flatMap((word) => {
    const title = word.replace(/[a-z]/, (letter) => letter.toUpperCase());
    return [word, title, word.toUpperCase()].map((spelling) => [spelling, value] as const);
  });
}

const based = /^[-+]?0(?:[xX][0-9a-fA-F]+|[oO][0-7]+|[bB][01]+|[0-7]*)$/;
const decimal = /^[-+]?(?:0|[1-9][0-9]*)$/;
const floating = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;

/** What stands there without quotes; infinities and NaN are still numbers. */
function resolvePlain(text: string): ScalarValue {
  const word = words.get(text);
  if (word !== undefined) return word;
  if (!/^[-+.0-9]/.test(text)) return text;
  // go-yaml drops all underscores first, but leaves it to Go where a dot begins: then they must separate digits.
  if (text.startsWith('.') && !/^\.(?!_)(?:[^_]|_(?=[0-9]))*$/.test(text)) return text;
  const digits = text.replaceAll('_', '');
  if (based.test(digits)) return wholeNumber(digits);
  if (decimal.test(digits)) return exact(BigInt(digits.replace('+', '')));
  if (!floating.test(digits)) return text;
  const value = Number(digits);
  return Number.isFinite(value) ? value : text;
}

/** A number in Go's bases: a leading zero alone means octal. */
function wholeNumber(digits: string): ScalarValue {
  const negative = digits.startsWith('-');
  const magnitude = digits.replace(/^[-+]/, '').toLowerCase();
  const value = BigInt(/^0[0-7]+$/.test(magnitude) ? `0o${magnitude.slice(1)}` : magnitude);
  return exact(negative ? -value : value);
}

function exact(value: bigint): number | bigint {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

function asJson(value: ScalarValue): Resolved {
  if (typeof value !== 'number' || Number.isFinite(value)) return { value };
  return { refused: 'JSON, and so Kubernetes, has no infinity and no NaN; quote it to keep it as text' };
}

function decoded(text: string): Resolved {
  try {
    const bytes = Uint8Array.from(atob(text.replaceAll(/\s/g, '')), (letter) => letter.charCodeAt(0));
    return { value: new TextDecoder().decode(bytes) };
  } catch {
    return { refused: 'the value is not the base64 that its tag !!binary says' };
  }
}
