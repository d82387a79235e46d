import type { Rule } from '../../core/rule.ts';
import { aliases } from '../../rules/aliases.ts';
import { inputRules } from '../deciding/input-rules.ts';

/** What else a rule is called: its code, and the document's names for it. */
export function aliasesOf({ id, code }: Pick<Rule, 'id' | 'code'>): readonly string[] {
  const named = Object.entries(aliases).filter(([, { rules }]) => rules.includes(id));
  return [...(code === null ? [] : [code]), ...named.map(([name]) => name)];
}

/** Titles by id, of these rules and of those that the input itself may break. */
export function titlesOf(rules: readonly Rule[]): (id: string) => string {
  const titles = new Map([...rules, ...inputRules].map(({ id, title }) => [id, title]));
  return (id) => titles.get(id) ?? id;
}
