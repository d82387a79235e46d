import { existsSync, globSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Document } from './document.ts';
import { read } from './read.ts';
import { readFast } from './read/fast.ts';
import { readSlow } from './slow.ts';
import { split } from './split.ts';
import type { YamlValue } from './value.ts';

const limits = { depth: 200, expansion: 100_000 };
const values = (text: string): Promise<readonly unknown[]> =>
  Array.fromAsync(read(text), (one) => ('document' in one ? one.document.value : one.problem.code));

async function first(text: string): Promise<Document> {
  const [one] = await Array.fromAsync(read(text));
  if (one === undefined || 'problem' in one) throw new Error('not read');
  return one.document;
}

/** Every pointer of a value, itself included. */
function pointers(value: YamlValue, pointer = ''): readonly string[] {
  if (typeof value !== 'object' || value === null) return [pointer];
  const entries: readonly (readonly [string, YamlValue])[] = Object.entries(value);
  const below = entries.flatMap(([key, item]) =>
    pointers(item, `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`),
  );
  return [pointer, ...below];
}

/** Compares the fast reader with `yaml` on one text; gives how many documents it took, and what differs. */
async function compare(given: string): Promise<{
  readonly taken: number;
  readonly all: number;
  readonly wrong: readonly string[];
}> {
  const text = given.replaceAll(/[\u0085\u2028\u2029]/g, '\n'); // as both are given it
  const wrong: string[] = [];
  let taken = 0;
  let all = 0;
  for (const part of text.includes('\r') ? [] : split(text, 0)) {
    all++;
    const fast = part.plain ? readFast(text, part, limits.depth) : null;
    if (fast === null) continue;
    taken++;
    const source = text.slice(part.whole.start, part.whole.end);
    const slow = readSlow(source, limits);
    if ('code' in slow) {
      if (slow.code !== 'YAML_TOO_DEEP') wrong.push(`taken, though ${slow.message}`);
      continue;
    }
    const same = JSON.stringify(fast.value) === JSON.stringify(slow.value);
    if (!same)
      wrong.push(
        `${JSON.stringify(fast.value)?.slice(0, 300)} instead of ${JSON.stringify(slow.value)?.slice(0, 300)}`,
      );
    else wrong.push(...(await wrongPlaces(source, slow.value)));
  }
  return { taken, all, wrong };
}

async function wrongPlaces(source: string, value: YamlValue): Promise<readonly string[]> {
  const [first] = await Array.fromAsync(read(source));
  const slow = readSlow(source, limits);
  if (first === undefined || 'problem' in first || 'code' in slow) return [];
  const lines = source.split('\n');
  const offsetOf = ({ line, column }: { line: number; column: number }): number =>
    lines.slice(0, line - 1).reduce((sum, { length }) => sum + length + 1, 0) + column - 1;
  return pointers(value)
    .slice(1)
    .filter((pointer) => offsetOf(first.document.locate(pointer)) !== slow.locate(pointer))
    .map((pointer) => `place of ${pointer}`)
    .slice(0, 3);
}

const suites = process.env['WRIT_SUITES'] ?? '../shared';
const present = existsSync(suites);
if (!present) console.warn(`skipped: no suites in ${suites}`);

describe.skipIf(!present)('on every YAML file of the suites', () => {
  test('the fast reader agrees with yaml or declines, and takes most', async () => {
    let taken = 0;
    let all = 0;
    const wrong: string[] = [];
    const patterns = ['**', '**/.*'].map((folders) => `${suites}/${folders}/*.y*ml`);
    for (const file of globSync(patterns)) {
      const result = await compare(readFileSync(file, 'utf8'));
      taken += result.taken;
      all += result.all;
      wrong.push(...result.wrong.map((text) => `${file}: ${text}`));
    }
    expect(wrong.slice(0, 10)).toEqual([]);
    console.log(`fast reader: ${taken} of ${all} documents`);
    expect(taken / all).toBeGreaterThan(0.9);
  });
});

const manifest = `# comment
apiVersion: v1
kind: Pod
metadata:
  name: "checkout"
  labels: {app: shop, tier: 'front end'}
  annotations:
    a.b/c: |
      line one
        indented

      last
    folded: >-
      one
      two

      three
spec:
  containers:
  - name: app
    image: registry.example.com:5000/shop@sha256:abc
    args: ["--a", -b, 10, 1.5]
    ports:
      - containerPort: 8080
        protocol: TCP
      -
        containerPort: 9090
    env: []
    resources: {}
  - name: other # trailing
    command:
    - sh
    - -c
    - 'it''s'
  nothing:
  tilde: ~
`;

test('a plain manifest is taken and read as yaml reads it', async () => {
  expect(await compare(manifest)).toEqual({ taken: 1, all: 1, wrong: [] });
});

test('mutations of a manifest never make the fast reader disagree', async () => {
  const pieces = [
    '\n',
    ' ',
    '  ',
    ':',
    ': ',
    '- ',
    '#',
    ' #',
    '"',
    "'",
    '|',
    '>',
    '[',
    ']',
    '{',
    '}',
    ',',
    '&a ',
    '*a',
    '!!str ',
    '---\n',
    '...\n',
    '\t',
    '%',
    '@',
    '`',
    '0x1f',
    '1e3',
    'yes',
    '? ',
    '<<: ',
    '|2\n',
    '>+\n',
    '~',
    '\\',
    'é',
    '\u2028',
    '__proto__: 1\n',
  ];
  const mutation = fc.record({
    at: fc.nat({ max: manifest.length }),
    cut: fc.nat({ max: 12 }),
    insert: fc.oneof(
      fc.constantFrom(...pieces),
      fc.nat({ max: manifest.length }).map((from) => manifest.slice(from, from + 15)),
    ),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(mutation, { minLength: 1, maxLength: 3 }), async (mutations) => {
      const text = mutations.reduce(
        (before, { at, cut, insert }) => `${before.slice(0, at)}${insert}${before.slice(at + cut)}`,
        manifest,
      );
      expect((await compare(text)).wrong).toEqual([]);
    }),
    { numRuns: 1500 },
  );
});

test.each([
  ['a: yes\nb: on\nc: y\n', [{ a: true, b: true, c: true }]],
  ['a: 0777\nb: 0x1F\nc: 1_000\nd: 1e3\n', [{ a: 511, b: 31, c: 1000, d: 1000 }]],
  ['a: 2024-01-01\nb: 12:30:45\nc: 1.2.3\n', [{ a: '2024-01-01', b: '12:30:45', c: '1.2.3' }]],
  ['a: 12345678901234567890\n', [{ a: 12345678901234567890n }]],
  ['context: .\nmode: 0o644\n', [{ context: '.', mode: 420 }]],
  ['a: .inf\n---\na: 1e400\n', ['YAML_SYNTAX', { a: '1e400' }]],
  ['a: !!binary aGk=\nb: !!int "0x10"\nc: !!str 1\n', [{ a: 'hi', b: 16, c: '1' }]],
  ['a: &x {k: 1}\nb:\n  <<: *x\n  m: 2\n', [{ a: { k: 1 }, b: { k: 1, m: 2 } }]],
  ['1: a\ntrue: b\n', [{ '1': 'a', true: 'b' }]],
  ['a: 1\n---\nb: 2\n---\n---\nc: 3\n', [{ a: 1 }, { b: 2 }, null, { c: 3 }]],
  ['\uFEFFa: 1\n', [{ a: 1 }]],
  ['a: 1\r\nb: |\r\n  x\r\n', [{ a: 1, b: 'x\n' }]],
  ['a: 1\na: 2\n---\nb: 1\n', ['YAML_DUPLICATE_KEY', { b: 1 }]],
  ['a: [\n---\nb: 1\n', ['YAML_SYNTAX', { b: 1 }]],
  ['', []],
  ['# only a comment\n', []],
  ['%YAML 1.1\n---\na: 1\n', [{ a: 1 }]],
  ['--- {a: 1}\n', [{ a: 1 }]],
])('%j is read as Kubernetes reads it', async (text, expected) => {
  expect(await values(text)).toEqual(expected);
});

test('in JSON, large numbers stay exact and prototype keys are keys', async () => {
  const [value] = await values('{"a": 12345678901234567890, "__proto__": {"x": 1}}');
  expect(Object.entries(value as object)).toEqual([
    ['a', 12345678901234567890n],
    ['__proto__', { x: 1 }],
  ]);
});

test.each(['\r', '\u0085', '\u2028', '\u2029'])(
  'a line ends at %j, as it does for Kubernetes: nothing hides behind a comment',
  async (end) => {
    const document = await first(`spec: # safe${end}  privileged: true\nb: 1\n`);
    expect(document.value).toEqual({ spec: { privileged: true }, b: 1 });
    expect(document.locate('/spec/privileged')).toEqual({ line: 2, column: 3 });
  },
);

test('what separates lines is an ordinary character within JSON', async () => {
  expect(await values('{"a": "x\u2028y"}')).toEqual([{ a: 'x\u2028y' }]);
});

test.each([
  ['a: "x\nb: 1\n', '1:4 a quote is opened here and not closed'],
  ['a: [1, 2\nb: 1\n', '1:4 a `[` is opened here and not closed'],
  ['a:\n  b: {c: 1\n  d: 2\n', '2:6 a `{` is opened here and not closed'],
  ['a:\n\tb: 1\n', '2:1 a tab cannot indent'],
  ['a: b: c\n', '1:4 a key stands within a value'],
  ['a:1\nb: 2\n', '1:1 this is no key'],
  ['a:\n  b: 1\n c: 2\n', '3:1 this line is indented otherwise than the keys before it'],
  ['a: @x\n', '1:4 a text that begins with this character belongs in quotes'],
  ['a: 1\n<<<<<<< HEAD\nb: 2\n=======\n', '2:1 a merge of Git was left unfinished here'],
  ['{"a": 1\n "b": 2}', '2:2 the JSON breaks off here'],
  ['{"a": 1}\n{"b": 2}\n', '2:1 the JSON breaks off here'],
])('%j: %s', async (text, sentence) => {
  const [one] = await Array.fromAsync(read(text));
  if (one === undefined || !('problem' in one)) throw new Error('it was read');
  const { line, column, message } = one.problem;
  expect(`${line}:${column} ${message}`).toContain(sentence);
});

test('what is merged or aliased is where it is written', async () => {
  const merged = await first('base: &b\n  x: 1\na:\n  <<: [*b, {w: 2}]\n  z: 3\nc: *b\n');
  expect(merged.locate('/a/x')).toEqual({ line: 2, column: 3 });
  expect(merged.locate('/a/w')).toEqual({ line: 4, column: 13 });
  expect(merged.locate('/c/x')).toEqual({ line: 2, column: 3 });
  expect(merged.locate('/a/none')).toEqual({ line: 3, column: 1 });
});

test('a key is found under the name that it has as text', async () => {
  expect((await first('a:\n  on: 1\n  0x10: 2\n')).locate('/a/true')).toEqual({ line: 2, column: 3 });
  expect((await first('a:\n  on: 1\n  0x10: 2\n')).locate('/a/16')).toEqual({ line: 3, column: 3 });
});

test('a key with a colon in it is not taken for its beginning', async () => {
  expect((await first('a:b: 1\na: 2\n')).locate('/a')).toEqual({ line: 2, column: 1 });
});

test('a boolean that is spelled as a word is noted with its place', async () => {
  expect(await first('a:\n  b: on\n')).toMatchObject({ notes: [{ line: 2, column: 6 }] });
});

test.each([
  ['flow', '['.repeat(10_000)],
  ['maps in flow', '{a: '.repeat(10_000)],
  ['lists', '- '.repeat(10_000)],
  ['blocks', Array.from({ length: 10_000 }, (_, index) => `${' '.repeat(index)}a:`).join('\n')],
  ['JSON', `${'['.repeat(10_000)}${']'.repeat(10_000)}`],
  ['JSON maps', `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`],
])('ten thousand levels of %s end in a problem or a value, not in a crash', async (_, text) => {
  expect(await values(text)).toHaveLength(1);
});

test('documents end at a marker whatever ends its line', async () => {
  for (const end of ['\n', '\r\n', '\r', ' # next\r\n', '\t\r\n'])
    expect(await values(`a: 1\r\n---${end}b: 2\r\n...${end}---${end}c: 3`)).toEqual([
      { a: 1 },
      { b: 2 },
      { c: 3 },
    ]);
});

test('a bomb of aliases is refused by its size', async () => {
  const lines = Array.from(
    { length: 12 },
    (_, index) =>
      `a${index}: &a${index} [${Array.from({ length: 10 }, () => (index === 0 ? 'x' : `*a${index - 1}`)).join(', ')}]`,
  );
  expect(await values(lines.join('\n'))).toEqual(['YAML_TOO_LARGE']);
});

test('places of JSON are those that yaml finds', async () => {
  const place = (document: Document, pointer: string): string => {
    const { line, column } = document.locate(pointer);
    return `${pointer} ${line}:${column}`;
  };
  await fc.assert(
    fc.asyncProperty(fc.jsonValue(), fc.constantFrom(0, 1, 3), async (value, indent) => {
      const text = JSON.stringify({ 'a "\\': value, b: [value, [], {}, 'x'] }, null, indent);
      const json = await first(text);
      const slow = readSlow(text, limits);
      if ('code' in slow || text.includes('__proto__')) return;
      const lines = (offset: number): string => {
        const before = text.slice(0, offset).split('\n');
        return `${before.length}:${(before.at(-1) ?? '').length + 1}`;
      };
      for (const pointer of [...pointers(json.value), '/b/9', '/missing/x', '/b/3/deeper'])
        expect(place(json, pointer)).toBe(`${pointer} ${lines(slow.locate(pointer))}`);
    }),
    { numRuns: 150 },
  );
});
