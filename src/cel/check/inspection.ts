import type { Environment } from '../environment/environment.ts';
import type { Problem } from '../problem.ts';
import type { Node } from '../tree.ts';
import type { Type } from '../type.ts';

/** A typed expression under inspection, and what is wrong with it so far. */
export interface Inspection {
  readonly environment: Environment;
  readonly types: (node: Node) => Type;
  readonly problems: Problem[];
}
