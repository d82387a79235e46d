import { child } from '../core/json.ts';
import type { Rule } from '../core/rule.ts';
import type { CustomRule } from './custom-rule-shape.ts';
import { compileCustomRule } from './compile-custom-rule.ts';
import type { Known } from './read-configuration.ts';
import type { Remark } from './remark.ts';

/** Rules, what keeps the others from being one, and what to look at again. */
export interface CompiledRules {
  readonly rules: readonly Rule[];
  readonly problems: readonly Remark[];
  readonly warnings: readonly Remark[];
}

/** Makes rules of an organization's own into rules like any other. */
export function compileCustomRules(rules: readonly CustomRule[], known: Known): CompiledRules {
  const seen = new Set<string>();
  const compiled = rules.map((rule, index): CompiledRules => {
    const at = child('/customRules', index);
    const within = ({ pointer, message }: Remark): Remark => ({ pointer: `${at}${pointer}`, message });
    if (seen.has(rule.id)) {
      const twice = { pointer: child(at, 'id'), message: `there are two rules \`${rule.id}\`` };
      return { rules: [], problems: [twice], warnings: [] };
    }
    seen.add(rule.id);
    const one = compileCustomRule(rule, known);
    return 'problems' in one
      ? { rules: [], problems: one.problems.map(within), warnings: [] }
      : { rules: [one.rule], problems: [], warnings: one.warnings.map(within) };
  });
  return {
    rules: compiled.flatMap((one) => one.rules),
    problems: compiled.flatMap((one) => one.problems),
    warnings: compiled.flatMap((one) => one.warnings),
  };
}
