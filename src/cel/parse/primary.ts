import type { Range } from '../problem.ts';
import type { ListNode, MapNode, MessageNode, Node } from '../tree.ts';
import type { Cursor } from './cursor.ts';
import type { Token } from './lexer.ts';
import { numberValue, textValue, type Read } from './literal.ts';

const keywords: ReadonlyMap<string, null | boolean> = new Map([
  ['null', null],
  ['true', true],
  ['false', false],
]);

const reserved: ReadonlySet<string> = new Set(
  'as break const continue else for function if import in let loop package namespace return var void while'.split(
    ' ',
  ),
);

/** Reads an operand with its selections, calls and indexes. */
export function parsePrimary(cursor: Cursor): Node {
  const depth = cursor.depthOf('member');
  let node = parseOperand(cursor);
  for (;;) {
    if (cursor.is('{') && typeName(node) !== null) node = parseMessage(cursor, node);
    else if (!cursor.is('.') && !cursor.is('[')) break;
    else if (!cursor.deepen('member')) break;
    else node = cursor.is('.') ? parseMember(cursor, node) : parseIndex(cursor, node);
  }
  cursor.rise('member', depth);
  return node;
}

function parseOperand(cursor: Cursor): Node {
  const { token } = cursor;
  switch (token.kind) {
    case 'int':
    case 'uint':
    case 'double':
      return literal(cursor, token.start, () => numberValue(cursor.next(), false));
    case 'string':
    case 'bytes':
      return literal(cursor, token.start, () => textValue(cursor.next()));
    case 'ident':
      return parseName(cursor, token.start, false);
    case 'symbol':
      return parseSymbol(cursor, token);
    default:
      return cursor.bad('an expression');
  }
}

function parseSymbol(cursor: Cursor, { text, start }: Token): Node {
  switch (text) {
    case '-':
      if (!cursor.isSignedNumber()) return cursor.bad('an expression');
      cursor.next();
      return literal(cursor, start, () => numberValue(cursor.next(), true));
    case '(': {
      cursor.next();
      const inner = cursor.expression();
      const end = close(cursor, ')');
      return { ...inner, start, end };
    }
    case '[':
      return parseList(cursor, start);
    case '{':
      return parseMap(cursor, start);
    case '.':
      cursor.next();
      return cursor.token.kind === 'ident' ? parseName(cursor, start, true) : cursor.bad('a name');
    default:
      return cursor.bad('an expression');
  }
}

function literal(cursor: Cursor, start: number, read: () => Read): Node {
  const { end } = cursor.token;
  const result = read();
  const stop = Math.max(end, start);
  if ('value' in result) return { kind: 'literal', value: result.value, start, end: stop };
  cursor.problem(start, stop, result.problem);
  return { kind: 'bad', start, end: stop };
}

function parseName(cursor: Cursor, start: number, absolute: boolean): Node {
  const { text: name, start: from, end } = cursor.next();
  if (keywords.has(name) && !absolute)
    return { kind: 'literal', value: keywords.get(name) ?? null, start, end };
  if (reserved.has(name) || keywords.has(name)) cursor.problem(from, end, `reserved identifier: ${name}`);
  if (!cursor.is('(')) return { kind: 'ident', name, absolute, start, end };
  return parseCall(cursor, { target: null, name, absolute, start, at: { start: from, end } });
}

function parseMember(cursor: Cursor, operand: Node): Node {
  cursor.next();
  const optional = cursor.take('?');
  const { kind, text, start, end } = cursor.token;
  if ((kind !== 'ident' && kind !== 'quoted') || keywords.has(text) || text === 'in') {
    cursor.unexpected('a field name');
    return { kind: 'bad', start: operand.start, end: start };
  }
  cursor.next();
  const at = { start, end };
  if (kind === 'ident' && !optional && cursor.is('(')) {
    return parseCall(cursor, { target: operand, name: text, absolute: false, start: operand.start, at });
  }
  const field = kind === 'quoted' ? text.slice(1, -1) : text;
  return { kind: 'select', operand, field, optional, at, start: operand.start, end };
}

interface Called {
  readonly target: Node | null;
  readonly name: string;
  readonly absolute: boolean;
  readonly start: number;
  readonly at: Range;
}

function parseCall(cursor: Cursor, called: Called): Node {
  cursor.next();
  const args: Node[] = [];
  if (!cursor.is(')')) {
    do args.push(cursor.expression());
    while (cursor.take(','));
  }
  return { kind: 'call', ...called, args, end: close(cursor, ')') };
}

function parseIndex(cursor: Cursor, operand: Node): Node {
  cursor.next();
  const optional = cursor.take('?');
  const index = cursor.expression();
  return { kind: 'index', operand, index, optional, start: operand.start, end: close(cursor, ']') };
}

function parseList(cursor: Cursor, start: number): ListNode {
  const elements: { value: Node; optional: boolean }[] = [];
  const end = items(cursor, ']', () => {
    const optional = cursor.take('?');
    elements.push({ value: cursor.expression(), optional });
  });
  return { kind: 'list', elements, start, end };
}

function parseMap(cursor: Cursor, start: number): MapNode {
  const entries: { key: Node; value: Node; optional: boolean }[] = [];
  const end = items(cursor, '}', () => {
    const optional = cursor.take('?');
    const key = cursor.expression();
    cursor.expect(':');
    entries.push({ key, value: cursor.expression(), optional });
  });
  return { kind: 'map', entries, start, end };
}

function parseMessage(cursor: Cursor, named: Node): MessageNode {
  const type = typeName(named) ?? '';
  const fields: MessageNode['fields'][number][] = [];
  const end = items(cursor, '}', () => {
    const optional = cursor.take('?');
    const { kind, text, ...at } = cursor.token;
    if (kind === 'ident' || kind === 'quoted') cursor.next();
    else cursor.unexpected('a field name');
    cursor.expect(':');
    const name = kind === 'quoted' ? text.slice(1, -1) : text;
    fields.push({ name, value: cursor.expression(), optional, at: { start: at.start, end: at.end } });
  });
  return { kind: 'message', type, fields, start: named.start, end };
}

/** Reads what stands between brackets, separated by commas, a trailing one allowed; gives where it ends. */
function items(cursor: Cursor, closing: ']' | '}', read: () => void): number {
  cursor.next();
  while (!cursor.is(closing) && cursor.token.kind !== 'end') {
    read();
    if (!cursor.take(',')) break;
  }
  return close(cursor, closing);
}

function close(cursor: Cursor, text: string): number {
  const { end } = cursor.token;
  cursor.expect(text);
  return end;
}

/** The dotted name that a message literal's braces may follow. */
function typeName(node: Node): string | null {
  if (node.kind === 'ident') return `${node.absolute ? '.' : ''}${node.name}`;
  if (node.kind !== 'select' || node.optional) return null;
  const outer = typeName(node.operand);
  return outer === null ? null : `${outer}.${node.field}`;
}
