import type { Environment } from '../environment/environment.ts';
import type { Problem, Range } from '../problem.ts';
import type { Node } from '../tree.ts';
import type { Type } from '../type.ts';
import type { Unifier } from './unifier.ts';

/** One check under way: what is known so far, and how to go on. */
export interface Checking {
  readonly environment: Environment;
  readonly unifier: Unifier;
  readonly types: Map<Node, Type>;
  readonly problems: Problem[];
  /** Names that macros brought into scope, innermost first. */
  scope: Scope | undefined;
  /** What must hold for the part now checked to be evaluated at all, innermost first. */
  guard: Guard | undefined;
  /** Checks a part of the expression and remembers its type. */
  visit(node: Node): Type;
}

/** A name in scope. */
export interface Scope {
  readonly name: string;
  readonly type: Type;
  readonly outer: Scope | undefined;
}

/** A condition that decides whether a part is evaluated, or counts. */
export interface Guard {
  readonly condition: Node;
  readonly holds: boolean;
  readonly scope: Scope | undefined;
  readonly outer: Guard | undefined;
}

/** The type of what could not be typed; it fits everywhere, so that one fault gives one problem. */
export const errorType: Type = { kind: 'error' };

/** Records an error at a place of the expression. */
export function report(checking: Checking, at: Range, code: string, message: string): void {
  checking.problems.push({ severity: 'error', code, message, start: at.start, end: at.end });
}

/** Checks something with more names in scope; an inner name hides an outer one. */
export function withNames<T>(
  checking: Checking,
  names: readonly (readonly [string, Type])[],
  body: () => T,
): T {
  const outer = checking.scope;
  for (const [name, type] of names) {
    checking.scope = { name, type, outer: checking.scope };
  }
  const result = body();
  checking.scope = outer;
  return result;
}

/** Checks a part that counts only where a condition holds, or does not. */
export function visitUnder(checking: Checking, node: Node, condition: Node, holds: boolean): Type {
  const outer = checking.guard;
  checking.guard = { condition, holds, scope: checking.scope, outer };
  const type = checking.visit(node);
  checking.guard = outer;
  return type;
}

/** Records that a part should have had a type and has another. */
export function reportMismatch(checking: Checking, at: Range, expected: string, found: string): void {
  report(checking, at, 'type-mismatch', `expected type '${expected}' but found '${found}'`);
}
