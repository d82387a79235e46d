import { child, isJsonObject, type JsonObject, type JsonPointer, type JsonValue } from '../core/json.ts';
import type { Resource } from '../core/resource.ts';
import { itemsOf, titleOf, type FieldSchema, type ObjectType } from './field-schema.ts';
import { apiLifecycleOf } from './lifecycle.ts';
import { nearest } from '../core/nearest.ts';
import type { SchemaProblem } from './problem.ts';
import { mismatch, nameOf } from './scalar.ts';
import { apiVersionOf, kindsNamed, type Schema } from './schema.ts';

/** Levels of nesting that are judged; a server refuses far less. Beyond, the rest is reported as too deep. */
const deepest = 500;

/** A walk through one resource: where it stands, and what it found. */
interface Walk {
  readonly schema: Schema;
  readonly path: (string | number)[];
  readonly problems: SchemaProblem[];
  /** Within a custom resource, whose lists hold no nulls. */
  structural: boolean;
}

/**
 * Every field that the schema does not know and every value of a type it does not take, in document order.
 * Of kinds that it does not know nothing is said, except where one of its own kinds was probably meant.
 */
export function validate(resource: Resource, schema: Schema): readonly SchemaProblem[] {
  const kind = schema.find(resource.apiVersion, resource.kind);
  if (kind === undefined) return misnamed(resource, schema);
  const walk: Walk = { schema, path: [], problems: [], structural: false };
  const type = schema.type(kind.type);
  if (type !== undefined) walkObject(walk, type, resource);
  return walk.problems;
}

function walkField(walk: Walk, field: FieldSchema, value: JsonValue): void {
  // A server drops nulls, or makes zero values of them.
  if (field.type === 'any' || value === null) return;
  if (walk.path.length > deepest) report(walk, 'wrong-type', `is nested deeper than ${deepest} levels`, null);
  else if (field.type === 'object') walkTyped(walk, field, value);
  else if (field.type === 'list') walkList(walk, field, value);
  else if (field.type === 'map') walkMap(walk, field, value);
  else walkScalar(walk, field, value);
}

function walkTyped(walk: Walk, field: FieldSchema, value: JsonValue): void {
  if (!isJsonObject(value)) {
    report(walk, 'wrong-type', `must be an object, not ${nameOf(value)}`, null);
    return;
  }
  const type = field.object === undefined ? undefined : walk.schema.type(field.object);
  if (type !== undefined) walkObject(walk, type, value);
}

function walkObject(walk: Walk, type: ObjectType, value: JsonObject): void {
  const { path, structural } = walk;
  walk.structural = type.structural;
  for (const key in value) {
    const field = type.fields.get(key);
    const given = value[key] ?? null;
    path.push(key);
    if (field === undefined) {
      if (!type.open) unknownField(walk, type, key);
    } else if (given === null && type.structural && isNeeded(type, key, field))
      report(walk, 'wrong-type', 'must not be null', null);
    else walkField(walk, field, given);
    path.pop();
  }
  walk.structural = structural;
}

/** Whether a custom resource's field has to have a value of its own. */
function isNeeded(type: ObjectType, key: string, field: FieldSchema): boolean {
  return type.required.has(key) && field.nullable !== true && field.default === undefined;
}

function unknownField(walk: Walk, type: ObjectType, key: string): void {
  const suggestion = nearest(key, type.fields.keys());
  report(walk, 'unknown-field', `is not a field of ${titleOf(type.name)}`, suggestion);
}

function walkList(walk: Walk, field: FieldSchema, value: JsonValue): void {
  if (!Array.isArray(value)) {
    report(walk, 'wrong-type', `must be a list, not ${nameOf(value)}`, null);
    return;
  }
  const items = itemsOf(field);
  if (items.type === 'any') return;
  for (let index = 0; index < value.length; index++) {
    const element = (value as readonly JsonValue[])[index] as JsonValue;
    walk.path.push(index);
    if (element === null && walk.structural && items.nullable !== true)
      report(walk, 'wrong-type', 'must not be null', null);
    else walkField(walk, items, element);
    walk.path.pop();
  }
}

function walkMap(walk: Walk, field: FieldSchema, value: JsonValue): void {
  if (!isJsonObject(value)) {
    report(walk, 'wrong-type', `must be an object, not ${nameOf(value)}`, null);
    return;
  }
  const items = itemsOf(field);
  for (const key in value) {
    walk.path.push(key);
    walkField(walk, items, value[key] ?? null);
    walk.path.pop();
  }
}

function walkScalar(walk: Walk, field: FieldSchema, value: JsonValue): void {
  const wrong = mismatch(field, value);
  if (wrong !== null) report(walk, 'wrong-type', wrong, null);
  else if (
    field.enum !== undefined &&
    !field.enum.includes(value) &&
    !(value === '' && field.written === 'e')
  )
    notAllowed(walk, field.enum, value);
}

function notAllowed(walk: Walk, allowed: readonly JsonValue[], value: JsonValue): void {
  const names = allowed.filter((option) => typeof option === 'string' && option !== '') as readonly string[];
  const suggestion = typeof value === 'string' ? nearest(value, names) : null;
  report(walk, 'wrong-type', `must be one of ${names.join(', ')}`, suggestion);
}

function report(walk: Walk, code: SchemaProblem['code'], what: string, suggestion: string | null): void {
  let pointer: JsonPointer = '';
  for (const key of walk.path) pointer = child(pointer, key);
  const last = walk.path.findLast((key) => typeof key === 'string') ?? '';
  const index = walk.path.at(-1);
  const name = typeof index === 'number' ? `${last}[${index}]` : last;
  const hint = suggestion === null ? '' : `; did you mean \`${suggestion}\`?`;
  walk.problems.push({ code, pointer, message: `\`${name}\` ${what}${hint}`, suggestion });
}

/** A kind that a built-in group and version do not have, where it is plain which was meant. */
function misnamed({ apiVersion, kind }: Resource, schema: Schema): readonly SchemaProblem[] {
  const siblings = schema.kinds.filter(
    (known) => apiVersionOf(known) === apiVersion && known.resource !== '',
  );
  if (siblings.length === 0 || apiLifecycleOf(apiVersion, kind) !== undefined) return [];
  const elsewhere = kindsNamed(schema, kind).findLast(({ resource }) => resource !== '');
  if (elsewhere !== undefined) {
    const suggestion = apiVersionOf(elsewhere);
    const message = `\`${apiVersion}\` has no kind ${kind}; did you mean \`${suggestion}\`?`;
    return [{ code: 'wrong-type', pointer: '/apiVersion', message, suggestion }];
  }
  const suggestion = nearest(
    kind,
    siblings.map((known) => known.kind),
  );
  if (suggestion === null) return [];
  const message = `\`${apiVersion}\` has no kind \`${kind}\`; did you mean \`${suggestion}\`?`;
  return [{ code: 'wrong-type', pointer: '/kind', message, suggestion }];
}
