import { expect, test } from 'vitest';
import { openBench } from '../operations/bench.ts';
import { rules } from '../rules/index.ts';
import { lawAdmission } from './law-admission.ts';

const bench = await openBench(0n);

function breaches(expression: string) {
  const [rule] = rules;
  if (rule === undefined) throw new Error('there are no rules');
  const check = [{ id: 'c', expression, message: 'm' }] as const;
  return lawAdmission({ ...rule, check }, bench);
}

test('what an API server takes is accepted', () => {
  expect(breaches("variables.containers.all(c, c.name in ['a', string(c.image)])")).toEqual([]);
});

test('a list of a text and of what may be anything is refused, with its place', () => {
  const [breach] = breaches("object.metadata.name in [object.kind, object.kind.replace('a', 'b')]");
  expect(breach).toMatchObject({ law: 4, at: '/check/0/expression', start: expect.any(Number) });
  expect(breach?.message).toMatch(/^an API server refuses the policy, check `c`: compilation failed: /);
});

test('a check that is no condition is refused', () => {
  expect(breaches("'text'").map(({ message }) => message)).toEqual([
    'an API server refuses the policy, check `c`: must evaluate to bool but got string',
  ]);
});
