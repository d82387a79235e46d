import { parse } from '../../cel/parse/parse.ts';
import type { CallNode, Node } from '../../cel/tree.ts';

/** What of an object is asked about: CEL of the elements on the way to it, outermost first. */
export type Elements = readonly string[];

/**
 * CEL that is true where a check is broken and an element has to do with it: it breaks a part of the check that is for
 * all elements of a list, or no part is.
 */
export function breaks(expression: string, elements: Elements): string {
  const [element, ...inner] = elements;
  if (element === undefined) return 'true';
  const parts = quantified(parse(expression).tree);
  if (parts.length === 0) return 'true';
  return parts.map((part) => `(${breaksPart(expression, part, { element, inner })})`).join(' || ');
}

interface At {
  readonly element: string;
  readonly inner: Elements;
}

function breaksPart(text: string, { target, binder, body }: Quantified, { element, inner }: At): string {
  const predicate = text.slice(body.start, body.end);
  const list = text.slice(target.start, target.end);
  const deeper = inner.length === 0 ? '' : ` && (${breaks(predicate, inner)})`;
  return `(${list}).exists(${binder}, ${binder} == ${element} && !(${predicate})${deeper})`;
}

/** A check without its parts that are for all elements of a list: what it says of the object itself. */
export function withoutElements(expression: string): string {
  let text = expression;
  const parts = quantified(parse(expression).tree);
  for (const { start, end } of parts.toReversed()) text = `${text.slice(0, start)}true${text.slice(end)}`;
  return text;
}

interface Quantified {
  readonly target: Node;
  readonly binder: string;
  readonly body: Node;
  readonly start: number;
  readonly end: number;
}

/** The outermost `list.all(x, …)` among what is joined by logic, in order. */
function quantified(node: Node): readonly Quantified[] {
  switch (node.kind) {
    case 'binary':
      return [...quantified(node.left), ...quantified(node.right)];
    case 'unary':
      return quantified(node.operand);
    case 'conditional':
      return [...quantified(node.test), ...quantified(node.then), ...quantified(node.otherwise)];
    case 'call':
      return isAll(node);
    default:
      return [];
  }
}

function isAll({ name, target, args, start, end }: CallNode): readonly Quantified[] {
  const [binder, body, more] = args;
  if (name !== 'all' || target === null || more !== undefined) return [];
  if (binder?.kind !== 'ident' || body === undefined) return [];
  return [{ target, binder: binder.name, body, start, end }];
}
