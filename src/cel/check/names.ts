import type { Environment } from '../environment/environment.ts';
import type { FunctionDeclaration } from '../library.ts';
import type { Node } from '../tree.ts';
import type { Type } from '../type.ts';
import { errorType, report } from './checking.ts';
import type { Checking, Scope } from './checking.ts';
import { suggest } from './suggest.ts';
import { wellKnownType } from './well-known.ts';

/** What a name may mean, most specific first: in its container, in the containers around it, at the root. */
export function candidateNames(container: string, name: string): readonly string[] {
  if (name.startsWith('.')) {
    return [name.slice(1)];
  }
  if (container === '') {
    return [name];
  }
  const candidates: string[] = [];
  for (let prefix = container; prefix !== ''; prefix = prefix.slice(0, prefix.lastIndexOf('.'))) {
    candidates.push(`${prefix}.${name}`);
    if (!prefix.includes('.')) {
      break;
    }
  }
  return [...candidates, name];
}

/** A chain of plain selections as one dotted name, a leading dot kept; undefined for anything else. */
export function qualifiedName(node: Node): string | undefined {
  if (node.kind === 'ident') {
    return node.absolute ? `.${node.name}` : node.name;
  }
  if (node.kind !== 'select' || node.optional) {
    return undefined;
  }
  const operand = qualifiedName(node.operand);
  return operand === undefined ? undefined : `${operand}.${node.field}`;
}

/** The type of a variable, constant or type by its possibly dotted name. */
export function lookUpName(checking: Checking, name: string): Type | undefined {
  for (const candidate of candidateNames(checking.environment.container, name)) {
    const found = findInScope(checking.scope, candidate, name) ?? declared(checking.environment, candidate);
    if (found !== undefined) {
      return found;
    }
  }
  return undefined;
}

/** A function by its possibly dotted name. */
export function lookUpFunction(environment: Environment, name: string): FunctionDeclaration | undefined {
  for (const candidate of candidateNames(environment.container, name)) {
    const found = environment.functions.get(candidate);
    if (found !== undefined) {
      return found;
    }
  }
  return undefined;
}

/** Whether a plain selection might be a dotted name; most roots are variables, where it cannot. */
export function mayBeQualified(checking: Checking, node: Node): boolean {
  let root = node;
  while (root.kind === 'select' && !root.optional) {
    root = root.operand;
  }
  if (root.kind !== 'ident') {
    return false;
  }
  const { environment } = checking;
  return (
    environment.container !== '' ||
    root.absolute ||
    dottedRoots(environment).has(root.name) ||
    (findInScope(checking.scope, root.name, root.name) === undefined && !environment.variables.has(root.name))
  );
}

/** Records a name that nothing declares. */
export function reportUndeclared(
  checking: Checking,
  at: { readonly start: number; readonly end: number },
  name: string,
  others: Iterable<string>,
): Type {
  const plain = name.replace(/^\./, '');
  report(
    checking,
    at,
    'undeclared-reference',
    `undeclared reference to '${plain}' (in container '${checking.environment.container}')${suggest(plain, others)}`,
  );
  return errorType;
}

/** Every variable name that may be used here. */
export function* namesInScope(checking: Checking): Generator<string> {
  for (let scope = checking.scope; scope !== undefined; scope = scope.outer) {
    yield scope.name;
  }
  yield* checking.environment.variables.keys();
  yield* checking.environment.constants.keys();
}

function findInScope(scope: Scope | undefined, candidate: string, name: string): Type | undefined {
  // A name written with a leading dot passes by what macros declare.
  if (name.startsWith('.')) {
    return undefined;
  }
  for (let at = scope; at !== undefined; at = at.outer) {
    if (at.name === candidate) {
      return at.type;
    }
  }
  return undefined;
}

function declared(environment: Environment, name: string): Type | undefined {
  const known = environment.variables.get(name) ?? environment.constants.get(name)?.type;
  if (known !== undefined) {
    return known;
  }
  const wellKnown = wellKnownType(name);
  if (wellKnown !== undefined) {
    return { kind: 'type', of: wellKnown };
  }
  return environment.types.has(name) ? { kind: 'type', of: { kind: 'object', name } } : undefined;
}

const rootsByEnvironment = new WeakMap<Environment, ReadonlySet<string>>();

function dottedRoots(environment: Environment): ReadonlySet<string> {
  const known = rootsByEnvironment.get(environment);
  if (known !== undefined) {
    return known;
  }
  const roots = new Set<string>();
  for (const names of [environment.variables.keys(), environment.constants.keys()]) {
    for (const name of names) {
      const dot = name.indexOf('.');
      if (dot > 0) {
        roots.add(name.slice(0, dot));
      }
    }
  }
  rootsByEnvironment.set(environment, roots);
  return roots;
}
