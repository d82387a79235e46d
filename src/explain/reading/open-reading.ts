import { parse, type Node } from '../../cel/index.ts';
import type { Policy } from '../../core/policy.ts';
import type { Claim } from './claim.ts';
import { claimOf } from './claim-of.ts';
import { definitionsOf, inlineVariables, variablesIn } from './inline-variables.ts';
import { nounOf } from './noun-of.ts';
import type { Reading } from './reading.ts';
import { tidy } from './tidy.ts';

/** The expressions of one policy as they are read: their variables in place. */
export interface PolicyReading {
  readonly reading: Reading;
  /** What a condition says; null where it cannot be read. */
  readonly claim: (expression: string) => Claim | null;
  /** The tree of an expression, its variables in place; null where it cannot be read. */
  readonly tree: (expression: string) => Node | null;
  /** Names of variables that are too large to be put in place, found so far. */
  readonly left: Set<string>;
  readonly definitions: ReadonlyMap<string, Node>;
}

/** How the expressions of a policy are read. */
export function openReading({ variables, params }: Policy): PolicyReading {
  const definitions = definitionsOf(variables);
  const left = new Set<string>();
  const parameters = params === null ? 'the parameter' : `the ${params.kind} given as parameter`;
  const reading: Reading = { names: new Map(), parameters, marks: new Set(), claimOf, nounOf };
  const tree = (expression: string): Node | null => {
    const parsed = parse(expression);
    if (parsed.problems.length > 0) return null;
    const inlined = inlineVariables(parsed.tree, definitions);
    for (const name of variablesIn(inlined)) left.add(name);
    return inlined;
  };
  return {
    reading,
    tree,
    left,
    definitions,
    claim(expression) {
      const read = tree(expression);
      return read === null ? null : tidy(claimOf(read, reading));
    },
  };
}
