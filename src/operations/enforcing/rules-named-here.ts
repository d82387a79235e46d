import { rulesNamed } from '../../configuration/find-rule.ts';
import type { Rule } from '../../core/rule.ts';
import { everyRule } from '../deciding/catalogue.ts';

/** Which of the words are names of rules, and which are paths. */
export interface WordsTaken {
  readonly names: readonly string[];
  readonly paths: readonly string[];
}

/** A word that names a rule is one; another is a path where it looks like one, and a misspelt rule otherwise. */
export function rulesNamedHere(words: readonly string[], own: readonly Rule[]): WordsTaken {
  const isRule = (word: string): boolean =>
    rulesNamed(word, [...everyRule(), ...own]).length > 0 || !/[/.*\\]|^-$/.test(word);
  return { names: words.filter(isRule), paths: words.filter((word) => !isRule(word)) };
}
