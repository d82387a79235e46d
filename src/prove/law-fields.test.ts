import { expect, test } from 'vitest';
import { openBench } from '../operations/bench.ts';
import { rules } from '../rules/index.ts';
import { lawFields } from './law-fields.ts';

const bench = await openBench(0n);
const privileged = rules.find(({ id }) => id === 'privileged-container');

function breaches(expression: string, variables: readonly { name: string; expression: string }[] = []) {
  if (privileged === undefined) throw new Error('there is no such rule');
  const check = [{ id: 'c', expression, message: 'm' }] as const;
  return lawFields({ ...privileged, variables, check }, bench).map(({ message }) => message);
}

test('a rule that reads what exists is accepted', () => {
  expect(
    breaches('variables.containers.all(c, c.?securityContext.?privileged.orValue(false) != true)'),
  ).toEqual([]);
});

test.each([
  'variables.containers.all(c, !c.?secrityContext.?privileged.orValue(false))',
  'variables.containers.all(c, !has(c.secrityContext))',
  'variables.bearers.all(c, !has(c.secrityContext))',
])('a field that no kind has is named, with the nearest that exists: %s', (expression) => {
  const found = breaches(expression);
  expect(found).toEqual([
    expect.stringMatching(/^check `c`: undefined field 'secrityContext'.*securityContext/),
  ]);
});

test('a field that one of several kinds lacks is named for these', () => {
  const found = breaches("object.kind == 'Pod' ? true : has(object.spec.template.spec.hostPID)");
  expect(found).toEqual([expect.stringContaining("CronJob: undefined field 'template'")]);
});

test('a typing error within a variable is found there', () => {
  const variables = [{ name: 'own', expression: 'variables.podSpec.hostPid' }];
  expect(breaches('variables.own == true', variables)[0]).toMatch(
    /^variable `own`: undefined field 'hostPid'/,
  );
});

test('a variable that does not exist is named', () => {
  expect(breaches('variables.contianers.all(c, true)')[0]).toContain('contianers');
});
