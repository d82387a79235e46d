import type { Environment } from '../environment/environment.ts';
import type { FunctionDeclaration } from '../library.ts';
import type { Node } from '../tree.ts';
import type { Value } from '../value/value.ts';
import type { Compiling, Local } from './compiling.ts';

/** What a name stands for. */
export type Reference =
  | { readonly kind: 'local'; readonly local: Local }
  | { readonly kind: 'variable'; readonly name: string; readonly slot: number }
  | { readonly kind: 'constant'; readonly value: Value };

/** The dotted name that a node spells, such as `a.b.c`; undefined where it is no plain name. */
export function dottedName(node: Node): string | undefined {
  if (node.kind === 'ident') return node.absolute ? `.${node.name}` : node.name;
  if (node.kind !== 'select' || node.optional) return undefined;
  const operand = dottedName(node.operand);
  return operand === undefined ? undefined : `${operand}.${node.field}`;
}

/** What the longest name that a node spells stands for, where anything does. */
export function resolve(at: Compiling, node: Node): Reference | undefined {
  if (node.kind === 'ident' && !node.absolute) {
    const local = localNamed(at, node.name);
    if (local !== undefined) return { kind: 'local', local };
  }
  const name = dottedName(node);
  if (name === undefined || isLocal(at, name)) return undefined;
  for (const candidate of candidates(at.environment, name)) {
    const reference = declared(at.environment, candidate);
    if (reference !== undefined) return reference;
  }
  return undefined;
}

/** The function that a name stands for, seen from the environment's container. */
export function resolveFunction(environment: Environment, name: string): FunctionDeclaration | undefined {
  for (const candidate of candidates(environment, name)) {
    const declaration = environment.functions.get(candidate);
    if (declaration !== undefined) return declaration;
  }
  return undefined;
}

/** The names that a name may mean, the most qualified first; a leading dot leaves only itself. */
export function candidates({ container }: Environment, name: string): readonly string[] {
  if (name.startsWith('.')) return [name.slice(1)];
  const names: string[] = [];
  for (
    let prefix = container;
    prefix !== '';
    prefix = prefix.slice(0, Math.max(0, prefix.lastIndexOf('.')))
  ) {
    names.push(`${prefix}.${name}`);
  }
  names.push(name);
  return names;
}

/** The innermost declaration of a name in the expression itself. */
export function localNamed(at: Compiling, name: string): Local | undefined {
  for (let local = at.locals; local !== null; local = local.outer) {
    if (local.name === name) return local;
  }
  return undefined;
}

// A field of a local variable is never part of a longer name.
function isLocal(at: Compiling, name: string): boolean {
  const dot = name.indexOf('.', 1);
  return dot > 0 && localNamed(at, name.slice(0, dot)) !== undefined;
}

const slots = new WeakMap<Environment, ReadonlyMap<string, number>>();

function slotsOf(environment: Environment): ReadonlyMap<string, number> {
  const known = slots.get(environment);
  if (known !== undefined) return known;
  const numbered = new Map(Array.from(environment.variables.keys(), (name, slot) => [name, slot]));
  slots.set(environment, numbered);
  return numbered;
}

function declared(environment: Environment, name: string): Reference | undefined {
  const slot = slotsOf(environment).get(name);
  if (slot !== undefined) return { kind: 'variable', name, slot };
  const fixed = environment.constants.get(name);
  return fixed === undefined ? undefined : { kind: 'constant', value: fixed.value };
}
