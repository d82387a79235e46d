import { describe, expect, test } from 'vitest';
import { openBench } from '../../src/operations/bench.ts';
import { subjectSurvivors } from '../../src/prove/law-mutants.ts';
import { prove } from '../../src/prove/prove.ts';
import { rules } from '../../src/rules/index.ts';

const bench = await openBench(0n);

describe('the laws hold for', () => {
  test.each(rules.map((rule) => [rule.id, rule] as const))('%s', (_, rule) => {
    expect(prove(rule, bench).map(({ law, message }) => `law ${law}: ${message}`)).toEqual([]);
  });
});

describe('no variable of a subject can change unnoticed', () => {
  const subjects = Map.groupBy(rules, ({ subject }) => subject);
  test.each(
    Array.from(
      subjects,
      ([subject, members]) => [subject.resources[0]?.resources.join(', ') ?? '', members] as const,
    ),
  )('%s', (_, members) => {
    const [first, ...others] = members.map(
      (rule) => new Set(subjectSurvivors(rule, bench).map(({ message }) => message)),
    );
    const unnoticed = others.reduce((left, more) => left.intersection(more), first ?? new Set());
    expect([...unnoticed]).toEqual([]);
  });
});
