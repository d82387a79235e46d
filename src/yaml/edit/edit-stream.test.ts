import { expect, test } from 'vitest';
import { defaultLimits } from '../document.ts';
import { editStream } from './edit-stream.ts';
import { applyEdits } from './text-edit.ts';

const stream = `# before\n---\na: 1   # one\n---\nb: [1\n---\nc: 3\n...\n--- # last\nd: {e: 5}`;

test('documents are edited by their numbers, and what stands between them stays', () => {
  const { edits, refused } = editStream(
    stream,
    new Map([
      [1, { a: 2 }],
      [4, { d: { e: 5, f: 6 } }],
    ]),
    defaultLimits,
  );
  expect(applyEdits(stream, edits)).toBe(stream.replace('a: 1', 'a: 2').replace('e: 5', 'e: 5, f: 6'));
  expect(refused).toEqual([]);
});

test('a document that cannot be edited is told, and the others are edited all the same', () => {
  const { edits, refused } = editStream(
    stream,
    new Map([
      [1, { a: 2 }],
      [2, { b: [] }],
    ]),
    defaultLimits,
  );
  expect(applyEdits(stream, edits)).toBe(stream.replace('a: 1', 'a: 2'));
  expect(refused).toEqual([{ number: 2, why: 'it does not parse', offset: expect.any(Number) as number }]);
});

test('a byte order mark stays where it is', () => {
  const text = '\uFEFFa: 1\r\n';
  const { edits } = editStream(text, new Map([[1, { a: 1, b: 2 }]]), defaultLimits);
  expect(applyEdits(text, edits)).toBe('\uFEFFa: 1\r\nb: 2\r\n');
});

test('JSON over many lines, with what looks like a marker, is one document', () => {
  const text = '{\n  "a": "x\\n---\\ny"\n}\n';
  const { edits } = editStream(text, new Map([[1, { a: 'x\n---\ny', b: true }]]), defaultLimits);
  expect(applyEdits(text, edits)).toBe('{\n  "a": "x\\n---\\ny",\n  "b": true\n}\n');
});
