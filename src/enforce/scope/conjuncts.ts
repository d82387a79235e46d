import { nameLabel } from '../../core/name-label.ts';
import type { LabelSelector, Scope } from '../../core/policy.ts';

/** The parts that must all hold, flattened. */
export function conjuncts(scope: Scope): readonly Scope[] {
  if ('all' in scope) return scope.all.flatMap(conjuncts);
  const isOfSeveral = 'not' in scope && 'any' in scope.not && named(scope.not) === null;
  if (!isOfSeveral || !('any' in scope.not)) return [scope];
  return scope.not.any.flatMap((not) => conjuncts({ not }));
}

/**
 * The selector of namespaces that are named, themselves included: `{ namespaces }`, or Namespaces of these names. What
 * belongs to no namespace is taken by a selector, so that only the negation is exact for it.
 */
export function namespacesOf(part: Scope): LabelSelector | null {
  const isNot = 'not' in part;
  const names = named(isNot ? part.not : part);
  if (names === null || names.some((name) => /[*?]/.test(name))) return null;
  return {
    matchLabels: {},
    matchExpressions: [{ key: nameLabel, operator: isNot ? 'NotIn' : 'In', values: names }],
  };
}

function named(scope: Scope): readonly string[] | null {
  if ('namespaces' in scope) return scope.namespaces;
  if (!('any' in scope) || scope.any.length !== 2) return null;
  const [within, itself] = scope.any;
  if (within === undefined || !('namespaces' in within)) return null;
  if (itself === undefined || !('all' in itself)) return null;
  const isSame = itself.all.some(
    (part) => 'names' in part && JSON.stringify(part.names) === JSON.stringify(within.namespaces),
  );
  return isSame && itself.all.some((part) => 'kinds' in part && part.kinds[0] === 'v1/Namespace')
    ? within.namespaces
    : null;
}
