import type { CallNode } from '../tree.ts';
import { CelError } from '../value/cel-error.ts';
import type { Inspection } from './inspection.ts';
import { runOverload } from './folding.ts';

/** Refuses `duration`, `timestamp` and `matches` with a literal first argument that they cannot take. */
export function checkLiteralArgument(node: CallNode, inspection: Inspection): void {
  const [argument] = node.args;
  if (argument?.kind !== 'literal' || !isInvalid(node, inspection)) {
    return;
  }
  inspection.problems.push({
    severity: 'error',
    code: 'invalid-literal',
    message: `invalid ${node.name} argument`,
    start: argument.start,
    end: argument.end,
  });
}

function isInvalid(node: CallNode, inspection: Inspection): boolean {
  const [argument] = node.args;
  if (argument?.kind !== 'literal') {
    return false;
  }
  switch (node.name) {
    case 'duration':
    case 'timestamp':
      // Null is of either type, but neither can be made of it.
      return (
        argument.value === null || runOverload(inspection, node.name, [argument.value]) instanceof CelError
      );
    // The first argument is what cel-go looks at, also where the pattern is the second.
    case 'matches':
      return runOverload(inspection, node.name, ['', argument.value]) instanceof CelError;
    default:
      return false;
  }
}
