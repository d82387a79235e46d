import { QueryError, tokenize, type Token, type TokenType } from './lexer.ts';
import type { Comparator, Query } from './query.ts';

/** How strongly each operator binds to its left. */
const powers: Partial<Readonly<Record<TokenType, number>>> = {
  '|': 1,
  '||': 2,
  '&&': 3,
  '==': 5,
  '!=': 5,
  '<': 5,
  '<=': 5,
  '>': 5,
  '>=': 5,
  '[]': 9,
  '*': 20,
  '[?': 21,
  '.': 40,
  '!': 45,
  '{': 50,
  '[': 55,
  '(': 60,
};

/** Below this power a projection ends. */
const projectionStop = 10;
const deepest = 100;
const current: Query = { type: 'current' };

/**
 * The syntax tree of a JMESPath expression, in the grammar of the library that Kyverno uses.
 * @throws {QueryError} if it does not parse.
 */
export function parseQuery(text: string): Query {
  const parser: Parser = { tokens: tokenize(text), at: 0, depth: 0, text };
  const query = expression(parser, 0);
  if (peek(parser) !== 'end') throw unexpected(parser);
  return query;
}

interface Parser {
  readonly tokens: readonly Token[];
  at: number;
  depth: number;
  readonly text: string;
}

function peek({ tokens, at }: Parser, ahead = 0): TokenType {
  return tokens[at + ahead]?.type ?? 'end';
}

function next(parser: Parser): Token {
  const token = parser.tokens[parser.at];
  parser.at += 1;
  return token ?? { type: 'end', value: null };
}

function expect(parser: Parser, type: TokenType): Token {
  if (peek(parser) !== type) throw unexpected(parser);
  return next(parser);
}

function unexpected(parser: Parser): QueryError {
  return new QueryError(`unexpected \`${peek(parser)}\` in \`${parser.text}\``);
}

function expression(parser: Parser, power: number): Query {
  parser.depth += 1;
  if (parser.depth > deepest) throw new QueryError(`\`${parser.text.slice(0, 60)}…\` is nested too deeply`);
  let left = prefix(parser);
  while (power < (powers[peek(parser)] ?? 0)) left = infix(parser, left);
  parser.depth -= 1;
  return left;
}

function prefix(parser: Parser): Query {
  const token = next(parser);
  switch (token.type) {
    case 'literal':
      return { type: 'literal', value: token.value };
    case 'identifier':
    case 'quoted':
      return { type: 'field', name: nameOf(token) };
    case '@':
      return current;
    case '&':
      return { type: 'reference', of: expression(parser, 0) };
    case '!':
      return { type: 'not', of: expression(parser, 45) };
    case '(': {
      const inner = expression(parser, 0);
      expect(parser, ')');
      return inner;
    }
    default:
      return bracketed(parser, token.type);
  }
}

function nameOf({ type, value }: Token): string {
  if ((type !== 'identifier' && type !== 'quoted') || typeof value !== 'string')
    throw new QueryError('a name is missing');
  return value;
}

/** What begins with a bracket, a brace or a star, and speaks of the current value. */
function bracketed(parser: Parser, type: TokenType): Query {
  if (type === '*')
    return {
      type: 'values',
      left: current,
      right: peek(parser) === ']' ? current : projected(parser, 20),
    };
  if (type === '[?') return filter(parser, current);
  if (type === '{') return map(parser);
  if (type === '[]') return flatten(parser, current);
  if (type !== '[') {
    parser.at -= 1;
    throw unexpected(parser);
  }
  return isIndex(parser) || isStar(parser) ? index(parser, current) : list(parser);
}

function infix(parser: Parser, left: Query): Query {
  const { type } = next(parser);
  switch (type) {
    case '.':
      return dotted(parser, left);
    case '|':
      return { type: 'pipe', left, right: expression(parser, 1) };
    case '||':
      return { type: 'or', left, right: expression(parser, 2) };
    case '&&':
      return { type: 'and', left, right: expression(parser, 3) };
    case '(':
      return call(parser, left);
    case '[?':
      return filter(parser, left);
    case '[]':
      return flatten(parser, left);
    case '[':
      return index(parser, left);
    default:
      return compare(parser, left, type);
  }
}

function compare(parser: Parser, left: Query, type: TokenType): Query {
  if (!['==', '!=', '<', '<=', '>', '>='].includes(type)) {
    parser.at -= 1;
    throw unexpected(parser);
  }
  return { type: 'compare', operator: type as Comparator, left, right: expression(parser, 5) };
}

function dotted(parser: Parser, left: Query): Query {
  if (peek(parser) !== '*') return { type: 'sub', left, right: afterDot(parser, 40) };
  next(parser);
  return { type: 'values', left, right: projected(parser, 40) };
}

function afterDot(parser: Parser, power: number): Query {
  switch (peek(parser)) {
    case 'identifier':
    case 'quoted':
    case '*':
      return expression(parser, power);
    case '[':
      next(parser);
      return list(parser);
    case '{':
      next(parser);
      return map(parser);
    default:
      throw unexpected(parser);
  }
}

/** What is asked of each element of a projection. */
function projected(parser: Parser, power: number): Query {
  const type = peek(parser);
  if ((powers[type] ?? 0) < projectionStop) return current;
  if (type === '[' || type === '[?') return expression(parser, power);
  expect(parser, '.');
  return afterDot(parser, power);
}

function filter(parser: Parser, left: Query): Query {
  const condition = expression(parser, 0);
  expect(parser, ']');
  const right = peek(parser) === '[]' ? current : projected(parser, 21);
  return { type: 'filter', left, condition, right };
}

function flatten(parser: Parser, of: Query): Query {
  return { type: 'projection', left: { type: 'flatten', of }, right: projected(parser, 9) };
}

function isIndex(parser: Parser): boolean {
  return peek(parser) === 'number' || peek(parser) === ':';
}

function isStar(parser: Parser): boolean {
  return peek(parser) === '*' && peek(parser, 1) === ']';
}

function index(parser: Parser, left: Query): Query {
  if (!isIndex(parser)) {
    expect(parser, '*');
    expect(parser, ']');
    return { type: 'projection', left, right: projected(parser, 20) };
  }
  const parts = numbers(parser);
  if (parts.length === 1) return { type: 'sub', left, right: { type: 'index', index: parts[0] ?? 0 } };
  const slice: Query = { type: 'sub', left, right: { type: 'slice', parts } };
  return { type: 'projection', left: slice, right: projected(parser, 20) };
}

/** `1` of an index; `1:2:3` of a slice, its missing parts null. */
function numbers(parser: Parser): readonly (number | null)[] {
  const parts: (number | null)[] = [null];
  while (peek(parser) !== ']') {
    if (peek(parser) === ':') {
      next(parser);
      parts.push(null);
    } else parts[parts.length - 1] = Number(expect(parser, 'number').value);
  }
  expect(parser, ']');
  return parts;
}

function list(parser: Parser): Query {
  const items = [expression(parser, 0)];
  while (peek(parser) === ',') {
    next(parser);
    items.push(expression(parser, 0));
  }
  expect(parser, ']');
  return { type: 'list', items };
}

function map(parser: Parser): Query {
  const entries: { key: string; value: Query }[] = [];
  do {
    const key = nameOf(next(parser));
    expect(parser, ':');
    entries.push({ key, value: expression(parser, 0) });
  } while (next(parser).type === ',');
  if (parser.tokens[parser.at - 1]?.type !== '}') throw unexpected(parser);
  return { type: 'map', entries };
}

function call(parser: Parser, left: Query): Query {
  if (left.type !== 'field') throw unexpected(parser);
  const args: Query[] = [];
  while (peek(parser) !== ')') {
    args.push(expression(parser, 0));
    if (peek(parser) === ',') next(parser);
    else if (peek(parser) !== ')') throw unexpected(parser);
  }
  next(parser);
  return { type: 'call', name: left.name, args };
}
