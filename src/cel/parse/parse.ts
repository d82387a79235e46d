import type { Problem } from '../problem.ts';
import type { BinaryOperator, Node } from '../tree.ts';
import { codePoints } from '../value/text.ts';
import { lex, mostProblems, syntax } from './lexer.ts';
import { Cursor } from './cursor.ts';
import { parsePrimary } from './primary.ts';

/** An expression as a tree, and everything that keeps it from being one. */
export interface Parsed {
  /** Holds `bad` nodes where there are problems. */
  readonly tree: Node;
  readonly problems: readonly Problem[];
}

const maxCodePoints = 100_000;

/**
 * Reads a CEL expression as cel-go 0.26 does with optional syntax on; never throws.
 * Limits are those of the API server: 100,000 code points, 250 levels.
 */
export function parse(text: string): Parsed {
  const size = text.length <= maxCodePoints ? 0 : codePoints(text);
  if (size > maxCodePoints) {
    const message = `expression code point size exceeds limit: size: ${size}, limit ${maxCodePoints}`;
    const tree: Node = { kind: 'bad', start: 0, end: text.length };
    return { tree, problems: [{ ...syntax(0, text.length, message), code: 'too-large' }] };
  }
  const { tokens, problems } = lex(text);
  const cursor = new Cursor(tokens, parseExpression);
  const tree = parseExpression(cursor);
  if (cursor.token.kind !== 'end') cursor.unexpected('an operator or the end');
  return { tree, problems: first([...problems, ...cursor.problems].toSorted((a, b) => a.start - b.start)) };
}

/** As many problems as are worth reading, and a last one that says that there are more. */
function first(problems: readonly Problem[]): readonly Problem[] {
  const next = problems[mostProblems - 1];
  if (next === undefined) return problems;
  const more = syntax(next.start, next.end, `${mostProblems} syntax errors or more; the rest is not read`);
  return [...problems.slice(0, mostProblems - 1), more];
}

/** Reads `test ? then : otherwise`, or whatever binds tighter. */
function parseExpression(cursor: Cursor): Node {
  return cursor.nested('expression', parseConditional);
}

function parseConditional(cursor: Cursor): Node {
  const test = parseChain(cursor, '||');
  if (!cursor.take('?')) return test;
  const then = parseChain(cursor, '||');
  cursor.expect(':');
  const otherwise = parseExpression(cursor);
  return { kind: 'conditional', test, then, otherwise, start: test.start, end: otherwise.end };
}

/** `||` and `&&`: terms are collected and then balanced, so that a chain of thousands stays shallow. */
function parseChain(cursor: Cursor, operator: '||' | '&&'): Node {
  const first = parseTerm(cursor, operator);
  if (!cursor.is(operator)) return first;
  const terms = [first];
  while (cursor.take(operator)) terms.push(parseTerm(cursor, operator));
  return balance(terms, operator, 0, terms.length);
}

function parseTerm(cursor: Cursor, operator: '||' | '&&'): Node {
  return operator === '||' ? parseChain(cursor, '&&') : parseBinary(cursor, 0);
}

function balance(terms: readonly Node[], operator: '||' | '&&', from: number, to: number): Node {
  const only = terms[from];
  if (only !== undefined && to - from === 1) return only;
  const middle = from + Math.ceil((to - from) / 2);
  return binary(operator, balance(terms, operator, from, middle), balance(terms, operator, middle, to));
}

const levels: readonly ReadonlySet<string>[] = [
  new Set(['==', '!=', '<', '<=', '>', '>=', 'in']),
  new Set(['+', '-']),
  new Set(['*', '/', '%']),
];

/** Relations, sums and products: left-associative, each link of a chain one level deep as in cel-go. */
function parseBinary(cursor: Cursor, level: number): Node {
  const operators = levels[level];
  if (operators === undefined) return parseUnary(cursor);
  let left = parseBinary(cursor, level + 1);
  const rule = level === 0 ? 'relation' : 'calc';
  const depth = cursor.depthOf(rule);
  while (operators.has(cursor.token.text) && cursor.isOperator() && cursor.deepen(rule)) {
    const operator = cursor.next().text as BinaryOperator;
    left = binary(operator, left, parseBinary(cursor, level + 1));
  }
  cursor.rise(rule, depth);
  return left;
}

/** `!` and `-`, repeated; pairs cancel out as in cel-go. A single minus sign belongs to its number. */
function parseUnary(cursor: Cursor): Node {
  const first = cursor.token;
  const operator = cursor.is('!') ? '!' : '-';
  let count = 0;
  if (!cursor.isSignedNumber()) for (; cursor.is(operator); count++) cursor.next();
  const operand = parsePrimary(cursor);
  if (count % 2 === 0) return count === 0 ? operand : { ...operand, start: first.start };
  return { kind: 'unary', operator, operand, start: first.start, end: operand.end };
}

function binary(operator: BinaryOperator, left: Node, right: Node): Node {
  return { kind: 'binary', operator, left, right, start: left.start, end: right.end };
}
