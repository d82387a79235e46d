import type { LabelSelector, Named, Operation, ResourceRule, Scope } from '../../core/policy.ts';
import { unsupported } from '../unsupported.ts';
import { celOfScope } from './cel-of-scope.ts';
import { conjuncts, namespacesOf } from './conjuncts.ts';
import type { KnownKinds } from './known-kinds-port.ts';
import { fewer, resourceRules } from './resource-rules.ts';

/** A scope as the constraints that every target has, and conditions for the rest of it. */
export interface Lowered {
  /** Null: no resource rule is stated. */
  readonly included: { readonly rules: readonly ResourceRule[]; readonly equivalent: boolean } | null;
  readonly excluded: readonly ResourceRule[];
  readonly namespaceLabels: LabelSelector | null;
  readonly labels: LabelSelector | null;
  readonly conditions: readonly Named[];
}

/**
 * Splits a scope into constraints and conditions; both together admit exactly what the scope did.
 * @throws {WritError} `TARGET_UNSUPPORTED` for what neither can say
 */
export function lowerScope(scope: Scope, policy: string, known: KnownKinds): Lowered {
  const lowered = splitScope(scope, policy, known);
  // A policy that only has conditions is asked about everything.
  const { rules, equivalent } = lowered.included ?? { rules: [known.anything()], equivalent: true };
  const bounded = selectsNamespaces(scope) ? rules.flatMap((rule) => withinNamespaces(rule, known)) : rules;
  return { ...lowered, included: { rules: bounded, equivalent } };
}

/**
 * The same for a binding, which need not name resources: what belongs to no namespace is still taken by its selector.
 * @throws {WritError} `TARGET_UNSUPPORTED`
 */
export function splitScope(scope: Scope, policy: string, known: KnownKinds): Lowered {
  let lowered: Lowered = {
    included: null,
    excluded: [],
    namespaceLabels: null,
    labels: null,
    conditions: [],
  };
  // Operations narrow the resources that are named before them.
  const parts = conjuncts(scope).toSorted((a, b) => Number('operations' in a) - Number('operations' in b));
  for (const part of parts) {
    lowered = asConstraint(lowered, part, known) ?? asCondition(lowered, part, policy);
  }
  return lowered;
}

/** Whether a scope takes only what is in namespaces that it names. */
export function selectsNamespaces(scope: Scope): boolean {
  return conjuncts(scope).some((part) => !('not' in part) && namespacesOf(part) !== null);
}

/** A selector of namespaces takes all that belongs to none: the rule must leave it out, but for Namespaces themselves. */
export function withinNamespaces(rule: ResourceRule, known: KnownKinds): readonly ResourceRule[] {
  if (rule.reach !== '*' || known.isWithinNamespaces(rule)) return [rule];
  const isCore = rule.groups.includes('') || rule.groups.includes('*');
  const own =
    isCore && rule.resources.some((name) => name === 'namespaces' || name === '*' || name === '*/*');
  const others = rule.resources.filter((name) => name !== 'namespaces');
  return [
    ...(others.length === 0 ? [] : [{ ...rule, resources: others, reach: 'Namespaced' as const }]),
    ...(own ? [{ ...rule, groups: [''], resources: ['namespaces'] }] : []),
  ];
}

/** With a part as a constraint; null where only a condition can say it. */
function asConstraint(lowered: Lowered, part: Scope, known: KnownKinds): Lowered | null {
  const selector = 'namespaceLabels' in part ? part.namespaceLabels : namespacesOf(part);
  if (selector !== null)
    return { ...lowered, namespaceLabels: bothSelectors(lowered.namespaceLabels, selector) };
  if ('labels' in part) return lowered.labels === null ? { ...lowered, labels: part.labels } : null;
  if ('not' in part) {
    const rules = resourceRules(part.not, known);
    return rules === null ? null : { ...lowered, excluded: [...lowered.excluded, ...rules.rules] };
  }
  return 'operations' in part ? withFewer(lowered, part.operations) : withRules(lowered, part, known);
}

function withFewer(lowered: Lowered, operations: readonly Operation[]): Lowered | null {
  const rules = fewer(lowered.included?.rules ?? null, 'operations', operations);
  return rules === null ? null : { ...lowered, included: { equivalent: true, ...lowered.included, rules } };
}

function withRules(lowered: Lowered, part: Scope, known: KnownKinds): Lowered | null {
  const included = lowered.included === null ? resourceRules(part, known) : null;
  return included === null ? null : { ...lowered, included };
}

/** Whether a scope says which operations it is for. */
export function statesOperations(scope: Scope): boolean {
  return conjuncts(scope).some((part) => 'operations' in part);
}

function asCondition(lowered: Lowered, part: Scope, policy: string): Lowered {
  const expression = celOfScope(part);
  if (typeof expression !== 'string') throw unsupported(policy, `cannot be said here: ${expression.why}`);
  const name = `scope-${lowered.conditions.length + 1}`;
  return { ...lowered, conditions: [...lowered.conditions, { name, expression }] };
}

function bothSelectors(a: LabelSelector | null, b: LabelSelector): LabelSelector {
  if (a === null) return b;
  const clash = Object.keys(b.matchLabels).some((key) => Object.hasOwn(a.matchLabels, key));
  const labels = clash ? {} : b.matchLabels;
  const further = clash
    ? Object.entries(b.matchLabels).map(([key, value]) => ({ key, operator: 'In' as const, values: [value] }))
    : [];
  return {
    matchLabels: { ...a.matchLabels, ...labels },
    matchExpressions: [...a.matchExpressions, ...b.matchExpressions, ...further],
  };
}

/** The lowered scope as the tree that `matchConstraints` is. */
export function scopeOf({ included, excluded, namespaceLabels, labels }: Lowered): Scope {
  const equivalent = included?.equivalent ?? true;
  const leaf = (resources: ResourceRule): Scope => ({ resources, equivalent });
  const parts: Scope[] = [
    ...(included === null ? [] : [{ any: included.rules.map(leaf) }]),
    ...(excluded.length === 0 ? [] : [{ not: { any: excluded.map(leaf) } }]),
    ...(namespaceLabels === null ? [] : [{ namespaceLabels }]),
    ...(labels === null ? [] : [{ labels }]),
  ];
  const [only] = parts;
  return parts.length === 1 && only !== undefined ? only : { all: parts };
}
