import { describe, expect, test } from 'vitest';
import { openBench } from '../../src/operations/bench.ts';
import { prove } from '../../src/prove/prove.ts';
import { rules } from '../../src/rules/index.ts';

const bench = await openBench(0n);

describe('the laws hold for', () => {
  test.each(rules.map((rule) => [rule.id, rule] as const))('%s', (_, rule) => {
    expect(prove(rule, bench).map(({ law, message }) => `law ${law}: ${message}`)).toEqual([]);
  });
});
