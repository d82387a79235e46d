import type { ResourceRule, Scope } from '../../core/policy.ts';
import { conjuncts } from './conjuncts.ts';
import type { KnownKinds } from './known-kinds-port.ts';

/** Resource rules, and whether other versions of the same resources are meant, too. */
interface Rules {
  readonly rules: readonly ResourceRule[];
  readonly equivalent: boolean;
}

/** The resource rules of which a scope is any, or null where it is something else. */
export function resourceRules(scope: Scope, known: KnownKinds): Rules | null {
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

/** Resources or kinds, and which operations or plain names of them; null where anything else is asked, or nothing is left. */
function narrowedRules(scopes: readonly Scope[], known: KnownKinds): Rules | null {
  const parts = scopes.flatMap(conjuncts);
  const bases = parts.filter((part) => !('operations' in part || 'names' in part));
  const [base] = bases;
  const found = base === undefined || bases.length > 1 ? null : resourceRules(base, known);
  if (base === undefined || found === null) return null;
  // Kinds alone say nothing of operations.
  const states = !('kinds' in base) || !parts.some((part) => 'operations' in part);
  const start = states ? found.rules : found.rules.map((rule) => ({ ...rule, operations: ['*' as const] }));
  const rules = parts.reduce<readonly ResourceRule[] | null>(narrowed, start);
  return rules === null ? null : { ...found, rules };
}

function narrowed(rules: readonly ResourceRule[] | null, part: Scope): readonly ResourceRule[] | null {
  if ('operations' in part) return fewer(rules, 'operations', part.operations);
  if (!('names' in part)) return rules;
  return part.names.some((name) => /[*?]/.test(name)) ? null : fewer(rules, 'names', part.names);
}

/** Rules of which only these operations or names are left; null where none is. */
export function fewer(
  rules: readonly ResourceRule[] | null,
  field: 'operations' | 'names',
  wanted: readonly string[],
): readonly ResourceRule[] | null {
  const kept = (rules ?? []).flatMap((rule): readonly ResourceRule[] => {
    const own: readonly string[] = rule[field];
    const isAny = field === 'names' ? own.length === 0 : own.includes('*');
    const left = isAny ? wanted : wanted.filter((one) => own.includes(one));
    return left.length === 0 ? [] : [{ ...rule, [field]: left }];
  });
  return kept.length === 0 ? null : kept;
}
