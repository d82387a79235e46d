import {
  always,
  and,
  atom,
  choose,
  hasField,
  literal,
  method,
  relation,
  select,
  trySelect,
  type Cel,
} from './cel-text.ts';
import { elementKind, fieldKind, type FieldKind } from './field-kind.ts';
import type { JsonValue } from '../../core/json.ts';

/** A part of the judged object, as CEL reads it. */
export interface Place {
  /** The value, where it is there. */
  readonly there: Cel;
  /** The value as an optional; null where it is there for sure. */
  readonly maybe: Cel | null;
  readonly kind: FieldKind;
  /** The field's name, and null for the object, an element and the like. */
  readonly name: string | null;
  readonly parent: Place | null;
  /** The API server writes null where there is none. */
  readonly isNullable?: true;
}

/** A place that is there for sure. */
export function sure(there: Cel, kind: FieldKind, name: string | null = null): Place {
  return { there, maybe: null, kind, name, parent: null };
}

/** The judged object. */
export const wholeObject: Place = sure(atom('object'), 'map');

/** What every object has, and what every Pod and every template of one has. */
const certain =
  /^(?:object|oldObject)\.(?:metadata|apiVersion|kind|metadata\.name|spec(?:\.jobTemplate\.spec)?\.template\.spec\.containers|spec\.containers)$/;

/** A field of a place. */
export function fieldOf(parent: Place, name: string): Place {
  const there = select(parent.there, name);
  const isSure = certain.test(there.text);
  return {
    there,
    maybe: isSure ? null : trySelect(parent.maybe ?? parent.there, name),
    kind: fieldKind(parent.name, name),
    name,
    parent,
    ...(nullable.test(there.text) && { isNullable: true as const }),
  };
}

/** The rules of roles, which are null where nothing is aggregated. */
const nullable = /^(?:object|oldObject)\.rules$/;

/** The same place, taken to be there: what does not have it cannot be read, and fails. */
export function demanded(place: Place): Place {
  return { ...place, maybe: null };
}

/** An element of a list, by the name of a loop's variable. */
export function elementOf(list: Place, variable: string): Place {
  return sure(atom(variable), list.kind === 'list' ? 'map' : elementKind(list.kind));
}

/** Whether the place is a list that the API server never admits empty. */
export function isNeverEmpty({ there }: Place): boolean {
  return certain.test(there.text);
}

/** Whether the place is there. */
export function isThere({ there, maybe, parent, name, isNullable }: Place): Cel {
  if (maybe === null) return always;
  if (isNullable === true)
    return and(
      hasField(parent?.there ?? atom('object'), name ?? 'rules'),
      relation(there, '!=', literal(null)),
    );
  if (parent !== null && parent.maybe === null && name !== null) return hasField(parent.there, name);
  return method(maybe, 'hasValue');
}

/** The value, and another where there is none. */
export function orElse(place: Place, otherwise: JsonValue): Cel {
  const { there, maybe, isNullable } = place;
  if (isNullable === true && maybe !== null)
    return atom(`(${choose(isThere(place), there, literal(otherwise)).text})`);
  return maybe === null ? there : method(maybe, 'orValue', literal(otherwise));
}

const singulars: Readonly<Record<string, string>> = {
  containers: 'container',
  initContainers: 'container',
  ephemeralContainers: 'container',
  ingress: 'ingress',
  egress: 'egress',
  env: 'env',
  envFrom: 'source',
  tls: 'tls',
};

/** A name for the elements of a list that no loop around it uses. */
export function variableFor(name: string | null, used: readonly string[]): string {
  const known = name === null ? 'item' : (singulars[name] ?? singular(name));
  if (!used.includes(known)) return known;
  for (let number = 2; ; number += 1) if (!used.includes(`${known}${number}`)) return `${known}${number}`;
}

/** Names that CEL or the policy gives a meaning. */
const taken: ReadonlySet<string> = new Set([
  'object',
  'oldObject',
  'request',
  'params',
  'variables',
  'namespaceObject',
  'authorizer',
  'in',
  'as',
  'break',
  'const',
  'continue',
  'else',
  'for',
  'function',
  'if',
  'import',
  'let',
  'loop',
  'package',
  'namespace',
  'return',
  'var',
  'void',
  'while',
  'true',
  'false',
  'null',
  'type',
  'list',
  'map',
  'string',
  'int',
  'uint',
  'double',
  'bool',
  'bytes',
  'dyn',
  'size',
]);

function singular(name: string): string {
  const short = name.endsWith('ies')
    ? `${name.slice(0, -3)}y`
    : isPluralName(name)
      ? name.slice(0, -1)
      : name;
  return /^[A-Za-z_]\w*$/.test(short) && !taken.has(short) ? short : 'item';
}

function isPluralName(name: string): boolean {
  return /[^s]s$/.test(name);
}
