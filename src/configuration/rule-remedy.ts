import { nearest } from '../core/nearest.ts';
import type { Edit, Remedy, Rule } from '../core/rule.ts';
import type { ConditionReading } from './condition-expression.ts';
import type { CustomRule } from './custom-rule-shape.ts';
import { rulesNamed } from './find-rule.ts';
import { patternOf } from './field-path.ts';
import { missingOf } from './operator-expression.ts';
import type { RuleReading } from './read-rule.ts';
import type { Remark } from './remark.ts';

/** What to do about a violation: the edits of an action, the named rule's, or what follows from the conditions. */
export function remedyOf(
  { actions, description }: CustomRule,
  read: RuleReading,
  rules: readonly Rule[],
): { readonly remedy: Remedy } | { readonly problems: readonly Remark[] } {
  const person: Remedy = { advice: description, risk: 'person', caution: null, edits: [] };
  const index = actions.findIndex(
    ({ type, edits, fixAction, autoFix }) =>
      type === 'modify' || edits !== undefined || fixAction !== undefined || autoFix,
  );
  const action = actions[index];
  if (action === undefined) return { remedy: person };
  if (action.edits !== undefined)
    return { remedy: { ...person, ...careful, edits: action.edits as readonly Edit[] } };
  if (action.fixAction === undefined) {
    const edits = derivedEdits(read);
    return { remedy: edits === null ? person : { ...person, ...careful, edits } };
  }
  const [known] = rulesNamed(action.fixAction, rules);
  if (known !== undefined && known.remedy.edits.length > 0) return { remedy: known.remedy };
  const pointer = `/actions/${index}/fixAction` as const;
  return { problems: [{ pointer, message: unknown(action.fixAction, rules, known) }] };
}

const careful = { risk: 'medium', caution: 'Whether the program copes with it is not known here.' } as const;

function unknown(name: string, rules: readonly Rule[], known: Rule | undefined): string {
  if (known !== undefined) return `\`${known.id}\` has no mechanical fix that \`fixAction\` could propose`;
  const near = nearest(
    name,
    rules.filter(({ remedy }) => remedy.edits.length > 0).map(({ id }) => id),
  );
  const meant = near === null ? 'name a rule with a fix, or write `edits`' : `did you mean \`${near}\`?`;
  return `\`fixAction\` names no rule: \`${name.slice(0, 60)}\`; ${meant}`;
}

/** The edits that make every condition hold; null where one of them does not say what to write. */
function derivedEdits({ conditions, match, editRoot, judged }: RuleReading): readonly Edit[] | null {
  if (judged.every !== null || match.length > 0) return null;
  const edits = conditions.map((reading) =>
    editRoot === 'object' && reading.target.root !== 'object' ? null : derivedEdit(reading),
  );
  return edits.every((edit) => edit !== null) ? edits : null;
}

function derivedEdit(reading: ConditionReading): Edit | null {
  const { condition, quantifier, target } = reading;
  const last = target.steps.at(-1)?.segment;
  if (quantifier !== 'all' || last === undefined || !('key' in last)) return null;
  const pattern = patternOf(target.steps.map(({ segment }) => segment));
  const inAll = pattern.replace(/^\/containers\//, '/{containers}/') as typeof pattern;
  const pointer = reading.containers === null ? pattern : inAll;
  const { operator, value } = condition;
  if (operator === 'equals' && value !== undefined) return { set: pointer, to: value };
  return isRemovable(reading) ? { remove: pointer } : null;
}

function isRemovable({ condition, target }: ConditionReading): boolean {
  const isNegative = condition.operator === 'not_exists' || condition.operator === 'not_equals';
  return isNegative && !target.required && missingOf(condition) !== 'fail';
}
