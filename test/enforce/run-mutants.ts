// `npm run test:targets`: law 4 for every mutant of every check, in every target and version: `… [RULE…]` for some rules.
import { mutants } from '../../src/cel/mutate.ts';
import { WritError } from '../../src/core/errors.ts';
import type { Policy } from '../../src/core/policy.ts';
import type { Rule } from '../../src/core/rule.ts';
import { targetFor, type Target, type TargetName } from '../../src/enforce/targets.ts';
import { openBench } from '../../src/operations/bench.ts';
import { refusal, targetBreaches } from '../../src/prove/law-targets.ts';
import { rules } from '../../src/rules/index.ts';

const bench = await openBench(0n);
const wanted = process.argv.slice(2);
const combinations: readonly (readonly [TargetName, readonly number[]])[] = [
  ['vap', [30, 33, 36]],
  ['kyverno', [14, 16, 19]],
  ['kyverno-clusterpolicy', [11, 13, 19]],
];
const targets = combinations.flatMap(([name, minors]) =>
  minors.map((minor) => targetFor(name, { kubernetes: name === 'vap' ? minor : 36, kyverno: minor })),
);
const count = { verdicts: 0, refused: 0, mutants: 0, breaches: 0 };

/** The policy with another expression in one of its checks. */
function changed(index: number, expression: string): (policy: Policy) => Policy {
  return (policy) => ({
    ...policy,
    validations: policy.validations.map((one, at) => (at === index ? { ...one, expression } : one)),
  });
}

function tryMutant(rule: Rule, target: Target, change: (policy: Policy) => Policy): void {
  try {
    const breaches = targetBreaches(rule, bench, target, change);
    count.verdicts += rule.prove.pass.length + rule.prove.fail.length;
    count.breaches += breaches.length;
    for (const { message } of breaches) console.log(`${rule.id}: ${message}`);
  } catch (error) {
    // A mutant may be no expression that a target takes: of another type, for one.
    if (!(error instanceof WritError) || error.code !== 'TARGET_UNSUPPORTED') throw error;
    count.refused += 1;
  }
}

const begun = performance.now();
for (const rule of rules) {
  if (Object.keys(rule.related).length > 0 || (wanted.length > 0 && !wanted.includes(rule.id))) continue;
  for (const target of targets) {
    if (refusal(rule, bench, target) !== null) continue;
    for (const [index, { expression }] of rule.check.entries())
      for (const mutant of mutants(expression)) {
        count.mutants += 1;
        tryMutant(rule, target, changed(index, mutant.expression));
      }
  }
}
const seconds = ((performance.now() - begun) / 1000).toFixed(0);
console.log(
  `${count.mutants} mutants in ${targets.length} targets, ${count.verdicts} verdicts, ${count.refused} refused, ${count.breaches} breaches, ${seconds} s`,
);
process.exitCode = count.breaches === 0 ? 0 : 1;
