// Law 4 beyond the newest versions, which `writ prove` and the test of every rule look at.
import { describe, expect, test } from 'vitest';
import { rules } from '../../src/rules/index.ts';
import { openBench } from '../../src/operations/bench.ts';
import { refusal, targetBreaches } from '../../src/prove/law-targets.ts';
import { repairProblem } from '../../src/prove/repair-problem.ts';
import { targetFor, type TargetName } from '../../src/enforce/targets.ts';

const bench = await openBench(0n);
const objectRules = rules.filter(({ related }) => Object.keys(related).length === 0);

/** Versions at which a target's language or libraries change; the newest Kyverno is looked at with the other laws. */
const combinations: readonly (readonly [TargetName, readonly number[]])[] = [
  ['vap', [30, 33, 36]],
  ['kyverno', [14, 16, 19]],
  ['kyverno-clusterpolicy', [11, 13, 19]],
];

function targetsOf(name: TargetName, minors: readonly number[]) {
  return minors.map((minor) => targetFor(name, { kubernetes: name === 'vap' ? minor : 36, kyverno: minor }));
}

test('the pairs that are refused are those of the list, each with its reason', async () => {
  const refused = combinations.flatMap(([name, minors]) =>
    targetsOf(name, minors).map((target): [string, object] => [
      `${name} of ${target.runtime}`,
      Object.fromEntries(
        objectRules.flatMap((rule): [string, string][] => {
          const why = refusal(rule, bench, target);
          return why === null ? [] : [[rule.id, why]];
        }),
      ),
    ]),
  );
  await expect(`${JSON.stringify(Object.fromEntries(refused), null, 2)}\n`).toMatchFileSnapshot(
    'refused-pairs.json',
  );
});

describe.each(combinations)('as %s', (name, minors) => {
  const older = targetsOf(name, minors.slice(0, 2));
  test.each(older.map((target) => [target.runtime, target] as const))(
    'of %s every other rule gives the verdicts that it has',
    (_, target) => {
      const kept = objectRules.filter((rule) => refusal(rule, bench, target) === null);
      expect(kept.length).toBeGreaterThan(90);
      expect(kept.flatMap((rule) => targetBreaches(rule, bench, target))).toEqual([]);
    },
  );
});

test.each(['map', 'kyverno-mutating'] as const)(
  'as %s every mechanical fix repairs what its rule finds, and nothing else',
  (name) => {
    const target = targetFor(name, { kubernetes: 36, kyverno: 19 });
    const fixable = objectRules.filter(({ remedy, unless, asWritten }) => {
      return remedy.edits.length > 0 && unless === undefined && asWritten !== true;
    });
    const problems = fixable.flatMap((rule) => {
      const problem = repairProblem(rule, bench, target);
      return problem === null ? [] : [`${rule.id}: ${problem}`];
    });
    expect(fixable.length).toBeGreaterThan(20);
    expect(problems).toEqual([]);
  },
);
