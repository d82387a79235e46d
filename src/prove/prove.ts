import type { Rule } from '../core/rule.ts';
import type { Bench, Breach, Law } from './law.ts';
import { lawAdmission } from './law-admission.ts';
import { lawDefaults } from './law-defaults.ts';
import { lawExamples } from './law-examples.ts';
import { lawFields } from './law-fields.ts';
import { lawFix } from './law-fix.ts';
import { lawMutants } from './law-mutants.ts';
import { lawTargets } from './law-targets.ts';

// A field that does not exist shows as wrong verdicts, and a wrong verdict in every law after it.
const causes: readonly Law[] = [lawFields, lawAdmission, lawExamples];
const laws: readonly Law[] = [lawFix, lawMutants, lawTargets, lawDefaults];

/** What is wrong with a rule, causes before consequences; empty when all five laws hold. */
export function prove(rule: Rule, bench: Bench): readonly Breach[] {
  for (const law of causes) {
    const found = law(rule, bench);
    if (found.length > 0) return found;
  }
  return laws.flatMap((law) => law(rule, bench));
}
