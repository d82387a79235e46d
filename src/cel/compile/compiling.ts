import type { Environment } from '../environment/environment.ts';
import type { Node } from '../tree.ts';
import type { Type } from '../type.ts';
import type { CelError } from '../value/cel-error.ts';
import type { Value } from '../value/value.ts';
import type { Frame } from './frame.ts';

/** A compiled expression. */
export type Run = (frame: Frame) => Value;

/** A compiled expression of an optional: undefined stands for none, so that nothing is allocated. */
export type Maybe = (frame: Frame) => Value | undefined;

/** What a node compiles to. */
export interface Code {
  readonly run: Run;
  /** The value, where it is known now. */
  readonly constant?: Value;
  /** The same as `run` for expressions that always give an optional. */
  readonly maybe?: Maybe;
}

/** A name that an expression itself declares, innermost first. */
export interface Local {
  readonly name: string;
  readonly slot: number;
  /** Evaluates the name's value on first use, where it is not there from the start. */
  readonly init: Run | null;
  readonly outer: Local | null;
}

/** Where compilation stands: what names mean here, and what is shared by the whole expression. */
export interface Compiling {
  readonly environment: Environment;
  /** Counts the API server's cost; otherwise only iterations are counted. */
  readonly counting: boolean;
  readonly locals: Local | null;
  readonly shared: Shared;
}

/** What compilation found at each node. */
export interface Trace {
  readonly codes: Map<Node, Code>;
  readonly chains: Map<Node, Chain>;
  readonly comprehensions: Map<Node, Bound>;
}

/** One step from a value into it, by field or index. */
export interface Step {
  /** The key, where it is known now. */
  readonly constant: Value | undefined;
  readonly key: Run;
  /** Written with `?`: from here on what is absent is none, not an error. */
  readonly optional: boolean;
}

/** Selections from where they start. */
export interface Chain {
  readonly root: Root;
  readonly steps: readonly Step[];
}

/** Where a chain of selections starts. */
export interface Root {
  readonly code: Code;
  /** The slot that it reads, where it is no more than that. */
  readonly slot: number | null;
  /** The environment's variable that it is, or the expression that it is. */
  readonly variable: string | null;
  readonly node: Node | null;
  /** What cel-go counts for the attribute besides its steps. */
  readonly base: number;
}

/** The names that a comprehension binds: one slot, or two that follow each other. */
export interface Bound {
  readonly range: Run;
  readonly slot: number;
  readonly pairs: boolean;
}

/** What all of one expression's compilation writes to. */
export interface Shared {
  /** Compiles any node; here, so that the modules of the kinds of nodes need not import each other. */
  readonly emit: (at: Compiling, node: Node, base: 0 | 1) => Code;
  /** How many slots the frame needs. */
  slots: number;
  /** What the API server would refuse to instantiate: constants that cannot be evaluated. */
  failure: CelError | null;
  /** The types that a checker gave to nodes, where one has been asked. */
  readonly types: ((node: Node) => Type) | null;
  /** Notes the code of every node, for whoever explains a result. */
  readonly trace: Trace | null;
}

/**
 * Compiles a node.
 *
 * @param base What cel-go counts for an attribute: 0 where it is a branch of `?:` or a key.
 */
export function emit(at: Compiling, node: Node, base: 0 | 1 = 1): Code {
  const code = at.shared.emit(at, node, base);
  at.shared.trace?.codes.set(node, code);
  return code;
}

/** A constant as code. */
export function constant(value: Value): Code {
  return { run: () => value, constant: value };
}

/** Declares a name from here on; its slot is taken for good, so that programs may nest. */
export function declare(
  at: Compiling,
  name: string,
  init: Run | null = null,
): Compiling & { readonly locals: Local } {
  const slot = at.shared.slots++;
  return { ...at, locals: { name, slot, init, outer: at.locals } };
}

/** Remembers the first failure that makes an expression unusable. */
export function fail(at: Compiling, failure: CelError): Code {
  at.shared.failure ??= failure;
  return constant(failure);
}
