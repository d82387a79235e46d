import type { Facts } from '../core/policy.ts';
import { readPlain } from '../yaml/read-plain.ts';

/** Facts that also answer Kyverno's `yaml.parse`, which the engine leaves to whoever can read YAML. */
export function answerYaml(facts: Facts): Facts {
  return {
    ...facts,
    external(library, args) {
      const [text] = args;
      if (library !== 'yaml.parse' || typeof text !== 'string') return facts.external(library, args);
      const read = readPlain(text);
      if (read === null) return { known: false, why: 'the YAML is not one plain document' };
      return { known: true, value: read.value };
    },
  };
}
