import { isJsonObject, own, type JsonObject, type JsonValue } from '../core/json.ts';
import type { FieldSchema, ObjectType } from './field-schema.ts';

/** Where a schema's references lead, and who keeps the objects that it describes in place. */
export interface Definitions {
  find(name: string): JsonObject | undefined;
  /** Takes an object described in place, under a name of its own. */
  define(name: string, schema: JsonObject): void;
  /** Whether unlisted fields are dropped, as in custom resources. */
  readonly structural: boolean;
}

/** Lists within lists beyond this are not read: no schema that a server accepts comes near. */
const deepest = 64;

const any: FieldSchema = { type: 'any' };

const reference = '#/components/schemas/';

/** Schemas that OpenAPI describes as a plain object but that hold free-form JSON. */
const freeForm = /\.(?:RawExtension|FieldsV1|Patch|JSON|JSONSchemaPropsOr\w+)$/;

/** An OpenAPI v3 object schema as fields by name. */
export function readObject(name: string, schema: JsonObject, definitions: Definitions): ObjectType {
  const properties = objectAt(schema, 'properties') ?? {};
  const fields = new Map<string, FieldSchema>();
  for (const [field, value] of Object.entries(properties))
    if (isJsonObject(value)) fields.set(field, readField(`${name}.${field}`, value, definitions));
  const embedded = own(schema, 'x-kubernetes-embedded-resource') === true;
  if (embedded) addHead(fields);
  return {
    name,
    fields,
    required: new Set(texts(own(schema, 'required'))),
    open: own(schema, 'x-kubernetes-preserve-unknown-fields') === true,
    structural: definitions.structural,
    embedded,
    ...(own(schema, 'x-kubernetes-map-type') === 'atomic' ? { atomic: true as const } : {}),
  };
}

/** What every whole object has, whether or not its schema says so. */
export function addHead(fields: Map<string, FieldSchema>): void {
  fields.set('apiVersion', { type: 'string' });
  fields.set('kind', { type: 'string' });
  fields.set('metadata', { type: 'object', object: 'io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta' });
}

/** One OpenAPI v3 schema as a field's. `path` names the objects described in place. */
export function readField(
  path: string,
  schema: JsonObject,
  definitions: Definitions,
  depth = 0,
): FieldSchema {
  if (depth > deepest) return any;
  const target = referred(schema);
  const base =
    target === null ? readPlain(path, schema, definitions, depth) : readReferred(target, definitions, depth);
  return { ...base, ...annotations(schema) };
}

/** The name that a schema refers to, directly or as the only member of `allOf`, which carries a default beside it. */
function referred(schema: JsonObject): string | null {
  const direct = own(schema, '$ref');
  if (typeof direct === 'string') return direct.replace(reference, '');
  const all = own(schema, 'allOf');
  const first = Array.isArray(all) && all.length === 1 ? (all as readonly JsonValue[])[0] : undefined;
  const nested = isJsonObject(first) ? own(first, '$ref') : undefined;
  return typeof nested === 'string' ? nested.replace(reference, '') : null;
}

function readReferred(name: string, definitions: Definitions, depth: number): FieldSchema {
  if (name.endsWith('.api.resource.Quantity')) return { type: 'quantity' };
  if (name.endsWith('.util.intstr.IntOrString')) return { type: 'int-or-string' };
  const schema = definitions.find(name);
  if (schema === undefined || freeForm.test(name)) return any;
  return own(schema, 'properties') === undefined
    ? readField(name, schema, definitions, depth + 1)
    : { type: 'object', object: name };
}

function readPlain(path: string, schema: JsonObject, definitions: Definitions, depth: number): FieldSchema {
  if (isIntOrString(schema)) return { type: 'int-or-string' };
  const type = own(schema, 'type') ?? (own(schema, 'properties') === undefined ? 'any' : 'object');
  switch (type) {
    case 'array':
      return { type: 'list', items: readItems(path, schema, definitions, depth) };
    case 'object':
      return readMapping(path, schema, definitions, depth);
    case 'string':
    case 'integer':
    case 'number':
    case 'boolean':
      return { type, ...textAt(schema, 'format', 'format') };
    default:
      return any;
  }
}

function isIntOrString(schema: JsonObject): boolean {
  return own(schema, 'x-kubernetes-int-or-string') === true || own(schema, 'format') === 'int-or-string';
}

function readItems(path: string, schema: JsonObject, definitions: Definitions, depth: number): FieldSchema {
  const items = objectAt(schema, 'items');
  return items === undefined ? any : readField(`${path}.@idx`, items, definitions, depth + 1);
}

function readMapping(path: string, schema: JsonObject, definitions: Definitions, depth: number): FieldSchema {
  const values = own(schema, 'additionalProperties');
  const preserves = own(schema, 'x-kubernetes-preserve-unknown-fields') === true;
  const embedded = own(schema, 'x-kubernetes-embedded-resource') === true;
  if (own(schema, 'properties') !== undefined || embedded) {
    definitions.define(path, schema);
    return { type: 'object', object: path };
  }
  if (isJsonObject(values))
    return { type: 'map', items: readField(`${path}.@elem`, values, definitions, depth + 1) };
  if (values === true || preserves) return any;
  if (!definitions.structural) return { type: 'map', items: any };
  definitions.define(path, schema);
  return { type: 'object', object: path };
}

function annotations(schema: JsonObject): Partial<FieldSchema> {
  const value = own(schema, 'default');
  const allowed = own(schema, 'enum');
  const keys = texts(own(schema, 'x-kubernetes-list-map-keys'));
  return {
    ...(value === undefined ? {} : { default: value }),
    ...(Array.isArray(allowed) ? { enum: allowed as readonly JsonValue[] } : {}),
    ...(keys.length === 0 ? {} : { keys }),
    ...textAt(schema, 'x-kubernetes-list-type', 'listType'),
    ...textAt(schema, 'x-kubernetes-map-type', 'mapType'),
    ...textAt(schema, 'x-kubernetes-patch-merge-key', 'mergeKey'),
    ...textAt(schema, 'x-kubernetes-patch-strategy', 'patch'),
    ...(own(schema, 'nullable') === true ? { nullable: true as const } : {}),
  };
}

function textAt(schema: JsonObject, key: string, as: keyof FieldSchema): Partial<FieldSchema> {
  const value = own(schema, key);
  return typeof value === 'string' ? { [as]: value } : {};
}

function objectAt(schema: JsonObject, key: string): JsonObject | undefined {
  const value = own(schema, key);
  return isJsonObject(value) ? value : undefined;
}

function texts(value: JsonValue | undefined): readonly string[] {
  return Array.isArray(value)
    ? (value as readonly JsonValue[]).filter((item) => typeof item === 'string')
    : [];
}
