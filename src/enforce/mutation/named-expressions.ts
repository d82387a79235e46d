import type { Named } from '../../core/policy.ts';

/** Expressions that are used several times, each once, under a name. */
export interface NamedExpressions {
  /** CEL that reads an expression by its name: the one that is wished, where no other has it. */
  name(wished: string, expression: string): string;
  /** In the order in which they were named. */
  all(): readonly Named[];
}

/** Nothing is named yet. */
export function namedExpressions(): NamedExpressions {
  const names = new Map<string, string>();
  const taken = new Set<string>();
  return {
    name(wished, expression) {
      const known = names.get(expression);
      if (known !== undefined) return `variables.${known}`;
      let free = wished;
      for (let count = 2; taken.has(free); count += 1) free = `${wished}${count}`;
      taken.add(free);
      names.set(expression, free);
      return `variables.${free}`;
    },
    all: () => Array.from(names, ([expression, name]) => ({ name, expression })),
  };
}
