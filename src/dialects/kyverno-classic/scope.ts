import { isJsonObject, own, type JsonObject, type JsonValue } from '../../core/json.ts';
import { atom, choose, literal, method, never } from './cel-text.ts';
import type { Scope } from './query-term.ts';
import { requestPlace } from './request-field.ts';
import { Refusal } from './refusal.ts';
import { absentWhen, constant, fromPlace, single, type Many, type Single, type Term } from './term.ts';
import { mentionsVariable, readQuery, readText } from './text-term.ts';

/** Names of a loop of `foreach`: `element`, and the same by depth. */
export interface Element {
  readonly depth: number;
  readonly term: Single;
}

/** What a rule's texts may name. */
export function scopeOf(
  context: readonly JsonObject[],
  elements: readonly Element[],
  used: readonly string[],
): Scope {
  const named = (name: string, scope: Scope): Term => {
    const known = ofRequest(name) ?? ofElement(name, elements);
    if (known !== null) return known;
    const at = context.findLastIndex((entry) => own(entry, 'name') === name);
    const entry = context[at];
    if (entry === undefined) throw new Refusal(`{{ ${name} }}`, 'the rule does not define it');
    // An entry sees those before it, so none can name itself.
    const before = scopeOf(context.slice(0, at), elements, scope.used);
    return contextTerm(name, entry, before);
  };
  return { current: null, used, named };
}

function ofRequest(name: string): Term | null {
  if (name === 'request') return fromPlace(requestPlace);
  const parts = method(atom('request.userInfo.username'), 'split', literal(':'));
  const isAccount = method(
    atom('request.userInfo.username'),
    'startsWith',
    literal('system:serviceaccount:'),
  );
  if (name === 'serviceAccountName')
    return single(choose(isAccount, atom(`${parts.text}[3]`), literal('')), 'name');
  if (name === 'serviceAccountNamespace')
    return single(choose(isAccount, atom(`${parts.text}[2]`), literal('')), 'name');
  return null;
}

function ofElement(name: string, elements: readonly Element[]): Term | null {
  if (/^elementIndex\d*$/.test(name))
    throw new Refusal('{{ elementIndex }}', 'no portable loop of CEL counts');
  const found = /^element(\d*)$/.exec(name);
  if (found === null) return null;
  const element =
    found[1] === '' ? elements.at(-1) : elements.find(({ depth }) => String(depth) === found[1]);
  if (element === undefined) throw new Refusal(`{{ ${name} }}`, 'outside of foreach');
  return element.term;
}

/** Kinds of context that are looked up elsewhere. */
const outside = ['apiCall', 'configMap', 'imageRegistry', 'globalReference'] as const;

function contextTerm(name: string, entry: JsonObject, scope: Scope): Term {
  for (const kind of outside)
    if (own(entry, kind) !== undefined)
      throw new Refusal(`context: ${kind}`, `\`${name}\` is looked up outside of the object`);
  const variable = own(entry, 'variable');
  if (!isJsonObject(variable)) throw new Refusal('context', `\`${name}\` is no variable`);
  return variableTerm(name, variable, scope);
}

function variableTerm(name: string, variable: JsonObject, scope: Scope): Term {
  const value = own(variable, 'value') ?? null;
  const path = own(variable, 'jmesPath');
  const otherwise = own(variable, 'default') ?? null;
  if (typeof path === 'string' && path !== '') {
    if (value !== null) throw new Refusal('context: variable with value and jmesPath', `\`${name}\``);
    if (mentionsVariable(path)) throw new Refusal('{{ }} within {{ }}', `the path of \`${name}\``);
    return orDefault(readQuery(path, scope), otherwise, scope);
  }
  const stated = value ?? otherwise;
  if (stated === null) throw new Refusal('context: variable without a value', `\`${name}\``);
  return statedTerm(stated, scope);
}

function statedTerm(value: JsonValue, scope: Scope): Term {
  if (typeof value === 'string') return readText(value, scope);
  if (mentionsVariable(value))
    throw new Refusal('context: {{ }} within a list or map', 'the value of a variable');
  return constant(value);
}

/** A variable that is null is an error, as a missing key is, unless it has a default. */
function orDefault(term: Term, otherwise: JsonValue, scope: Scope): Term {
  if (otherwise === null) return { ...term, nilWhen: never, missingWhen: absentWhen(term) };
  const fallback = statedTerm(otherwise, scope);
  if (absentWhen(term).text === never.text) return term;
  if (fallback.form === 'many') throw mixedDefault();
  return term.form === 'many' ? emptyDefault(term, fallback) : singleDefault(term, fallback);
}

function mixedDefault(): Refusal {
  return new Refusal('context: default of a projection', 'it gives one of two kinds');
}

function emptyDefault(term: Many, { literal: value }: Single): Term {
  if (!Array.isArray(value) || value.length > 0) throw mixedDefault();
  return { ...term, nilWhen: never, missingWhen: never };
}

function singleDefault(term: Single, fallback: Single): Term {
  const maybe = term.place?.maybe ?? null;
  const cel =
    maybe === null
      ? choose(absentWhen(term), fallback.cel, term.cel)
      : method(maybe, 'orValue', fallback.cel);
  const kind = term.kind === 'any' ? fallback.kind : term.kind;
  return {
    ...single(cel, kind === 'name' && fallback.kind !== 'name' ? 'text' : kind),
    missingWhen: fallback.missingWhen,
  };
}
