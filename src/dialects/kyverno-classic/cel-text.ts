import { isJsonObject, type JsonValue } from '../../core/json.ts';
import { Refusal } from './refusal.ts';

/** A piece of CEL with how strongly it binds, so that parentheses stand only where they are needed. */
export interface Cel {
  readonly text: string;
  /** 0 `?:`, 1 `||`, 2 `&&`, 3 relations, 4 `+`, 6 `!` and `-`, 7 everything closed. */
  readonly rank: number;
  /** Its negation, where that is no longer than itself. */
  readonly negated?: Cel;
  /** Parts of a chain of `&&` or `||`. */
  readonly parts?: readonly Cel[];
  /** Of a comparison with a text that the policy states: what is compared with what. */
  readonly compares?: { readonly left: Cel; readonly text: Cel; readonly isEqual: boolean };
}

const closed = 7;

/** The API server's limit of an expression. */
const longest = 100_000;

export const always: Cel = { text: 'true', rank: closed };
export const never: Cel = { text: 'false', rank: closed };

/** Text that binds as tightly as a name. */
export function atom(text: string): Cel {
  return { text, rank: closed };
}

function inner(part: Cel, rank: number): string {
  return part.rank < rank ? `(${part.text})` : part.text;
}

/** `a && b`, without what is always true. */
export function and(...parts: readonly Cel[]): Cel {
  return chain(parts, { sign: '&&', rank: 2, neutral: always, absorbing: never });
}

/** `a || b`, without what is never true. */
export function or(...parts: readonly Cel[]): Cel {
  return chain(parts, { sign: '||', rank: 1, neutral: never, absorbing: always });
}

interface Chain {
  readonly sign: '&&' | '||';
  readonly rank: number;
  readonly neutral: Cel;
  readonly absorbing: Cel;
}

function chain(parts: readonly Cel[], kind: Chain): Cel {
  const { sign, rank, neutral, absorbing } = kind;
  const flat = parts.flatMap((part) =>
    part.rank === rank && part.parts !== undefined ? part.parts : [part],
  );
  const distinct = flat.filter(
    ({ text }, at) => text !== neutral.text && flat.findIndex((each) => each.text === text) === at,
  );
  const kept = gather(simplify(distinct, kind), sign === '||');
  const [only] = kept;
  if (only === undefined) return neutral;
  if (kept.some(({ text }) => text === absorbing.text)) return absorbing;
  if (kept.length === 1) return only;
  const text = kept.map((part) => inner(part, rank)).join(` ${sign} `);
  if (text.length > longest)
    throw new Refusal('rule too long for CEL', `an API server takes at most ${longest} characters`);
  return { text, rank, parts: kept };
}

/** `a && (!a || b)` is `a && b`, and `a || (!a && b)` is `a || b`. */
function simplify(parts: readonly Cel[], { sign }: Chain): readonly Cel[] {
  const against = new Set(parts.filter((part) => part.parts === undefined).map((part) => not(part).text));
  const other = sign === '&&' ? or : and;
  return parts.flatMap((part) => {
    if (part.parts === undefined || !part.parts.some(({ text }) => against.has(text))) return [part];
    const rest = other(...part.parts.filter(({ text }) => !against.has(text)));
    return rest.rank === (sign === '&&' ? 2 : 1) && rest.parts !== undefined ? rest.parts : [rest];
  });
}

/** `a == 'x' || a == 'y'` is `a in ['x', 'y']`, and its negation the same. */
function gather(parts: readonly Cel[], isEqual: boolean): readonly Cel[] {
  const done = new Set<string>();
  return parts.flatMap((part) => {
    const left = part.compares?.isEqual === isEqual ? part.compares.left : null;
    if (left === null) return [part];
    const same = parts.flatMap(({ compares }) =>
      compares?.isEqual === isEqual && compares.left.text === left.text ? [compares.text.text] : [],
    );
    if (same.length < 2) return [part];
    if (done.has(left.text)) return [];
    done.add(left.text);
    const among = relation(left, 'in', atom(`[${same.join(', ')}]`));
    return [isEqual ? among : not(among)];
  });
}

/** `!a`, moved inwards where that reads better. */
export function not(part: Cel): Cel {
  if (part.text === always.text) return never;
  if (part.text === never.text) return always;
  if (part.negated !== undefined) return part.negated;
  if (part.parts !== undefined) return (part.rank === 2 ? or : and)(...part.parts.map(not));
  return { text: `!${inner(part, 6)}`, rank: 6, negated: part };
}

const opposites: Readonly<Record<string, string>> = {
  '==': '!=',
  '!=': '==',
  '>': '<=',
  '<=': '>',
  '<': '>=',
  '>=': '<',
};

/** `a == b` and its like. */
export function relation(left: Cel, operator: string, right: Cel): Cel {
  const opposite = opposites[operator];
  const made = written(left, operator, right);
  return opposite === undefined
    ? made
    : { ...made, negated: { ...written(left, opposite, right), negated: made } };
}

function written(left: Cel, operator: string, right: Cel): Cel {
  const made: Cel = { text: `${inner(left, 4)} ${operator} ${inner(right, 4)}`, rank: 3 };
  const isText = (operator === '==' || operator === '!=') && right.text.startsWith("'");
  return isText ? { ...made, compares: { left, text: right, isEqual: operator === '==' } } : made;
}

/** `a == b`. */
export function equal(left: Cel, right: Cel): Cel {
  return relation(left, '==', right);
}

/** `when ? then : otherwise`. */
export function choose(when: Cel, then: Cel, otherwise: Cel): Cel {
  if (when.text === always.text || then.text === otherwise.text) return then;
  if (when.text === never.text) return otherwise;
  return { text: `${inner(when, 1)} ? ${inner(then, 1)} : ${inner(otherwise, 0)}`, rank: 0 };
}

/** `a + b`. */
export function plus(...parts: readonly Cel[]): Cel {
  const [only] = parts;
  if (only !== undefined && parts.length === 1) return only;
  return { text: parts.map((part) => inner(part, 4)).join(' + '), rank: 4 };
}

/** `receiver.name(args)`. */
export function method(receiver: Cel, name: string, ...args: readonly Cel[]): Cel {
  return atom(`${inner(receiver, closed)}.${name}(${args.map(({ text }) => text).join(', ')})`);
}

/** `name(args)`. */
export function call(name: string, ...args: readonly Cel[]): Cel {
  return atom(`${name}(${args.map(({ text }) => text).join(', ')})`);
}

/** `list.name(variable, body)`, and nothing where the body decides by itself. */
export function loop(list: Cel, name: 'all' | 'exists', variable: string, body: Cel): Cel {
  if (name === 'all' && body.text === always.text) return always;
  if (name === 'exists' && body.text === never.text) return never;
  return membershipLoop(list, name, variable, body) ?? writtenLoop(list, name, variable, body);
}

/** `list.exists(x, x == 'a')` is `'a' in list`. */
function membershipLoop(list: Cel, name: 'all' | 'exists', variable: string, { compares }: Cel): Cel | null {
  if (compares?.left.text !== variable || compares.isEqual !== (name === 'exists')) return null;
  const among = relation(compares.text, 'in', list);
  return name === 'exists' ? among : not(among);
}

function writtenLoop(list: Cel, name: 'all' | 'exists', variable: string, body: Cel): Cel {
  const made = method(list, name, atom(variable), body);
  const opposite = method(list, name === 'all' ? 'exists' : 'all', atom(variable), not(body));
  return opposite.text.length < made.text.length + 1
    ? { ...made, negated: { ...opposite, negated: made } }
    : made;
}

const selectable = /^[A-Za-z_]\w*$/;
const unselectable: ReadonlySet<string> = new Set(['in', 'true', 'false', 'null']);

function isSelectable(field: string): boolean {
  return selectable.test(field) && !unselectable.has(field);
}

/** `a.field`, or `a['field']`. */
export function select(of: Cel, field: string | number): Cel {
  const base = inner(of, closed);
  return atom(
    typeof field === 'string' && isSelectable(field) ? `${base}.${field}` : `${base}[${literal(field).text}]`,
  );
}

/** `a.?field`, or `a[?'field']`. */
export function trySelect(of: Cel, field: string | number): Cel {
  const base = inner(of, closed);
  return atom(
    typeof field === 'string' && isSelectable(field)
      ? `${base}.?${field}`
      : `${base}[?${literal(field).text}]`,
  );
}

/** `has(a.field)`, or `'field' in a`. */
export function hasField(of: Cel, field: string): Cel {
  if (isSelectable(field)) return atom(`has(${inner(of, closed)}.${field})`);
  return relation(literal(field), 'in', of);
}

/** A JSON value as CEL. Lists of unlike elements are of dynamic type, as the API server asks. */
export function literal(value: JsonValue): Cel {
  if (typeof value === 'string') return atom(quote(value));
  if (typeof value === 'number' && !Number.isInteger(value)) return number(String(value));
  if (Array.isArray(value)) return listLiteral(value as readonly JsonValue[]);
  if (isJsonObject(value)) return mapLiteral(value);
  return number(value === null ? 'null' : (value as number | bigint | boolean).toString());
}

function number(text: string): Cel {
  return { text, rank: text.startsWith('-') ? 6 : closed };
}

function listLiteral(items: readonly JsonValue[]): Cel {
  const mixed = new Set(items.map(typeNameOf)).size > 1;
  const texts = items.map((item) => (mixed ? `dyn(${literal(item).text})` : literal(item).text));
  return atom(`[${texts.join(', ')}]`);
}

function mapLiteral(value: JsonValue & object): Cel {
  const entries = Object.entries(value) as readonly (readonly [string, JsonValue])[];
  const mixed = new Set(entries.map(([, item]) => typeNameOf(item))).size > 1;
  const texts = entries.map(
    ([key, item]) => `${quote(key)}: ${mixed ? `dyn(${literal(item).text})` : literal(item).text}`,
  );
  return atom(`{${texts.join(', ')}}`);
}

function typeNameOf(value: JsonValue): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'list';
  if (typeof value === 'number') return Number.isInteger(value) ? 'int' : 'double';
  return typeof value === 'bigint' ? 'int' : typeof value;
}

const escapes: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  "'": "\\'",
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

function quote(text: string): string {
  const safe = Array.from(text, (rune) => {
    const known = escapes[rune];
    if (known !== undefined) return known;
    return rune < ' ' ? `\\u${(rune.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}` : rune;
  });
  return `'${safe.join('')}'`;
}
