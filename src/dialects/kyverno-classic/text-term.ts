import { isJsonObject, type JsonValue } from '../../core/json.ts';
import { literal, never, or, plus, type Cel } from './cel-text.ts';
import { QueryError } from './jmespath/lexer.ts';
import { parseQuery } from './jmespath/parse.ts';
import { queryTerm, type Scope } from './query-term.ts';
import { Refusal } from './refusal.ts';
import { absentWhen, constant, single, textOf, type Single, type Term } from './term.ts';

const variable = /\{\{((?:\{[^{}]*\}|[^{}])*)\}\}/g;

/** Whether a text has `{{ }}`. */
export function hasVariable(text: string): boolean {
  return /(?:^|[^\\])\{\{(?:\{[^{}]*\}|[^{}])*\}\}/.test(text);
}

/** Whether a value has `{{ }}` anywhere. */
export function mentionsVariable(value: JsonValue): boolean {
  if (typeof value === 'string') return hasVariable(value);
  if (Array.isArray(value)) return (value as readonly JsonValue[]).some(mentionsVariable);
  return (
    isJsonObject(value) &&
    Object.entries(value).some(([key, each]) => hasVariable(key) || mentionsVariable(each))
  );
}

/** An expression of JMESPath in a scope. */
export function readQuery(text: string, scope: Scope): Term {
  try {
    return queryTerm(parseQuery(text.trim().replace(/^-\s/, '')), { ...scope, current: null });
  } catch (error) {
    if (error instanceof QueryError) throw new Refusal('JMESPath that does not parse', error.message);
    throw error;
  }
}

/** A text of the policy: plain, one `{{ }}`, or some between plain text. */
export function readText(text: string, scope: Scope): Term {
  if (!hasVariable(text)) return constant(text.replaceAll(String.raw`\{{`, '{{'));
  const found = [...text.matchAll(variable)];
  const [only] = found;
  if (only !== undefined && only[0] === text) return readQuery(only[1] ?? '', scope);
  if (isNested(text)) return readNested(text, scope);
  return joined(text, found, scope);
}

/** Whether something is opened around what is a variable by itself; braces of one are none of its own. */
function isNested(text: string): boolean {
  return hasOpening(text.replaceAll(variable, ''));
}

function hasOpening(text: string): boolean {
  return /(?:^|[^\\])\{\{/.test(text);
}

/** `{{ f('{{ a }}') }}`: what is in quotes is a text, and nothing of it is read as an expression. */
function readNested(text: string, scope: Scope): Term {
  const terms: Term[] = [];
  const flat = text.replaceAll(/'\{\{((?:\{[^{}]*\}|[^{}])*)\}\}'/g, (_all, inner: string) => {
    terms.push(readQuery(inner, scope));
    return `nested_${terms.length - 1}()`;
  });
  if (terms.length === 0 || isNested(flat)) throw nested(text, scope);
  const inner = terms.map((term) => ({ ...term, missingWhen: never, nilWhen: never }));
  const read = readText(flat, { ...scope, nested: inner });
  return { ...read, missingWhen: or(...terms.map(absentWhen), read.missingWhen) };
}

/** Where the outer expression begins with a name that is refused anyway, that says more. */
function nested(text: string, scope: Scope): Refusal {
  const [, name] = /\{\{-?\s*([A-Za-z_]\w*)/.exec(text) ?? [];
  if (name !== undefined) scope.named(name, scope);
  return new Refusal('{{ }} within {{ }}', `\`${text}\``);
}

function joined(text: string, found: readonly RegExpExecArray[], scope: Scope): Single {
  const parts: Cel[] = [];
  const terms: Single[] = [];
  let at = 0;
  for (const each of found) {
    const term = readQuery(each[1] ?? '', scope);
    if (term.form === 'many' || term.kind === 'list' || term.kind === 'map' || term.kind === 'texts')
      throw new Refusal('{{ }} of a list within a text', `\`${text}\``);
    if (each.index > at) parts.push(literal(text.slice(at, each.index)));
    parts.push(textOf(term));
    terms.push(term);
    at = each.index + each[0].length;
  }
  if (at < text.length) parts.push(literal(text.slice(at)));
  const missing = or(...terms.map(({ missingWhen, nilWhen }) => or(missingWhen, nilWhen)));
  return { ...single(plus(...parts), 'text'), missingWhen: missing };
}

/** A key or a value of a condition: what it states, or what the object holds; several of them for a list. */
export function readValue(value: JsonValue, scope: Scope): Term | readonly Term[] {
  if (typeof value === 'string') return readText(value, scope);
  if (!mentionsVariable(value)) return constant(value);
  if (!Array.isArray(value)) throw new Refusal('{{ }} within a map', 'the key or value of a condition');
  return (value as readonly JsonValue[]).map((each) => {
    if (typeof each !== 'string') return constant(each);
    return readText(each, scope);
  });
}
