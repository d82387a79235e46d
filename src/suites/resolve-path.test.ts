import { expect, test } from 'vitest';
import { folderOf, resolvePath } from './resolve-path.ts';

test.each([
  ['a/b', 'c.yaml', 'a/b/c.yaml'],
  ['a/.kyverno-test', '../p.yaml', 'a/p.yaml'],
  ['.', '../p.yaml', '../p.yaml'],
  ['..', '../p.yaml', '../../p.yaml'],
  ['/', '../p.yaml', '/../p.yaml'],
  ['a', './p.yaml', 'a/p.yaml'],
  ['a', '/abs/p.yaml', '/abs/p.yaml'],
  ['a', '..', '.'],
  [String.raw`a\b`, '../p.yaml', 'a/p.yaml'],
])('in %s, %s is %s', (folder, path, resolved) => {
  expect(resolvePath(folder, path)).toBe(resolved);
});

test('the folder of a file', () => {
  expect(['a/b.yaml', 'b.yaml', '/b.yaml'].map(folderOf)).toEqual(['a', '.', '/']);
});
