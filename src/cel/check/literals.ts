import type { FieldType, TypeProvider } from '../environment/environment.ts';
import type { ListNode, LiteralNode, MapNode, MessageNode, Node } from '../tree.ts';
import {
  bool,
  bytes,
  double,
  duration,
  dyn,
  int,
  list,
  map,
  nullType,
  string,
  timestamp,
  uint,
} from '../type.ts';
import type { Type } from '../type.ts';
import { Bytes, Double, Duration, Timestamp, Uint } from '../value/boxes.ts';
import { errorType, report, reportMismatch } from './checking.ts';
import type { Checking } from './checking.ts';
import { formatType } from './format-type.ts';
import { candidateNames, lookUpName, reportUndeclared } from './names.ts';
import { suggest } from './suggest.ts';
import { wellKnownField, wellKnownFields, wellKnownType } from './well-known.ts';

/** The type of a literal, from its value. */
export function checkLiteral(node: LiteralNode): Type {
  const { value } = node;
  switch (typeof value) {
    case 'boolean':
      return bool;
    case 'string':
      return string;
    case 'bigint':
      return int;
    case 'number':
      return Number.isInteger(value) ? int : double;
    default:
      return value === null ? nullType : boxedType(value);
  }
}

function boxedType(value: object): Type {
  const boxes: readonly (readonly [abstract new (...args: never[]) => object, Type])[] = [
    [Double, double],
    [Uint, uint],
    [Bytes, bytes],
    [Timestamp, timestamp],
    [Duration, duration],
  ];
  return boxes.find(([box]) => value instanceof box)?.[1] ?? dyn;
}

/** `[a, ?b]`: a list of the elements' common type. */
export function checkList(checking: Checking, node: ListNode): Type {
  let element: Type | undefined;
  for (const { value, optional } of node.elements) {
    element = join(checking, element, checkElement(checking, value, optional));
  }
  return list(element ?? checking.unifier.fresh());
}

/** `{k: v, ?k: v}`: a map from the keys' to the values' common type. */
export function checkMap(checking: Checking, node: MapNode): Type {
  let key: Type | undefined;
  let value: Type | undefined;
  for (const entry of node.entries) {
    key = join(checking, key, checking.visit(entry.key));
    value = join(checking, value, checkElement(checking, entry.value, entry.optional));
  }
  const { unifier } = checking;
  return map(key ?? unifier.fresh(), value ?? unifier.fresh());
}

/** `Type{field: value}`: every field exists and is given a value of its type. */
export function checkMessage(checking: Checking, node: MessageNode): Type {
  const declared = lookUpName(checking, node.type);
  const values = node.fields.map((field) => checkElement(checking, field.value, field.optional));
  const name = { start: node.start, end: node.start + node.type.length };
  if (declared === undefined) {
    return reportUndeclared(checking, name, node.type, []);
  }
  if (declared.kind !== 'type') {
    report(checking, name, 'not-a-type', `'${formatType(declared)}' is not a type`);
    return errorType;
  }
  const type = messageName(checking, node.type);
  if (type === undefined) {
    const shown = formatType(declared.of);
    report(checking, name, 'not-a-message', `'${shown}' is not a message type`);
    return errorType;
  }
  for (const [index, field] of node.fields.entries()) {
    checkField(checking, { type, field, value: values[index] ?? dyn });
  }
  return declared.of;
}

function checkField(
  checking: Checking,
  set: {
    readonly type: string;
    readonly field: MessageNode['fields'][number];
    readonly value: Type;
  },
): void {
  const { field, type } = set;
  const known = findField(checking.environment.types, type, field.name);
  if (known === undefined) {
    reportUndefinedField(checking, field.at, type, field.name);
    return;
  }
  if (!checking.unifier.assignable([known.type], [set.value])) {
    report(
      checking,
      field.value,
      'field-type-mismatch',
      `expected type of field '${field.name}' is '${formatType(known.type)}' but provided type is '${formatType(checking.unifier.settle(set.value))}'`,
    );
  }
}

/** A field of an object type, a provider's or a well-known one. */
export function findField(types: TypeProvider, type: string, field: string): FieldType | undefined {
  return wellKnownType(type) === undefined ? types.field(type, field) : wellKnownField(type, field);
}

/** Records a field that an object type does not have, with the nearest that it has. */
export function reportUndefinedField(
  checking: Checking,
  at: { readonly start: number; readonly end: number },
  type: string,
  field: string,
): void {
  const fields =
    wellKnownType(type) === undefined ? checking.environment.types.fields(type) : wellKnownFields(type);
  report(checking, at, 'undefined-field', `undefined field '${field}'${suggest(field, fields)}`);
}

function messageName(checking: Checking, name: string): string | undefined {
  const { environment } = checking;
  return candidateNames(environment.container, name).find(
    (candidate) => wellKnownType(candidate) !== undefined || environment.types.has(candidate),
  );
}

function checkElement(checking: Checking, node: Node, isOptional: boolean): Type {
  const type = checking.visit(node);
  if (!isOptional) {
    return type;
  }
  const resolved = checking.unifier.resolve(type);
  if (resolved.kind === 'optional') {
    return resolved.of;
  }
  if (resolved.kind !== 'dyn' && resolved.kind !== 'error') {
    const found = formatType(checking.unifier.settle(resolved));
    reportMismatch(checking, node, `optional_type(${found})`, found);
  }
  return resolved;
}

function join(checking: Checking, previous: Type | undefined, next: Type): Type {
  if (previous === undefined) {
    return next;
  }
  return checking.unifier.assignable([previous], [next]) ? checking.unifier.mostGeneral(previous, next) : dyn;
}
