import { expect, test } from 'vitest';
import { openBench } from '../operations/bench.ts';
import type { Example, Rule } from '../core/rule.ts';
import { automountSaToken } from '../rules/automount-sa-token.ts';
import { serviceSelectsNothing } from '../rules/service-selects-nothing.ts';
import { prove } from './prove.ts';

const bench = await openBench(0n);
const service = serviceSelectsNothing;
const token = automountSaToken;

function messages(rule: Rule): readonly string[] {
  return prove(rule, bench).map(({ law, message, at }) => `law ${law} at ${at}: ${message}`);
}

function without(rule: Rule, because: string): Rule {
  const kept = (examples: Rule['prove']['pass']) =>
    examples.filter((example) => example.because !== because) as [Example, ...Example[]];
  return { ...rule, prove: { pass: kept(rule.prove.pass), fail: kept(rule.prove.fail) } };
}

test('an example is judged among what stands beside it, and nothing else', () => {
  expect(messages(service)).toEqual([]);
  const alone = service.prove.pass.map(({ beside: _beside, ...example }) => example) as [
    Example,
    ...Example[],
  ];
  expect(messages({ ...service, prove: { ...service.prove, pass: alone } })[0]).toMatch(
    /^law 1 at \/prove\/pass\/0: .* should pass, but gives fail$/,
  );
});

test('where is looked must matter to some example', () => {
  expect(messages(without(service, 'the pods are in another namespace'))).toEqual([
    'law 3 at /related/pods/within: no example notices when it is looked for within the cluster: cluster',
  ]);
});

test('the key must matter to some example', () => {
  const vain = { ...token.unless?.['accounts'], key: "['default', 'unused']" };
  const found = messages({ ...token, unless: { accounts: vain } } as Rule);
  expect(found.length).toBeGreaterThan(0);
});

test('the condition of a release must matter to some example', () => {
  const found = messages(without(token, 'the pod asks for it, whatever the account says'));
  expect(found).not.toEqual([]);
  expect(found.every((message) => message.startsWith('law 3 at /unless/accounts/when'))).toBe(true);
});

test('a field that what is found does not have is named', () => {
  const check = [{ id: 'c', expression: 'variables.pods.all(p, p.spec.hostNetwrk)', message: 'm' }] as const;
  const related = { pods: { ...service.related['pods'], kinds: ['Pod'] } };
  expect(messages({ ...service, related, check } as Rule)[0]).toContain("undefined field 'hostNetwrk'");
});

test('a key that reads a field that does not exist is named', () => {
  const related = { pods: { ...service.related['pods'], key: 'object.spec.selektor' } };
  expect(messages({ ...service, related } as Rule)[0]).toMatch(
    /^law 4 at \/related\/pods: look-up `pods`: undefined field 'selektor'/,
  );
});
