import type { Rule } from '../core/rule.ts';
import type { Bench, Breach, Law } from './law.ts';
import { lawDefaults } from './law-defaults.ts';
import { lawExamples } from './law-examples.ts';
import { lawFields } from './law-fields.ts';
import { lawFix } from './law-fix.ts';
import { lawMutants } from './law-mutants.ts';
import { lawTargets } from './law-targets.ts';

const laws: readonly Law[] = [lawExamples, lawFix, lawMutants, lawFields, lawTargets, lawDefaults];

/** What is wrong with a rule, law by law; empty when all five hold. */
export function prove(rule: Rule, bench: Bench): readonly Breach[] {
  const first = lawExamples(rule, bench);
  // An example with the wrong verdict would only echo through the other laws.
  return first.length > 0 ? first : laws.slice(1).flatMap((law) => law(rule, bench));
}
