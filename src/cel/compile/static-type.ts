import type { CallNode, Node } from '../tree.ts';
import { bool, dyn, list, map, optional } from '../type.ts';
import type { Type } from '../type.ts';
import { kindOf } from '../value/kind.ts';
import type { Opaque } from '../value/boxes.ts';
import type { Value } from '../value/value.ts';
import type { Compiling } from './compiling.ts';
import { candidatesOf } from './dispatch.ts';
import type { Candidate } from './dispatch.ts';
import { dottedName, resolve, resolveFunction } from './names.ts';

/** A call of a function or operator, whatever it is written as. */
interface Called {
  readonly name: string;
  readonly args: readonly Node[];
  readonly member: boolean;
}

const bools: ReadonlySet<string> = new Set(['has', 'all', 'exists', 'exists_one', 'existsOne']);
const lists: ReadonlySet<string> = new Set(['map', 'filter', 'transformList', 'sortBy']);

/** The overloads that a call may be of, as far as the types of its arguments are known. */
export function overloadsOf(at: Compiling, node: Node): readonly Candidate[] {
  const called = calledBy(at, node);
  if (called === undefined) return [];
  const declaration = resolveFunction(at.environment, called.name);
  if (declaration === undefined) return [];
  const candidates = candidatesOf(declaration, called.args.length, called.member);
  if (candidates.length < 2) return candidates;
  const types = called.args.map((arg) => staticType(at, arg));
  return candidates.filter(({ overload }) =>
    overload.params.every((param, index) => mayBe(types[index] ?? dyn, param)),
  );
}

function calledBy(at: Compiling, node: Node): Called | undefined {
  switch (node.kind) {
    case 'unary':
      return { name: `${node.operator}_`, args: [node.operand], member: false };
    case 'binary': {
      const name = node.operator === 'in' ? '@in' : `_${node.operator}_`;
      return { name, args: [node.left, node.right], member: false };
    }
    case 'call':
      return calledByName(at, node);
    default:
      return undefined;
  }
}

function calledByName(at: Compiling, { target, name, args }: CallNode): Called {
  if (target === null) return { name, args, member: false };
  const prefix = dottedName(target);
  const qualified = prefix === undefined ? undefined : `${prefix}.${name}`;
  if (qualified !== undefined && resolveFunction(at.environment, qualified) !== undefined) {
    return { name: qualified, args, member: false };
  }
  return { name, args: [target, ...args], member: true };
}

/** What is known of a node's type without a type checker; dyn where nothing is. */
export function staticType(at: Compiling, node: Node): Type {
  return at.shared.types === null ? guess(at, node) : at.shared.types(node);
}

function guess(at: Compiling, node: Node): Type {
  switch (node.kind) {
    case 'literal':
      return typeOfLiteral(node.value);
    case 'ident':
    case 'select':
      return typeOfName(at, node);
    case 'list':
      return list(common(node.elements.map(({ value }) => staticType(at, value))));
    case 'map':
      return map(
        common(node.entries.map(({ key }) => staticType(at, key))),
        common(node.entries.map(({ value }) => staticType(at, value))),
      );
    case 'conditional':
      return common([staticType(at, node.then), staticType(at, node.otherwise)]);
    case 'call':
      return typeOfMacro(at, node) ?? typeOfCall(at, node);
    case 'unary':
    case 'binary':
      return typeOfCall(at, node);
    default:
      return dyn;
  }
}

function typeOfLiteral(value: Value): Type {
  const kind = kindOf(value);
  switch (kind) {
    case 'list':
    case 'map':
    case 'record':
    case 'optional':
    case 'type':
    case 'error':
      return dyn;
    case 'opaque':
      return (value as Opaque).type;
    default:
      return { kind };
  }
}

function typeOfName(at: Compiling, node: Node): Type {
  const reference = resolve(at, node);
  if (reference?.kind === 'variable') return at.environment.variables.get(reference.name) ?? dyn;
  if (reference !== undefined || node.kind !== 'select') return dyn;
  const operand = staticType(at, node.operand);
  const type = fieldType(at, operand, node.field);
  return node.optional ? optional(type) : type;
}

function fieldType(at: Compiling, operand: Type, field: string): Type {
  if (operand.kind === 'object') return at.environment.types.field(operand.name, field)?.type ?? dyn;
  return operand.kind === 'map' ? operand.value : dyn;
}

function typeOfMacro(at: Compiling, { name, target }: CallNode): Type | undefined {
  if (!at.environment.macros.has(name) || (target === null && name !== 'has')) return undefined;
  if (bools.has(name)) return bool;
  if (name === 'filter' && target !== null) {
    const range = staticType(at, target);
    return range.kind === 'list' ? range : list(dyn);
  }
  return lists.has(name) ? list(dyn) : undefined;
}

function typeOfCall(at: Compiling, node: Node): Type {
  const candidates = overloadsOf(at, node);
  return common(candidates.map(({ overload }) => withoutParams(overload.result)));
}

/** One type for several: dyn unless they are alike. */
function common(types: readonly Type[]): Type {
  const [first, ...rest] = types;
  if (first === undefined) return dyn;
  return rest.every((type) => alike(first, type)) ? first : dyn;
}

function alike(a: Type, b: Type): boolean {
  if (a.kind !== b.kind) return false;
  if (a.kind === 'object' || a.kind === 'opaque') return 'name' in b && a.name === b.name;
  return mayBe(a, b) && a.kind !== 'dyn';
}

function withoutParams(type: Type): Type {
  switch (type.kind) {
    case 'param':
      return dyn;
    case 'list':
      return list(withoutParams(type.element));
    case 'map':
      return map(withoutParams(type.key), withoutParams(type.value));
    default:
      return type;
  }
}

/** Whether a value of a type may be passed where another is expected. */
function mayBe(type: Type, expected: Type): boolean {
  if (isOpen(type) || isOpen(expected)) return true;
  if (type.kind !== expected.kind) return false;
  if (type.kind === 'list' && expected.kind === 'list') return mayBe(type.element, expected.element);
  if (type.kind === 'map' && expected.kind === 'map') {
    return mayBe(type.key, expected.key) && mayBe(type.value, expected.value);
  }
  if (type.kind === 'opaque' && expected.kind === 'opaque') return type.name === expected.name;
  return true;
}

function isOpen({ kind }: Type): boolean {
  return kind === 'dyn' || kind === 'param' || kind === 'error';
}
