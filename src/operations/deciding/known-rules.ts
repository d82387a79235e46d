import type { KnownRules } from '../../exceptions/parse-exception.ts';
import { everyRule, idsNamed } from './catalogue.ts';
import { inputRules } from './input-rules.ts';

/** Every name that an exception may call a rule by: those of the catalogue, of the input, and of a run. */
export function knownRules(others: readonly string[]): KnownRules {
  const own = new Set([...others, ...inputRules.map(({ id }) => id)]);
  const coded = new Map(inputRules.map(({ id, code }) => [code, id]));
  return {
    ids(name) {
      if (own.has(name)) return [name];
      const ofInput = coded.get(name.toUpperCase());
      return ofInput === undefined ? idsNamed(name) : [ofInput];
    },
    names: [...everyRule().map(({ id }) => id), ...own],
  };
}
