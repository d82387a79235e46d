import type { Problem } from '../problem.ts';
import type { BadNode, Node } from '../tree.ts';
import { mostProblems, syntax, type Token } from './lexer.ts';

const maxDepth = 250;
const numbers: ReadonlySet<string> = new Set(['int', 'uint', 'double']);

/** What nests. */
export type Rule = 'expression' | 'relation' | 'calc' | 'member';

/** A position in the tokens, the problems met so far, and how deep the expression nests. */
export class Cursor {
  readonly problems: Problem[] = [];
  readonly #tokens: readonly Token[];
  readonly #depths: Record<Rule, number> = { expression: 0, relation: 0, calc: 0, member: 0 };
  readonly #expression: (cursor: Cursor) => Node;
  #at = 0;
  #stopped = false;

  /** `expression` reads what stands between brackets: operands hold expressions, and expressions operands. */
  constructor(tokens: readonly Token[], expression: (cursor: Cursor) => Node) {
    this.#tokens = tokens;
    this.#expression = expression;
  }

  expression(): Node {
    return this.#expression(this);
  }

  get token(): Token {
    return this.#tokens[this.#at] as Token;
  }

  /** Whether the current token is this symbol or word. */
  is(text: string): boolean {
    return this.token.text === text && (this.token.kind === 'symbol' || this.token.kind === 'ident');
  }

  isOperator(): boolean {
    return this.token.kind === 'symbol' || this.token.text === 'in';
  }

  /** A minus before a number belongs to the literal: −2^63 has no positive counterpart. */
  isSignedNumber(): boolean {
    return this.is('-') && numbers.has(this.#tokens[this.#at + 1]?.kind ?? 'end');
  }

  /** The current token, moving past it; the end is never passed. */
  next(): Token {
    const { token } = this;
    if (token.kind !== 'end') this.#at++;
    return token;
  }

  take(text: string): boolean {
    if (!this.is(text)) return false;
    this.next();
    return true;
  }

  /** Takes a symbol, or says that it is missing and skips to where the surrounding construct can go on. */
  expect(text: string): void {
    if (this.take(text)) return;
    this.unexpected(`\`${text}\``);
    while (!this.closes(text)) this.next();
    this.take(text);
  }

  /** Says what is wrong here, once for each token. */
  unexpected(expected: string): void {
    const { start, end, kind, text } = this.token;
    if (this.#stopped || this.problems.some((problem) => problem.start === start)) return;
    const found = kind === 'end' ? 'the end of the expression' : `\`${text}\``;
    this.problem(start, end, `expected ${expected}, found ${found}`);
  }

  /** Says what is wrong at a place; with `mostProblems` of them the rest is given up. */
  problem(start: number, end: number, message: string): void {
    if (this.#stopped) return;
    this.problems.push(syntax(start, end, message));
    if (this.problems.length >= mostProblems) this.#stop();
  }

  /** A node for what could not be read: the current token, unless something around it needs it. */
  bad(expected: string): BadNode {
    const { start } = this.token;
    this.unexpected(expected);
    if (!this.closes('')) this.next();
    return { kind: 'bad', start, end: Math.max(start, this.token.start) };
  }

  /** Reads something one level deeper; beyond 250 levels the rest is given up. */
  nested(rule: Rule, read: (cursor: this) => Node): Node {
    const before = this.depthOf(rule);
    const node = this.deepen(rule) ? read(this) : this.bad('less nesting');
    this.rise(rule, before);
    return node;
  }

  /** How deep a rule nests here. */
  depthOf(rule: Rule): number {
    return this.#depths[rule];
  }

  /** One level deeper: a link of a left-recursive chain is one to cel-go. False where that is too deep. */
  deepen(rule: Rule): boolean {
    const depth = ++this.#depths[rule];
    if (depth > maxDepth) this.#giveUp();
    return depth <= maxDepth;
  }

  /** Back to a depth. */
  rise(rule: Rule, depth: number): void {
    this.#depths[rule] = depth;
  }

  closes(text: string): boolean {
    const { kind } = this.token;
    if (kind === 'end') return true;
    return kind === 'symbol' && [text, ')', ']', '}', ',', ':'].includes(this.token.text);
  }

  #giveUp(): void {
    const { start, end } = this.token;
    if (!this.#stopped) {
      const message = `expression recursion limit exceeded: ${maxDepth}`;
      this.problems.push({ ...syntax(start, end, message), code: 'too-deep' });
    }
    this.#stop();
  }

  #stop(): void {
    this.#stopped = true;
    this.#at = this.#tokens.length - 1;
  }
}
