import { asksNameAlone } from './selects.ts';
import type { ParamKind, Policy, PolicySet, Scope } from '../core/policy.ts';

/** What policies ask of objects other than the one that they judge. */
export interface SetNeeds {
  /** Whether labels of namespaces, or whole namespaces, have a say. */
  readonly namespaces: boolean;
  readonly params: readonly ParamKind[];
}

/** What a set of policies needs to know besides requests; maybe too much, never too little. */
export function needsOfSet({ policies, bindings, exceptions }: PolicySet): SetNeeds {
  const scopes = [...policies, ...bindings, ...exceptions].map(({ scope }) => scope);
  const texts = [
    ...policies.flatMap(expressionsOf),
    ...exceptions.flatMap(({ conditions }) => conditions.map(({ expression }) => expression)),
  ];
  return {
    namespaces: scopes.some(asksLabels) || texts.some(readsNamespace),
    params: policies.flatMap(({ params }) => params ?? []),
  };
}

/** Every expression of a policy. */
export function expressionsOf(policy: Policy): readonly string[] {
  const { conditions, variables, validations, mutations, auditAnnotations, targets } = policy;
  return [
    ...[...conditions, ...variables, ...mutations, ...auditAnnotations].map(({ expression }) => expression),
    ...validations.flatMap(({ expression, messageExpression }) =>
      messageExpression === null ? [expression] : [expression, messageExpression],
    ),
    ...(targets?.conditions ?? []).map(({ expression }) => expression),
  ];
}

function asksLabels(scope: Scope): boolean {
  if ('all' in scope) return scope.all.some(asksLabels);
  if ('any' in scope) return scope.any.some(asksLabels);
  if ('not' in scope) return asksLabels(scope.not);
  return 'namespaceLabels' in scope && !asksNameAlone(scope.namespaceLabels);
}

/** Whether an expression may read more of a namespace than its name. */
function readsNamespace(text: string): boolean {
  return text.replaceAll(/\bnamespaceObject\.metadata\.name\b/g, '').includes('namespaceObject');
}
