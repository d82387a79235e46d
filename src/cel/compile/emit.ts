import type { Node } from '../tree.ts';
import { CelError } from '../value/cel-error.ts';
import { emitAttribute } from './attribute.ts';
import { emitBinary, emitUnary } from './operator.ts';
import { emitCall } from './call.ts';
import type { Code, Compiling } from './compiling.ts';
import { constant } from './compiling.ts';
import { emitConditional } from './logic.ts';
import { emitList, emitMap } from './literal.ts';
import { emitMessage } from './message.ts';

/**
 * Compiles a node of any kind.
 *
 * @param base What cel-go counts for an attribute: 0 where it is a branch of `?:` or a key.
 */
export function emitNode(at: Compiling, node: Node, base: 0 | 1): Code {
  switch (node.kind) {
    case 'literal':
      return constant(node.value);
    case 'ident':
    case 'select':
    case 'index':
      return emitAttribute(at, node, base);
    case 'call':
      return emitCall(at, node);
    case 'unary':
      return emitUnary(at, node);
    case 'binary':
      return emitBinary(at, node);
    case 'conditional':
      return emitConditional(at, node);
    case 'list':
      return emitList(at, node);
    case 'map':
      return emitMap(at, node);
    case 'message':
      return emitMessage(at, node);
    case 'bad':
      return constant(new CelError('the expression could not be parsed'));
    default:
      return node satisfies never;
  }
}
