import { expect, test } from 'vitest';
import { runProgram } from '../../src/surfaces/cli/program.ts';

/** A rule file that is right, to be broken in one place. */
const right = `apiVersion: writ/v1
kind: Rule
id: named-image
title: Container without an image of ours
why: Nobody knows what runs.
severity: low
subject: workload
check:
  - expression: variables.containers.all(c, c.image.startsWith('ours/'))
    message: The image is not ours.
prove:
  pass:
    - because: the image is ours
      resource: { apiVersion: v1, kind: Pod, metadata: { name: a }, spec: { containers: [{ name: a, image: ours/a }] } }
  fail:
    - because: the image is not ours
      resource: { apiVersion: v1, kind: Pod, metadata: { name: a }, spec: { containers: [{ name: a, image: ours/a }, { name: b, image: a/ours/ }] } }
`;

async function prove(text: string, ...flags: readonly string[]) {
  let out = '';
  async function* stdin(): AsyncIterable<Buffer> {
    yield Buffer.from(text);
  }
  const terminal = {
    out: (more: string) => void (out += more),
    err: () => {},
    stdin: stdin(),
    colour: false,
  };
  const code = await runProgram(['prove', '-', ...flags], '0.0.0', terminal);
  return { code, out };
}

function broken(from: string, to: string): string {
  expect(right).toContain(from);
  return right.replace(from, to);
}

test('a rule whose laws hold is proven', async () => {
  expect(await prove(right)).toEqual({
    code: 0,
    out: 'proven  named-image  <stdin>, 2 examples\n\n1 of 1 proven\n',
  });
});

test.each([
  ['titel', 'title:', 'titel:', '4:1', '`titel` is not a field here; did you mean `title`?'],
  ['a missing field', 'title: Container', '# Container', '1:1', '`title` is missing'],
  ['an empty text', 'Nobody knows what runs.', '""', '5:1', '`why` must not be empty'],
  ['no text', 'Nobody knows what runs.', 'yes', '5:1', '`why` must be text, not true: put it in quotes'],
  [
    'a choice that is none',
    'severity: low',
    'severity: urgent',
    '6:1',
    '`severity` must be one of `info`, `low`, `medium`, `high`, `critical`',
  ],
  [
    'no subject',
    'subject: workload',
    'subject: pods',
    '7:1',
    '`subject` must be `workload`, or an object with `resources`',
  ],
  [
    'a subject with a wrong name',
    'subject: workload',
    'subject: { resources: [{ groups: [""], resource: [pods] }] }',
    '7:40',
    '`resource` is not a field here; did you mean `resources`?',
  ],
  [
    'an id with capitals',
    'named-image',
    'Named_Image',
    '3:1',
    '`id` must be lower-case words joined by hyphens',
  ],
  ['no object', 'apiVersion: v1, kind: Pod', 'kind: Pod', '14:7', '`resource` must have apiVersion and kind'],
  [
    'no rule at all',
    'kind: Rule',
    'kind: Role',
    '1:1',
    'it is no rule: it needs `apiVersion: writ/v1` and `kind: Rule`',
  ],
])('a file is no rule because of %s', async (...[, from, to, place, message]) => {
  const { code, out } = await prove(broken(from, to));
  expect(code).toBe(3);
  expect(out).toContain(`no rule  <stdin>:${place}  ${message}\n`);
});

test.each([
  [
    'a field that does not exist',
    'c.image.',
    'c.imag.',
    '9:47',
    "law 4: check `check-1`: undefined field 'imag'; did you mean 'image'?",
  ],
  [
    'a function that does not exist',
    'startsWith',
    'startswith',
    '9:53',
    "law 4: check `check-1`: undeclared reference to 'startswith'",
  ],
  ['an expression that does not parse', "'ours/'))", "'ours/')", '9:5', 'law 4: check `check-1`: '],
  [
    'a word of a block',
    'variables.containers.all(c, c.image.',
    "|-\n      variables.containers.all(c, c.image != '' &&\n        c.imag.",
    '11:11',
    "law 4: check `check-1`: undefined field 'imag'",
  ],
  [
    'an example that passes but should fail',
    'image: a/ours/',
    'image: ours/b',
    '16:7',
    'law 1: “the image is not ours” should fail, but gives pass',
  ],
  [
    'an example that is missing',
    "startsWith('ours/')",
    "startsWith('ours/') || c.name == 'c'",
    '9:5',
    'law 3: no example notices when',
  ],
])('a law is broken by %s', async (...[, from, to, place, message]) => {
  const { code, out } = await prove(broken(from, to));
  expect(code).toBe(1);
  expect(out).toContain(`  <stdin>:${place}  ${message}`);
});

test('what breaks a law has its place in JSON, too', async () => {
  const { out } = await prove(broken('image: a/ours/', 'image: ours/b'), '--format', 'json');
  expect(JSON.parse(out)).toMatchObject({
    rules: [{ id: 'named-image', breaches: [{ law: 1, line: 16, column: 7 }] }],
  });
});

test('a broken file does not keep the others from being proven', async () => {
  const { code, out } = await prove(`${right}---\n${broken('title:', 'titel:')}`);
  expect(code).toBe(3);
  expect(out).toContain('proven  named-image');
  expect(out).toContain('no rule  <stdin>:');
});
