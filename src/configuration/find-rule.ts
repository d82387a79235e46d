import { nearest } from '../core/nearest.ts';
import type { Answers, Rule } from '../core/rule.ts';
import { aliases, aliasNamed } from '../rules/aliases.ts';

/** Whether a name means a rule: its id, its code or an alias of it, in any case of letters. */
export function matchesName({ id, code }: Rule, name: string): boolean {
  const lower = name.toLowerCase();
  return id === lower || code?.toLowerCase() === lower || (aliasNamed(lower)?.rules.includes(id) ?? false);
}

/** The rules that a name means, several for an alias that stands for several; empty where there is none. */
export function rulesNamed(name: string, among: readonly Rule[]): readonly Rule[] {
  return among.filter((rule) => matchesName(rule, name));
}

/** What the names by which a rule was called say where it asks, as far as it asks that. */
export function answersNamed({ id, ask }: Rule, names: readonly string[]): Answers {
  const said = names.flatMap((name) => {
    const alias = aliasNamed(name);
    return alias?.rules.includes(id) === true ? Object.entries(alias.answers) : [];
  });
  return Object.fromEntries(said.filter(([question]) => Object.hasOwn(ask, question)));
}

/** That there is no such rule, and which was probably meant. */
export function noSuchRule(name: string, among: readonly Rule[]): string {
  const near = nearest(name, [...among.map(({ id }) => id), ...Object.keys(aliases)]);
  const shown = name.length > 60 ? `${name.slice(0, 60)}…` : name;
  return `there is no rule \`${shown}\`${near === null ? '' : `; did you mean \`${near}\`?`}`;
}
