import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { kubernetesSchema } from '../../src/schema/kubernetes.ts';
import { validate } from '../../src/schema/validate.ts';
import { mutated, type Mutation } from './mutate.ts';

const schema = await kubernetesSchema();
const answers = JSON.parse(
  readFileSync(join(import.meta.dirname, 'refused-1.36.json'), 'utf8'),
) as readonly (readonly [Mutation, boolean])[];

/** Go reads a list of numbers as bytes; whoever writes one into a Secret did not mean to. */
function isBytesAsList({ input, path, change }: Mutation): boolean {
  return input.startsWith('secret') && path[0] === 'data' && 'set' in change && Array.isArray(change.set);
}

test('what a real API server 1.36 cannot read is a problem, and nothing else but a choice that it refuses later', () => {
  const wrong = answers.filter(([mutation, refused]) => {
    const problems = validate(mutated(mutation), schema).filter(
      ({ message }) => !message.includes('must be one of'),
    );
    return problems.length > 0 !== refused && !isBytesAsList(mutation);
  });
  expect(wrong).toEqual([]);
  expect(answers).toHaveLength(2_000);
});

test('every problem points at what was changed, or within it', () => {
  const wrong = answers.filter(([mutation]) => {
    const at = `/${mutation.path.map((key) => key.replaceAll('~', '~0').replaceAll('/', '~1')).join('/')}`;
    const renamed = 'rename' in mutation.change ? `${at}s` : at;
    return validate(mutated(mutation), schema).some(({ pointer }) => !pointer.startsWith(renamed));
  });
  expect(wrong).toEqual([]);
});
