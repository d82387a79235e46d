import type { KnownRules } from '../exceptions/parse-exception.ts';
import { everyRule, ruleNamed } from './catalogue.ts';
import { inputRules } from './input-rules.ts';

/** Every name that an exception may call a rule by: those of the catalogue, of the input, and of a run. */
export function knownRules(others: readonly string[]): KnownRules {
  const own = new Set([...others, ...inputRules.map(({ id }) => id)]);
  const coded = new Map(inputRules.map(({ id, code }) => [code, id]));
  return {
    id: (name) => (own.has(name) ? name : (ruleNamed(name)?.id ?? coded.get(name.toUpperCase()) ?? null)),
    names: [...everyRule().map(({ id }) => id), ...own],
  };
}
