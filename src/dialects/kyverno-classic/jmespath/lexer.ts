import type { JsonValue } from '../../../core/json.ts';

export type TokenType =
  | 'end'
  | 'identifier'
  | 'quoted'
  | 'literal'
  | 'number'
  | '.'
  | '*'
  | ','
  | ':'
  | '{'
  | '}'
  | ']'
  | '('
  | ')'
  | '@'
  | '&'
  | '&&'
  | '|'
  | '||'
  | '['
  | '[?'
  | '[]'
  | '=='
  | '!='
  | '<'
  | '<='
  | '>'
  | '>='
  | '!';

/** One token: its value is a name, a number, or that of a literal. */
export interface Token {
  readonly type: TokenType;
  readonly value: JsonValue;
}

/** What is wrong with the text of a JMESPath expression. */
export class QueryError extends Error {}

const token =
  /\s*(?:([A-Za-z_]\w*)|("(?:[^"\\]|\\.)*")|'((?:[^'\\]|\\[^])*)'|`((?:[^`\\]|\\[^])*)`|(-?\d+)|(\[\?|\[\]|&&|\|\||==|!=|<=|>=|[.*,:{}\]()@&|[<>!]))/y;

/**
 * The tokens of a JMESPath expression.
 * @throws {QueryError} for what is no token.
 */
export function tokenize(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (text.slice(at).trim() !== '') {
    token.lastIndex = at;
    const found = token.exec(text);
    if (found === null) throw new QueryError(`no token at character ${at + 1} of \`${text}\``);
    tokens.push(read(found));
    at = token.lastIndex;
  }
  return [...tokens, { type: 'end', value: null }];
}

function read([, name, quoted, raw, literal, number, symbol]: readonly (string | undefined)[]): Token {
  if (name !== undefined) return { type: 'identifier', value: name };
  if (quoted !== undefined) return { type: 'quoted', value: parseJson(quoted) };
  if (raw !== undefined) return { type: 'literal', value: raw.replaceAll(String.raw`\'`, "'") };
  if (literal !== undefined)
    return { type: 'literal', value: parseJson(literal.replaceAll('\\`', '`').trimStart()) };
  if (number !== undefined) return { type: 'number', value: Number(number) };
  return { type: symbol as TokenType, value: null };
}

function parseJson(text: string): JsonValue {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    throw new QueryError(`\`${text}\` is no JSON`);
  }
}
