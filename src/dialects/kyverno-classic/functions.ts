import {
  always,
  atom,
  call,
  choose,
  equal,
  literal,
  method,
  never,
  or,
  relation,
  type Cel,
} from './cel-text.ts';
import type { Query } from './jmespath/query.ts';
import type { Scope } from './query-term.ts';
import { orElse } from './place.ts';
import { Refusal } from './refusal.ts';
import { matchedByCel, wildcardCel } from './wildcard.ts';
import {
  absentWhen,
  asMany,
  gathered,
  isList,
  keyIn,
  manyOf,
  mapped,
  orNone,
  quantify,
  single,
  sizeOf,
  textOf,
  type Single,
  type Term,
} from './term.ts';

type Call = Extract<Query, { readonly type: 'call' }>;
type Translate = (query: Query, scope: Scope) => Term;

/** A call of a function of JMESPath or Kyverno as CEL. */
export function callFunction({ name, args }: Call, scope: Scope, translate: Translate): Term {
  const nested = /^nested_(\d+)$/.exec(name)?.[1];
  const term = nested === undefined ? undefined : scope.nested?.[Number(nested)];
  if (term !== undefined) return quoted(term);
  const known = Object.hasOwn(functions, name) ? functions[name] : undefined;
  if (known === undefined) throw new Refusal(`JMESPath: ${name}()`, 'the function has no counterpart in CEL');
  if (args.length !== known.arity)
    throw new Refusal(`JMESPath: ${name}()`, `it takes ${known.arity} arguments, not ${args.length}`);
  const terms = args.map((arg) => translate(arg, scope));
  return name === 'to_array' || name === 'not_null'
    ? known.make(terms, scope)
    : inherit(known.make(terms, scope), terms);
}

/** A value between quotes is a text. */
function quoted(term: Term): Term {
  if (term.form === 'many' || isList(term) || term.kind === 'map')
    throw new Refusal('{{ }} of a list between quotes', 'Kyverno writes it as JSON');
  return mapped(term, textOf(term), term.kind === 'name' ? 'name' : 'text');
}

/** Of what is missing a function fails, as it does in Kyverno: CEL fails when it reads it. */
function inherit(made: Term, args: readonly Term[]): Term {
  return { ...made, missingWhen: or(made.missingWhen, ...args.map(absentWhen)) };
}

interface KnownFunction {
  readonly arity: number;
  readonly make: (args: readonly Term[], scope: Scope) => Term;
}

function ofOne(make: (arg: Term, scope: Scope) => Term): KnownFunction {
  return { arity: 1, make: ([arg], scope) => make(demand(arg), scope) };
}

function ofTexts(arity: number, make: (...args: readonly Cel[]) => Single): KnownFunction {
  return { arity, make: (args) => make(...args.map((arg) => text(demand(arg)))) };
}

function demand(arg: Term | undefined): Term {
  if (arg === undefined) throw new Refusal('JMESPath: missing argument', 'a function needs it');
  return arg;
}

function text(term: Term): Cel {
  if (term.form === 'many') throw new Refusal('JMESPath: a list for a text', 'the function takes a text');
  return textOf(term.kind === 'any' ? { ...term, kind: 'text' } : term);
}

const functions: Readonly<Record<string, KnownFunction>> = {
  contains: { arity: 2, make: ([whole, part]) => contains(demand(whole), demand(part)) },
  length: ofOne((arg) => length(arg)),
  keys: ofOne((arg, scope) => keys(arg, scope)),
  to_array: ofOne((arg) => toArray(arg)),
  to_string: ofOne((arg) => toText(arg)),
  not_null: ofOne((arg) => arg),
  starts_with: ofTexts(2, (whole, part) => single(method(whole, 'startsWith', part), 'boolean')),
  ends_with: ofTexts(2, (whole, part) => single(method(whole, 'endsWith', part), 'boolean')),
  split: ofTexts(2, (whole, separator) => single(method(whole, 'split', separator), 'texts')),
  to_upper: ofTexts(1, (whole) => single(method(whole, 'upperAscii'), 'text')),
  to_lower: ofTexts(1, (whole) => single(method(whole, 'lowerAscii'), 'text')),
  equal_fold: ofTexts(2, (a, b) =>
    single(equal(method(a, 'lowerAscii'), method(b, 'lowerAscii')), 'boolean'),
  ),
  replace_all: ofTexts(3, (whole, old, next) => single(method(whole, 'replace', old, next), 'text')),
  trim_prefix: ofTexts(2, (whole, prefix) => single(trimPrefix(whole, prefix), 'text')),
  regex_match: { arity: 2, make: ([pattern, whole]) => regexMatch(demand(pattern), demand(whole)) },
  pattern_match: { arity: 2, make: ([pattern, whole]) => patternMatch(demand(pattern), demand(whole)) },
  join: { arity: 2, make: ([separator, list], scope) => join(demand(separator), demand(list), scope) },
  to_number: ofOne((arg) => toNumber(arg)),
};

/** The names of the functions that are translated. */
export const translatedFunctions: readonly string[] = Object.keys(functions).toSorted();

function contains(whole: Term, part: Term): Term {
  if (part.form === 'many') throw new Refusal('JMESPath: contains() of a list', 'the part is a list');
  if (whole.form === 'many')
    return single(
      keyIn(whole, part) ?? quantify(whole, 'exists', (item) => equal(item.cel, part.cel)),
      'boolean',
    );
  const { cel, kind } = whole;
  const among = relation(part.cel, 'in', cel);
  if (isList(whole) || kind === 'list') return mapped(whole, among, 'boolean');
  const within = method(cel, 'contains', part.cel);
  if (kind === 'name' || kind === 'text') return mapped(whole, within, 'boolean');
  if (kind !== 'any') throw new Refusal('JMESPath: contains()', `of what is neither a text nor a list`);
  const eitherWay = choose(equal(call('type', cel), atom('string')), within, among);
  return mapped(whole, eitherWay, 'boolean');
}

function length(arg: Term): Term {
  if (arg.form === 'many') return single(sizeOf(arg), 'integer');
  if (arg.kind === 'boolean' || arg.kind === 'integer')
    throw new Refusal('JMESPath: length()', 'of what has no length');
  return mapped(arg, method(arg.cel, 'size'), 'integer');
}

/** The keys of a map, as a list. */
function keys(arg: Term, { used }: Scope): Term {
  if (arg.form === 'many') throw new Refusal('JMESPath: keys() of a list', 'only maps have keys');
  const variable = used.includes('key') ? `key${used.length}` : 'key';
  const over = arg.place === null ? arg.cel : orElse(arg.place, {});
  return { ...manyOf({ over, variable, where: always }, single(atom(variable), 'name')), keysOf: arg };
}

function toArray(arg: Term): Term {
  // Of null it makes a list of null, in which nothing is.
  if (arg.form === 'many') return { ...arg, nilWhen: never, missingWhen: never };
  if (isList(arg)) return { ...single(orNone(arg, []), arg.kind), place: null };
  throw new Refusal('JMESPath: to_array() of a single value', 'only lists stay as they are');
}

function toText(arg: Term): Term {
  if (arg.form === 'many' || isList(arg) || arg.kind === 'map')
    throw new Refusal('JMESPath: to_string() of a list or map', 'CEL writes no JSON');
  return mapped(arg, textOf(arg), 'text');
}

function toNumber(arg: Term): Term {
  if (arg.form === 'single' && arg.kind === 'integer') return arg;
  throw new Refusal('JMESPath: to_number()', 'of what may be no number');
}

function trimPrefix(whole: Cel, prefix: Cel): Cel {
  const rest = method(whole, 'substring', method(prefix, 'size'));
  return choose(method(whole, 'startsWith', prefix), rest, whole);
}

function regexMatch(pattern: Term, whole: Term): Term {
  if (whole.form === 'many') throw new Refusal('JMESPath: regex_match() of a list', 'it takes a text');
  if (pattern.form === 'many' || typeof pattern.literal !== 'string')
    throw new Refusal(
      'JMESPath: regex_match() with a pattern of the object',
      'only constant patterns are known to be valid',
    );
  return mapped(whole, method(text(whole), 'matches', literal(pattern.literal)), 'boolean');
}

function patternMatch(pattern: Term, whole: Term): Term {
  if (whole.form === 'many' || pattern.form === 'many')
    throw new Refusal('JMESPath: pattern_match() of a list', 'it takes texts');
  const met =
    typeof pattern.literal === 'string'
      ? wildcardCel(text(whole), pattern.literal)
      : matchedByCel(text(pattern), text(whole));
  return mapped(whole, met, 'boolean');
}

function join(separator: Term, list: Term, { used }: Scope): Term {
  return single(method(gathered(asMany(list, used)), 'join', text(separator)), 'text');
}
