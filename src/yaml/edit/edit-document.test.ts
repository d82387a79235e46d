import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaultLimits } from '../document.ts';
import { readSlow } from '../slow.ts';
import type { YamlValue } from '../value.ts';
import { editDocument } from './edit-document.ts';
import { applyEdits, inverseOf } from './text-edit.ts';

type Fields = Record<string, unknown>;

function valueOf(text: string): YamlValue {
  const read = readSlow(text, defaultLimits);
  if ('code' in read) throw new Error(read.message);
  return read.value;
}

/** The text after a change of its value, or why it is refused. */
function edited(text: string, change: (value: Fields) => void): string {
  const value = structuredClone(valueOf(text)) as Fields;
  change(value);
  const result = editDocument(text, value as YamlValue, defaultLimits);
  return 'refused' in result ? `refused: ${result.refused}` : applyEdits(text, result.edits);
}

/** By what is odd about it, a text whose value is a mapping. */
const odd: Readonly<Record<string, string>> = {
  'four columns, lists beside their key': `spec:\n    containers:\n    - name: app  # first\n      image: "a:1"\n\n    - image: 'b'\n      args:\n      - x\n    last: 1\n`,
  'two columns, lists to the right': `spec:\n  containers:\n    - name: app\n      ports: [{containerPort: 80}, {containerPort: 81}]\n    # between\n    - name: side\n# end\n`,
  'carriage returns': `a:\r\n- b: 1\r\n  c: "2"\r\n- d\r\ne:\r\n  f: g\r\n`,
  'no last line end': `a: 1\nb:\n  - c`,
  'flow over lines': `a: {\n  b: 1,\n  c: [1,\n      2],\n}\nd: {e: f}\n`,
  'block scalars': `a: |\n  one\n  two\n\nb: >-\n  folded\n  text\nc: |+\n  kept\n\nd: 1\n`,
  'nothing as value': `a:\nb:   # a comment\nc: ~\nd: null\ne: 1\n`,
  'empty collections': `a: {}\nb: []  # none\nc:\n  d: {}\n`,
  'quoted keys': `"a b": 1\n'c': {"d": 'e'}\n? f\n: 1\n`.replace('? f\n: 1\n', 'f: 1\n'),
  JSON: `{\n  "a": {"b": 1},\n  "c": [\n    1,\n    {"d": null}\n  ]\n}\n`,
  'minified JSON': `{"a":{"b":1},"c":[1,{"d":null}]}`,
  'comments everywhere': `# top\na: 1 # one\n# before b\nb:\n  # in b\n  c: 2 # two\n\n  # after c\n# before d\nd: 3\n`,
  'lists in lists': `a:\n- - 1\n  - 2\n- b:\n  - 3\n  c: 4\n`,
  'tabs in texts': `a: "b\\tc"\nd: 'e\tf'\ng: h\n`,
  'a marker and an end': `---\na: 1\nb: {c: 2}\n...\n`,
  'values on the next line': `a:\n  b\nc:\n  "d"\ne:\n  [1, 2]\nf: 1\n`,
};

const text = `kind: Pod  # a pod
spec:
    # about containers
    containers:
    - name: app
      image: "a:1"   # pinned
      securityContext:   # todo
      args: ["x"]

    - image: 'b'
      name: side

      # the end
    hostPID: true  # why?
`;

type Pod = { spec: { containers: Fields[]; hostPID?: boolean } & Fields } & Fields;

describe('what changes', () => {
  test.each<readonly [string, (pod: Pod) => void, string, string]>([
    [
      'a value keeps its quotes and its comment',
      ({ spec }) => set(spec.containers[0], 'image', 'a:2'),
      '"a:1"',
      '"a:2"',
    ],
    [
      'an entry comes after the last one',
      ({ spec }) => set(spec.containers[1], 'tty', true),
      '      name: side\n',
      '      name: side\n      tty: true\n',
    ],
    [
      'an entry without a value gets one below its comment',
      ({ spec }) =>
        set(spec.containers[0], 'securityContext', { privileged: false, capabilities: { drop: ['ALL'] } }),
      '# todo\n',
      '# todo\n          privileged: false\n          capabilities:\n              drop: ["ALL"]\n',
    ],
    [
      'an entry goes with its comment, and nothing else does',
      ({ spec }) => void delete spec.hostPID,
      '    hostPID: true  # why?\n',
      '',
    ],
    [
      'what follows the first entry of an element takes its place',
      ({ spec }) => void delete spec.containers[1]?.['image'],
      "- image: 'b'\n      name: side",
      '- name: side',
    ],
    [
      'an element of a list on one line stays there',
      ({ spec }) => set(spec.containers[0], 'args', ['x', 'yes']),
      '"x"]',
      '"x", "yes"]',
    ],
    [
      'an entry that only changes its name stays where it is',
      ({ spec }) => {
        delete spec.hostPID;
        spec['hostIPC'] = true;
      },
      'hostPID: true',
      'hostIPC: true',
    ],
    [
      'an element comes after the last one',
      ({ spec }) => void spec.containers.push({ name: 'new' }),
      '      name: side\n',
      '      name: side\n    - name: new\n',
    ],
    [
      'an element goes with its lines',
      ({ spec }) => void spec.containers.pop(),
      "    - image: 'b'\n      name: side\n",
      '',
    ],
    [
      'a list that becomes empty is written as one',
      ({ spec }) => set(spec, 'containers', []),
      text.slice(text.indexOf('\n    - name'), text.indexOf('\n\n      # the end')),
      ' []',
    ],
  ])('%s', (_, change, before, after) => {
    expect(edited(text, (value) => change(value as Pod))).toBe(text.replace(before, after));
  });

  test('the way in which the text is indented is kept', () => {
    const wide = 'a:\r\n   b:\r\n   -  1\r\n';
    expect(edited(wide, (value) => (value['c'] = { d: [{ e: 1, f: 2 }] }))).toBe(
      `${wide}c:\r\n   d:\r\n   - e: 1\r\n     f: 2\r\n`,
    );
  });

  test.each([
    ['JSON', '{\n  "a": 1\n}\n', '{\n  "a": 1,\n  "b": {"c": ["d"], "e": 1}\n}\n'],
    ['minified JSON', '{"a":1,"x":[1,2]}', '{"a":1,"x":[1,2],"b":{"c":["d"],"e":1}}'],
    ['JSON with room', '{ "a": 1, "x": {} }', '{ "a": 1, "x": {}, "b": { "c": ["d"], "e": 1 } }'],
    ['JSON below a marker', '--- # x\n{"a": 1}\n', '--- # x\n{"a": 1, "b": {"c": ["d"], "e": 1}}\n'],
    ['flow style', '{a: 1}\n', '{a: 1, b: {c: [d], e: 1}}\n'],
    ['flow style in quotes', "{'a': 1}\n", "{'a': 1, 'b': {'c': [d], 'e': 1}}\n"],
    ['keys in quotes', '"a": 1\n', '"a": 1\n"b":\n  "c":\n    - d\n  "e": 1\n'],
    ['lists on a line', 'a: [x, "y"]\nx: [z]\n', 'a: [x, "y"]\nx: [z]\nb:\n  c: [d]\n  e: 1\n'],
    ['items in quotes', "a: ['x']\n", "a: ['x']\nb:\n  c: ['d']\n  e: 1\n"],
    ['lists below each other', "a:\n- 'x'\n", "a:\n- 'x'\nb:\n  c:\n  - 'd'\n  e: 1\n"],
    [
      'mostly carriage returns',
      'a: 1\r\nx: 1\ny: 1\r\n',
      'a: 1\r\nx: 1\ny: 1\r\nb:\r\n  c:\r\n    - d\r\n  e: 1\r\n',
    ],
  ])('what is added to %s looks like it', (_, before, after) => {
    expect(edited(before, (value) => (value['b'] = { c: ['d'], e: 1 }))).toBe(after);
  });

  test('an entry behind a question mark goes with it', () => {
    expect(edited('? a\n: 1\nb: 2\n', (value) => delete value['a'])).toBe('b: 2\n');
  });
});

describe('what is refused', () => {
  const shared = 'a: &x\n  b: 1\nc: *x\nd:\n  <<: *x\n  e: 2\n';

  test.each<readonly [string, string, (value: Fields) => void, string]>([
    ['where an alias stands', shared, (value) => set(value, 'c', { b: 2 }), 'an alias stands there'],
    ['what aliases use', shared, (value) => set(value, 'a', { b: 2 }), 'aliases use it elsewhere, too'],
    [
      'what a merge key brings in, when it should go',
      shared,
      (value) => set(value, 'd', { e: 2 }),
      '`b` comes from a merge key',
    ],
  ])('%s', (_, before, change, why) => {
    expect(edited(before, change)).toContain(`refused: ${why}`);
  });

  test('what a merge key brings in is overridden beside it', () => {
    expect(edited(shared, (value) => set(value, 'd', { b: 3, e: 2 }))).toBe(`${shared}  b: 3\n`);
  });

  test.each(['a: [1', 'a: 1\na: 2\n', 'a: "b', '['.repeat(300)])(
    'a text that does not parse: %j',
    (broken) => {
      expect(editDocument(broken, { a: 2 }, defaultLimits)).toHaveProperty('refused');
    },
  );
});

describe('an edit', () => {
  test.each(Object.entries(odd))('of a text with %s means what was wanted', (name, text) => {
    fc.assert(
      fc.property(fc.array(fc.nat(1000), { minLength: 1, maxLength: 6 }), (choices) => {
        const wanted = structuredClone(valueOf(text)) as Fields;
        for (const choice of choices) mutate(wanted, choice);
        const result = editDocument(text, wanted as YamlValue, defaultLimits);
        if ('refused' in result) {
          // What stands first beside the dash of a list around it.
          expect(`${name}: ${result.refused}`).toBe('lists in lists: it stands beside something else');
          return;
        }
        const after = applyEdits(text, result.edits);
        expect(valueOf(after)).toEqual(wanted);
        expect(applyEdits(after, inverseOf(text, result.edits))).toBe(text);
      }),
      { numRuns: 200 },
    );
  });
});

function set(holder: Fields | undefined, key: string, value: unknown): void {
  if (holder !== undefined) holder[key] = value;
}

/** Changes something somewhere: which place and what is told by a number. */
function mutate(root: Fields, choice: number): void {
  const holders = holdersIn(root);
  const holder = holders[choice % holders.length] ?? root;
  const how = Math.floor(choice / holders.length) % 4;
  const value = structuredClone(samples[choice % samples.length]);
  const keys = Object.keys(holder);
  const key = keys[choice % Math.max(1, keys.length)] ?? 'new';
  if (Array.isArray(holder)) holder.splice(Number(key), how === 2 ? 0 : 1, ...(how === 1 ? [] : [value]));
  else if (how === 1) Reflect.deleteProperty(holder, key);
  else set(holder as Fields, how === 0 ? `new${choice % 3}` : key, value);
}

const samples: readonly unknown[] = [
  true,
  7,
  'text',
  'yes',
  '',
  null,
  'a: b # c',
  { x: 1 },
  ['y', { z: [1] }],
  {},
  [],
  'two\nlines\n',
];

function holdersIn(value: unknown): readonly object[] {
  if (typeof value !== 'object' || value === null) return [];
  return [value, ...Object.values(value).flatMap(holdersIn)];
}
