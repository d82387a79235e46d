import type { CallNode, Node } from '../../cel/index.ts';
import { atom, type Claim } from './claim.ts';
import type { Noun } from './noun.ts';
import { naming, type Reading } from './reading.ts';

/** `x.optMap(name, body)`: what is done with a value that may be absent. */
interface OptMap {
  readonly value: Noun;
  /** Whether the value is there in any case, as in `optional.of(x)`. */
  readonly isCertain: boolean;
  readonly body: Node;
  readonly reading: Reading;
}

/** `x.optMap(v, body).orValue(d)` where it says something: the body where x is set, and d where it is not. */
export function optMapClaim(node: CallNode, reading: Reading): Claim | null {
  const found = optMapOf(node, reading);
  if (found === null) return null;
  const { value, isCertain, body, reading: inner } = found;
  const claim = inner.claimOf(body, inner);
  if (isCertain) return claim;
  const [orElse] = node.args;
  if (orElse === undefined) return null;
  return {
    kind: 'if',
    test: atom(value, 'set', [], true),
    then: claim,
    otherwise: reading.claimOf(orElse, reading),
  };
}

/** `optional.of(x).optMap(v, body).value()` where it stands for a value: the body. */
export function optMapNoun(node: CallNode, reading: Reading): Noun | null {
  const found = optMapOf(node, reading);
  return found !== null && found.isCertain ? found.reading.nounOf(found.body, found.reading) : null;
}

function optMapOf({ target, name }: CallNode, reading: Reading): OptMap | null {
  if ((name !== 'orValue' && name !== 'value') || target?.kind !== 'call') return null;
  return mappedValue(target, reading);
}

function mappedValue({ target, name, args }: CallNode, reading: Reading): OptMap | null {
  const [variable, body] = args;
  if (target === null || name !== 'optMap' || variable?.kind !== 'ident' || body === undefined) return null;
  const outer = target.kind === 'call' ? mappedValue(target, reading) : null;
  const { of, value, isCertain } = outer === null ? plainValue(target, reading) : bodyOf(outer);
  return { value, isCertain, body, reading: naming(of, variable.name, value) };
}

function plainValue(node: Node, of: Reading) {
  return { of, value: of.nounOf(node, of), isCertain: isOptionalOf(node) };
}

function bodyOf({ body, reading: of, isCertain }: OptMap) {
  return { of, value: of.nounOf(body, of), isCertain };
}

function isOptionalOf(node: Node): boolean {
  return (
    node.kind === 'call' &&
    node.name === 'of' &&
    node.target?.kind === 'ident' &&
    node.target.name === 'optional'
  );
}
