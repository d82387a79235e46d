import { expect, test } from 'vitest';
import { isLatest } from './image.ts';

const digest = `sha256:${'a'.repeat(64)}`;

test.each([
  'nginx',
  'nginx:latest',
  'registry:5000/app',
  'registry:5000/app:latest',
  `app:latest@${digest}`,
  'a.b/c/d_e-f',
])('%s means latest', (image) => expect(isLatest(image)).toBe(true));

test.each(['nginx:1.25', 'registry:5000/app:1', `nginx@${digest}`, 'a/b:1@' + digest])(
  '%s is fixed',
  (image) => expect(isLatest(image)).toBe(false),
);

test.each([
  '',
  'Nginx:',
  'nginx:',
  ':latest',
  'UPPER/CASE',
  'nginx@sha256:abc',
  'a'.repeat(64),
  '-x',
  'a//b',
  'a b',
])('%s is no reference, and so not latest', (image) => expect(isLatest(image)).toBe(false));
