import type { Demands } from '../environment/environment.ts';
import type { Node } from '../tree.ts';
import { childrenOf } from './children.ts';
import { checkFolding } from './folding.ts';
import { checkFormat } from './format-literal.ts';
import { checkHomogeneous } from './homogeneous.ts';
import type { Inspection } from './inspection.ts';
import { checkLiteralArgument } from './literal-argument.ts';

/** What an environment demands of a typed expression beyond its types, as the API server does on creation. */
export function checkDemands(tree: Node, inspection: Inspection): void {
  const { demands } = inspection.environment;
  if (demands === undefined) {
    return;
  }
  walk(tree, { inspection, demands, inFormat: false });
  if (demands.folding === true && inspection.problems.every(({ severity }) => severity !== 'error')) {
    checkFolding(tree, inspection);
  }
}

interface Walk {
  readonly inspection: Inspection;
  readonly demands: Demands;
  /** Within a call of `format`, whose list of arguments is mixed by nature. */
  readonly inFormat: boolean;
}

function walk(node: Node, at: Walk): void {
  inspect(node, at);
  const inFormat = at.inFormat || (node.kind === 'call' && node.name === 'format');
  for (const child of childrenOf(node)) {
    walk(child, inFormat === at.inFormat ? at : { ...at, inFormat });
  }
}

function inspect(node: Node, { inspection, demands, inFormat }: Walk): void {
  if (node.kind === 'list' || node.kind === 'map') {
    if (demands.homogeneous === true && !inFormat) {
      checkHomogeneous(node, inspection);
    }
  } else if (node.kind === 'call' && demands.literals === true) {
    checkLiteralArgument(node, inspection);
    checkFormat(node, inspection);
  } else if (node.kind === 'select' && demands.plainFields === true) {
    refuseQuotes(node, inspection);
  }
}

function refuseQuotes(node: Node & { readonly kind: 'select' }, inspection: Inspection): void {
  const { start, end } = node.at;
  if (end - start === node.field.length + 2) {
    inspection.problems.push({
      severity: 'error',
      code: 'syntax',
      message: "unsupported syntax '`'",
      start,
      end,
    });
  }
}
