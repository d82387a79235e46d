import { nearest } from '../core/nearest.ts';
import type { Rule } from '../core/rule.ts';
import { aliases, aliasesOfSeveral } from '../rules/aliases.ts';

/** Whether a name means a rule: its id, its code or an alias of it, in any case of letters. */
export function matchesName({ id, code }: Rule, name: string): boolean {
  const lower = name.toLowerCase();
  return id === lower || code?.toLowerCase() === lower || targetsOf(lower).includes(id);
}

/** The ids that an alias stands for. */
export function targetsOf(alias: string): readonly string[] {
  if (Object.hasOwn(aliasesOfSeveral, alias)) return aliasesOfSeveral[alias] ?? [];
  const found = Object.hasOwn(aliases, alias) ? aliases[alias] : undefined;
  return found === undefined ? [] : [found];
}

/** The rules that a name means; empty where there is none. */
export function rulesNamed(name: string, among: readonly Rule[]): readonly Rule[] {
  return among.filter((rule) => matchesName(rule, name));
}

/** That there is no such rule, and which was probably meant. */
export function noSuchRule(name: string, among: readonly Rule[]): string {
  const names = [...among.map(({ id }) => id), ...Object.keys(aliases), ...Object.keys(aliasesOfSeveral)];
  const near = nearest(name, names);
  const shown = name.length > 60 ? `${name.slice(0, 60)}…` : name;
  return `there is no rule \`${shown}\`${near === null ? '' : `; did you mean \`${near}\`?`}`;
}
