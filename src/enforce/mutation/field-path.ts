import { isCelIdentifier } from '../../cel/admission/name.ts';

/** A field of a value, in CEL; `has()` of it is `isThere`. */
export function select(value: string, token: string): string {
  return isCelIdentifier(token) ? `${value}.${token}` : `${value}[${JSON.stringify(token)}]`;
}

/** CEL of a value below another. */
export function selectAll(value: string, tokens: readonly string[]): string {
  return tokens.reduce(select, value);
}

/** CEL that is true where every field on the way is there. */
export function isThere(value: string, tokens: readonly string[]): string {
  const steps = tokens.map((token, index) => has(selectAll(value, tokens.slice(0, index)), token));
  return steps.length === 0 ? 'true' : steps.join(' && ');
}

function has(value: string, token: string): string {
  return isCelIdentifier(token) ? `has(${value}.${token})` : `${JSON.stringify(token)} in ${value}`;
}

/** A pointer's token, escaped as in JSON Pointer (RFC 6901). */
export function escaped(token: string): string {
  return token.replaceAll('~', '~0').replaceAll('/', '~1');
}
