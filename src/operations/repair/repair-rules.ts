import type { Approved } from '../../configuration/effective-rules.ts';
import type { Rule } from '../../core/rule.ts';
import type { Repairing } from '../../fix/repair-resource.ts';
import type { DecidedRule } from '../deciding/decided.ts';
import type { FixInput } from './fix-parameters.ts';

type Asked = FixInput['risk'];

/** The rules that repair, in their order, each up to the risk that was asked for, or that the configuration approves. */
export function repairRules(rules: readonly DecidedRule[], asked: Asked): Repairing['rules'] {
  return rules
    .toSorted((a, b) => compareCodes(a.rule, b.rule))
    .map(({ rule, answers, approved }) => ({ rule, answers, risk: riskOf(approved, asked) }));
}

/** What was asked for goes before what the configuration approves; where neither says anything, what is safe. */
function riskOf(approved: Approved | null, asked: Asked): Asked {
  if (asked !== null) return asked;
  return approved === 'none' ? null : (approved ?? 'safe');
}

function compareCodes(a: Rule, b: Rule): number {
  return (a.code ?? a.id).localeCompare(b.code ?? b.id, 'en');
}
