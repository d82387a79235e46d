import type { Range } from './problem.ts';
import type { Value } from './value/value.ts';

/**
 * The syntax tree of an expression: as written, macros unexpanded, so that it prints back,
 * yields mutants, and knows where everything stands.
 */
export type Node =
  | LiteralNode
  | IdentNode
  | SelectNode
  | IndexNode
  | CallNode
  | UnaryNode
  | BinaryNode
  | ConditionalNode
  | ListNode
  | MapNode
  | MessageNode
  | BadNode;

/** A literal; its value is already in the engine's representation. */
export interface LiteralNode extends Range {
  readonly kind: 'literal';
  readonly value: Value;
}

export interface IdentNode extends Range {
  readonly kind: 'ident';
  readonly name: string;
  /** Written with a leading dot: looked up from the root of names. */
  readonly absolute: boolean;
}

/** `operand.field`, or `operand.?field` when optional; backticks of a quoted field are removed. */
export interface SelectNode extends Range {
  readonly kind: 'select';
  readonly operand: Node;
  readonly field: string;
  readonly optional: boolean;
  /** Where the field's name stands. */
  readonly at: Range;
}

/** `operand[index]`, or `operand[?index]` when optional. */
export interface IndexNode extends Range {
  readonly kind: 'index';
  readonly operand: Node;
  readonly index: Node;
  readonly optional: boolean;
}

/** A function, method or macro call: `has(e.f)`, `f(x)`, `t.f(x)`. */
export interface CallNode extends Range {
  readonly kind: 'call';
  readonly target: Node | null;
  readonly name: string;
  /** A global call written with a leading dot. */
  readonly absolute: boolean;
  readonly args: readonly Node[];
  /** Where the function's name stands. */
  readonly at: Range;
}

export interface UnaryNode extends Range {
  readonly kind: 'unary';
  readonly operator: '!' | '-';
  readonly operand: Node;
}

export type BinaryOperator =
  | '||'
  | '&&'
  | '=='
  | '!='
  | '<'
  | '<='
  | '>'
  | '>='
  | 'in'
  | '+'
  | '-'
  | '*'
  | '/'
  | '%';

/** Chains of `&&` and `||` are balanced trees, as cel-go makes them, so that long chains stay shallow. */
export interface BinaryNode extends Range {
  readonly kind: 'binary';
  readonly operator: BinaryOperator;
  readonly left: Node;
  readonly right: Node;
}

export interface ConditionalNode extends Range {
  readonly kind: 'conditional';
  readonly test: Node;
  readonly then: Node;
  readonly otherwise: Node;
}

/** `[a, ?b]` */
export interface ListNode extends Range {
  readonly kind: 'list';
  readonly elements: readonly { readonly value: Node; readonly optional: boolean }[];
}

/** `{k: v, ?k: v}` */
export interface MapNode extends Range {
  readonly kind: 'map';
  readonly entries: readonly { readonly key: Node; readonly value: Node; readonly optional: boolean }[];
}

/** `a.b.Type{field: value, ?field: value}` */
export interface MessageNode extends Range {
  readonly kind: 'message';
  readonly type: string;
  readonly fields: readonly {
    readonly name: string;
    readonly value: Node;
    readonly optional: boolean;
    readonly at: Range;
  }[];
}

/** What the parser could not read; present only beside a problem. */
export interface BadNode extends Range {
  readonly kind: 'bad';
}
