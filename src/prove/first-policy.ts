import { bind } from '../ask/bind.ts';
import type { JsonPointer } from '../core/json.ts';
import type { Policy } from '../core/policy.ts';
import type { Rule } from '../core/rule.ts';

/** A rule bound with the answers of its first example, for a question may have no default; null without examples. */
export function firstPolicy(rule: Rule, minor: number): Policy | null {
  const [example] = [...rule.prove.pass, ...rule.prove.fail];
  return example === undefined ? null : bind(rule, example.answers ?? {}, { minor });
}

/** Where in its rule an expression of a policy stands. */
export function pointerOf(
  { check, variables, subject, related }: Rule,
  part: 'check' | 'variable' | 'look-up',
  name: string,
): JsonPointer {
  if (part === 'look-up') return Object.hasOwn(related, name) ? `/related/${name}` : `/unless/${name}`;
  if (part === 'check') return `/check/${check.findIndex(({ id }) => id === name)}/expression`;
  const own = variables.findIndex((variable) => variable.name === name);
  if (own >= 0) return `/variables/${own}/expression`;
  const shared = subject.variables.findIndex((variable) => variable.name === name);
  return shared < 0 ? '/subject' : `/subject/variables/${shared}/expression`;
}
