import { describe, expect, test } from 'vitest';
import { equivalents } from '../../src/rules/equivalents.ts';
import { peerNames, peers } from '../../src/rules/peers.ts';
import { rules } from '../../src/rules/index.ts';

const known = new Set([...equivalents.values()].flat());

test('every name says of which tool it is, and stands once for a rule that there is', () => {
  const names = [...equivalents].flatMap(([rule, all]) => all.map((name) => `${rule} ${name}`));
  const form = new RegExp(`^[a-z][a-z0-9-]* (${peerNames.join('|')}):[A-Za-z0-9][A-Za-z0-9._-]*[*]?$`);
  expect(names.filter((name) => !form.test(name))).toEqual([]);
  expect(names.length).toBe(new Set(names).size);
  const ids = new Set(rules.map(({ id }) => id));
  expect([...equivalents.keys()].filter((id) => !ids.has(id))).toEqual([]);
});

describe.each(['kube-linter', 'polaris'] as const)('what %s checks by default', (tool) => {
  const { byDefault, without } = peers[tool];

  test('has an equivalent, but for at most five checks, each with the reason', () => {
    const missing = (byDefault ?? []).filter((check) => !known.has(`${tool}:${check}`));
    expect(byDefault?.length).toBeGreaterThan(30);
    expect(missing.length).toBeLessThanOrEqual(5);
    expect(missing.filter((check) => !Object.hasOwn(without, check))).toEqual([]);
  });

  test('is listed once', () => expect(new Set(byDefault).size).toBe(byDefault?.length));
});

test('no check has both an equivalent and a reason for having none', () => {
  const both = peerNames.flatMap((tool) =>
    Object.keys(peers[tool].without).filter((check) => known.has(`${tool}:${check}`)),
  );
  expect(both).toEqual([]);
});
