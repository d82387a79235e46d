import type { LabelSelector, Named, Operation, ResourceRule, Scope } from '../../core/policy.ts';
import { unsupported } from '../unsupported.ts';
import { celOfScope } from './cel-of-scope.ts';

/** A scope as the constraints that every target has, and conditions for the rest of it. */
export interface Lowered {
  /** Null: no resource rule is stated. */
  readonly included: { readonly rules: readonly ResourceRule[]; readonly equivalent: boolean } | null;
  readonly excluded: readonly ResourceRule[];
  readonly namespaceLabels: LabelSelector | null;
  readonly labels: LabelSelector | null;
  readonly conditions: readonly Named[];
}

/** What is known of kinds: of `apps/v1/Deployment` as resources, and which resources belong to namespaces. */
export interface KnownKinds {
  /** Null where nobody here knows one of them, or it is a pattern. */
  rulesOf(kinds: readonly string[]): readonly ResourceRule[] | null;
  /** Every object; subresources only where they are named. */
  anything(): ResourceRule;
  /** Whether everything that a rule means is known to belong to a namespace, or is one. */
  isWithinNamespaces(rule: ResourceRule): boolean;
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

/** The parts that must all hold, flattened; operations beside kinds narrow them. */
function conjuncts(scope: Scope): readonly Scope[] {
  if ('all' in scope) return scope.all.flatMap(conjuncts);
  const isOfSeveral = 'not' in scope && 'any' in scope.not && named(scope.not) === null;
  if (!isOfSeveral || !('any' in scope.not)) return [scope];
  return scope.not.any.flatMap((not) => conjuncts({ not }));
}

function asConstraint(lowered: Lowered, part: Scope, known: KnownKinds): Lowered | null {
  if ('namespaceLabels' in part) {
    return { ...lowered, namespaceLabels: bothSelectors(lowered.namespaceLabels, part.namespaceLabels) };
  }
  if ('operations' in part) return narrowed(lowered, part.operations);
  if ('labels' in part && lowered.labels === null) return { ...lowered, labels: part.labels };
  const names = namespacesOf(part);
  if (names !== null) {
    return { ...lowered, namespaceLabels: bothSelectors(lowered.namespaceLabels, names) };
  }
  if ('not' in part) {
    const rules = resourceRules(part.not, known);
    return rules === null ? null : { ...lowered, excluded: [...lowered.excluded, ...rules.rules] };
  }
  if (lowered.included !== null) return null;
  const included = resourceRules(part, known);
  return included === null ? null : { ...lowered, included };
}

/** With fewer operations; null where no rule would be left, or none is stated. */
function narrowed(lowered: Lowered, operations: readonly Operation[]): Lowered | null {
  if (lowered.included === null) return null;
  const { rules, equivalent } = lowered.included;
  const kept = rules
    .map((rule) => ({
      ...rule,
      operations: rule.operations.includes('*')
        ? operations
        : operations.filter((one) => rule.operations.includes(one)),
    }))
    .filter((rule) => rule.operations.length > 0);
  return kept.length === 0 ? null : { ...lowered, included: { rules: kept, equivalent } };
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

interface Rules {
  readonly rules: readonly ResourceRule[];
  readonly equivalent: boolean;
}

/** The resource rules of which a scope is any, or null where it is something else. */
function resourceRules(scope: Scope, known: KnownKinds): Rules | null {
  if ('resources' in scope) return { rules: [scope.resources], equivalent: scope.equivalent };
  if ('kinds' in scope) {
    const rules = known.rulesOf(scope.kinds);
    return rules === null ? null : { rules, equivalent: true };
  }
  if ('any' in scope) return anyRules(scope.any, known);
  return 'all' in scope ? narrowedRules(scope.all, known) : null;
}

function anyRules(scopes: readonly Scope[], known: KnownKinds): Rules | null {
  if (scopes.length === 0) return null;
  const all: Rules[] = [];
  for (const scope of scopes) {
    const rules = resourceRules(scope, known);
    if (rules === null || rules.equivalent !== (all[0] ?? rules).equivalent) return null;
    all.push(rules);
  }
  return { rules: all.flatMap(({ rules }) => rules), equivalent: all[0]?.equivalent ?? true };
}

/** Resources, and which operations or plain names of them. */
function narrowedRules(scopes: readonly Scope[], known: KnownKinds): Rules | null {
  const parts = scopes.flatMap(conjuncts);
  const [base, another] = parts.flatMap((part) => resourceRules(part, known) ?? []);
  if (base === undefined || another !== undefined) return null;
  let { rules } = base;
  for (const part of parts) {
    if ('operations' in part) rules = rules.map((rule) => ({ ...rule, operations: part.operations }));
    else if ('names' in part && part.names.every((name) => !/[*?]/.test(name)))
      rules = rules.map((rule) => ({ ...rule, names: part.names }));
    else if (resourceRules(part, known) === null) return null;
  }
  return { ...base, rules };
}

const nameLabel = 'kubernetes.io/metadata.name';

/**
 * The selector of namespaces that are named, themselves included: `{ namespaces }`, or Namespaces of these names. What
 * belongs to no namespace is taken by a selector, so that only the negation is exact for it.
 */
function namespacesOf(part: Scope): LabelSelector | null {
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
