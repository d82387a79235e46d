import { compile, type Program } from '../cel/compile/compile.ts';
import type { Environment } from '../cel/environment/environment.ts';
import { parse, type Parsed } from '../cel/parse/parse.ts';
import type { Node } from '../cel/tree.ts';
import { remember } from '../cel/value/remember.ts';
import { WritError } from '../core/errors.ts';
import { references, type References } from './references.ts';

/** An expression ready to be evaluated, with what its places and its dependencies are read from. */
export interface Expression {
  readonly text: string;
  readonly tree: Node;
  readonly program: Program;
  readonly reads: References;
}

/** What an API server takes of one expression. */
const expressionSizeLimit = 100_000;

/** Which compiled form: an iteration budget, or the cost as the API server counts it. */
export type Form = 'budget' | 'cost';

/**
 * Compiles one CEL expression.
 * @throws {WritError} `CEL_INVALID` if it does not parse, or is longer than an API server takes.
 */
export function compileExpression(text: string, environment: Environment, form: Form): Expression {
  if (text.length > expressionSizeLimit) {
    const message = `CEL of ${text.length} characters: an API server takes ${expressionSizeLimit}`;
    throw new WritError('CEL_INVALID', message);
  }
  const { tree, problems } = parsed(text);
  const [problem] = problems;
  if (problem !== undefined) {
    const message = `CEL does not parse at character ${problem.start + 1} of \`${excerpt(text)}\`: ${problem.message}`;
    throw new WritError('CEL_INVALID', message);
  }
  return { text, tree, program: compile(tree, environment, { form }), reads: references(tree) };
}

/** Longer expressions are rare, and their trees large. */
const longestKept = 4096;
const remembered = remember(parse);

/** An expression as it was parsed, whether or not it could be: it is looked at for what it reads before it is compiled. */
export function parsed(text: string): Parsed {
  return text.length > longestKept ? parse(text) : remembered(text);
}

function excerpt(text: string): string {
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
