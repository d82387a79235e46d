import { dyn } from '../type.ts';
import type { Type } from '../type.ts';
import { partsOf, typesEqual, withParts } from './type-equal.ts';

/** Finds types for type variables while an expression is checked. */
export interface Unifier {
  /** A type variable of its own. */
  fresh(): Type;
  /** Whether each of `actual` fits its place in `expected`; binds variables only when all do. */
  assignable(actual: readonly Type[], expected: readonly Type[]): boolean;
  /** The type with bound variables replaced; free ones stay. */
  resolve(type: Type): Type;
  /** The type with bound variables replaced; free ones become `dyn`. */
  settle(type: Type): Type;
  /** The more general of two types known to fit. */
  mostGeneral(a: Type, b: Type): Type;
}

/** Makes a unifier with nothing bound, following the rules of cel-go's checker. */
export function createUnifier(): Unifier {
  const bound = new Map<string, Type>();
  const trail: (readonly [string, Type | undefined])[] = [];
  const state: Bindings = {
    get: (name) => bound.get(name),
    set(name, type) {
      trail.push([name, bound.get(name)]);
      bound.set(name, type);
    },
  };
  let count = 0;
  return {
    fresh() {
      count += 1;
      return { kind: 'param', name: `_var${count - 1}` };
    },
    assignable(actual, expected) {
      const mark = trail.length;
      const fits = fitsAll(state, actual, expected);
      if (!fits) {
        rollBack(bound, trail, mark);
      }
      return fits;
    },
    resolve: (type) => substitute(state, type, false),
    settle: (type) => substitute(state, type, true),
    mostGeneral,
  };
}

interface Bindings {
  get(name: string): Type | undefined;
  set(name: string, type: Type): void;
}

function rollBack(
  bound: Map<string, Type>,
  trail: (readonly [string, Type | undefined])[],
  mark: number,
): void {
  while (trail.length > mark) {
    const undo = trail.pop();
    if (undo?.[1] === undefined) {
      bound.delete(undo?.[0] ?? '');
    } else {
      bound.set(undo[0], undo[1]);
    }
  }
}

function fitsAll(bindings: Bindings, actual: readonly Type[], expected: readonly Type[]): boolean {
  if (actual.length !== expected.length) {
    return false;
  }
  for (const [index, type] of actual.entries()) {
    const other = expected[index];
    if (other === undefined || !fits(bindings, type, other)) {
      return false;
    }
  }
  return true;
}

function fits(bindings: Bindings, a: Type, b: Type): boolean {
  if (b.kind === 'param') {
    const outcome = bind(bindings, a, b);
    if (outcome !== 'free') {
      return outcome === 'bound';
    }
  }
  if (a.kind === 'param') {
    return bind(bindings, b, a) === 'bound';
  }
  if (isDynamic(a) || isDynamic(b)) {
    return true;
  }
  if (a.kind === 'null' || b.kind === 'null') {
    return isNullable(a) && isNullable(b);
  }
  return fitsConcrete(bindings, a, b);
}

function fitsConcrete(bindings: Bindings, a: Type, b: Type): boolean {
  if (a.kind !== b.kind) {
    return false;
  }
  switch (a.kind) {
    // Any type fits where a type is asked for.
    case 'type':
      return true;
    case 'list':
    case 'map':
    case 'optional':
      return fitsAll(bindings, partsOf(a), partsOf(b));
    default:
      return typesEqual(a, b);
  }
}

/** Tries `type` as what the variable stands for; `free` when it may not, and nothing else is known. */
function bind(
  bindings: Bindings,
  type: Type,
  variable: Type & { readonly kind: 'param' },
): 'bound' | 'refused' | 'free' {
  if (typesEqual(type, variable)) {
    return 'bound';
  }
  const known = bindings.get(variable.name);
  if (known === undefined) {
    if (occurs(bindings, variable, type)) {
      return 'free';
    }
    bindings.set(variable.name, type);
    return 'bound';
  }
  if (typesEqual(type, known)) {
    return 'bound';
  }
  if (!fits(bindings, type, known)) {
    return 'refused';
  }
  const general = mostGeneral(type, known);
  if (!occurs(bindings, variable, general)) {
    bindings.set(variable.name, general);
  }
  return 'bound';
}

function occurs(bindings: Bindings, variable: Type, within: Type): boolean {
  if (typesEqual(variable, within)) {
    return true;
  }
  if (within.kind === 'param') {
    const known = bindings.get(within.name);
    return known !== undefined && occurs(bindings, variable, known);
  }
  return partsOf(within).some((part) => occurs(bindings, variable, part));
}

function substitute(bindings: Bindings, type: Type, settle: boolean): Type {
  if (type.kind === 'param') {
    const known = bindings.get(type.name);
    if (known !== undefined) {
      return substitute(bindings, known, settle);
    }
    return settle ? dyn : type;
  }
  const parts = partsOf(type);
  if (parts.length === 0) {
    return type;
  }
  const replaced = parts.map((part) => substitute(bindings, part, settle));
  return replaced.every((part, index) => part === parts[index]) ? type : withParts(type, replaced);
}

function mostGeneral(a: Type, b: Type): Type {
  return isLessSpecific(a, b) ? a : b;
}

function isLessSpecific(a: Type, b: Type): boolean {
  if (a.kind === 'dyn' || a.kind === 'param') {
    return true;
  }
  if (a.kind !== b.kind) {
    return false;
  }
  const parts = partsOf(b);
  if (a.kind === 'type') {
    return true;
  }
  if (parts.length === 0) {
    return typesEqual(a, b);
  }
  return partsOf(a).every((part, index) => {
    const other = parts[index];
    return other !== undefined && isLessSpecific(part, other);
  });
}

function isDynamic(type: Type): boolean {
  return type.kind === 'dyn' || type.kind === 'error';
}

function isNullable(type: Type): boolean {
  switch (type.kind) {
    case 'null':
    case 'object':
    case 'opaque':
    case 'optional':
    case 'duration':
    case 'timestamp':
      return true;
    default:
      return false;
  }
}
