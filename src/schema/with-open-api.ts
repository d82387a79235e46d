import { isJsonObject, own, type JsonObject, type JsonValue } from '../core/json.ts';
import { WritError } from '../core/errors.ts';
import type { FieldSchema, ObjectType } from './field-schema.ts';
import { layer } from './layer.ts';
import { pluralOf } from './plural.ts';
import { readObject, type Definitions } from './read-open-api.ts';
import { kindNamed, type KindSchema, type Schema } from './schema.ts';

/**
 * A schema with a cluster's own OpenAPI v3 document on top: its kinds and types hold, the others stay.
 * Plural names and scopes are taken from its paths where it has them.
 * @throws {WritError} SCHEMA_INVALID where it is no such document.
 */
export function withOpenApi(schema: Schema, document: JsonValue): Schema {
  const components = isJsonObject(document) ? own(document, 'components') : undefined;
  const schemas = isJsonObject(components) ? own(components, 'schemas') : undefined;
  if (!isJsonObject(document) || !isJsonObject(schemas))
    throw new WritError('SCHEMA_INVALID', 'no OpenAPI v3 document: it has no `components.schemas`', {
      hint: 'Give what `kubectl get --raw /openapi/v3/apis/…` prints.',
    });
  const inline = new Map<string, JsonObject>();
  const builtIn: Definitions = {
    find: (name) => objectOf(own(schemas, name)),
    define: (name, described) => inline.set(name, described),
    structural: false,
  };
  // Kinds from CustomResourceDefinitions stand beside the others, and only their names tell them apart.
  const custom: Definitions = { ...builtIn, structural: true };
  const resources = readPaths(document);
  const kinds = Object.entries(schemas).flatMap(([name, described]) =>
    isJsonObject(described) ? kindsOf(name, described, resources, schema) : [],
  );
  return layer(schema, kinds, (name) => {
    const named = builtIn.find(name);
    const described =
      named !== undefined && isJsonObject(own(named, 'properties')) ? named : inline.get(name);
    if (described === undefined) return undefined;
    const definitions = name.startsWith('io.k8s.') ? builtIn : custom;
    return inherit(readObject(name, described, definitions), schema.type(name));
  });
}

function objectOf(value: JsonValue | undefined): JsonObject | undefined {
  return isJsonObject(value) ? value : undefined;
}

/** How Go writes a field is no part of OpenAPI: a field that is known keeps what is known of it. */
function inherit(type: ObjectType, known: ObjectType | undefined): ObjectType {
  if (known === undefined) return type;
  const fields = new Map<string, FieldSchema>();
  for (const [name, field] of type.fields) {
    const written = known.fields.get(name)?.written;
    fields.set(name, written === undefined ? field : { ...field, written });
  }
  return { ...type, fields };
}

interface ServedResource {
  readonly resource: string;
  readonly namespaced: boolean;
}

/** Resources by `group/version/Kind`, from the paths that list or create them. */
function readPaths(document: JsonObject): ReadonlyMap<string, ServedResource> {
  const found = new Map<string, ServedResource>();
  for (const [path, item] of Object.entries(objectOf(own(document, 'paths')) ?? {})) {
    const match = /^\/apis?\/(?:[^{}]*\/)?(namespaces\/\{namespace\}\/)?([^/{}]+)$/.exec(path);
    const post = objectOf(isJsonObject(item) ? own(item, 'post') : undefined);
    const gvk = post === undefined ? undefined : objectOf(own(post, 'x-kubernetes-group-version-kind'));
    if (match?.[2] !== undefined && gvk !== undefined)
      found.set(keyOf(gvk), { resource: match[2], namespaced: match[1] !== undefined });
  }
  return found;
}

function keyOf(gvk: JsonObject): string {
  return ['group', 'version', 'kind'].map((key) => textOf(own(gvk, key))).join('/');
}

function kindsOf(
  name: string,
  described: JsonObject,
  resources: ReadonlyMap<string, ServedResource>,
  base: Schema,
): readonly KindSchema[] {
  const entries = own(described, 'x-kubernetes-group-version-kind');
  if (!Array.isArray(entries) || name.includes('.apimachinery.')) return [];
  return (entries as readonly JsonValue[]).filter(isJsonObject).map((gvk) => {
    const names = {
      group: textOf(own(gvk, 'group')),
      version: textOf(own(gvk, 'version')),
      kind: textOf(own(gvk, 'kind')),
    };
    const served = resources.get(keyOf(gvk)) ?? kindNamed(base, names) ?? guess(names.kind);
    return { ...names, resource: served.resource, namespaced: served.namespaced, type: name };
  });
}

function guess(kind: string): ServedResource {
  return { resource: kind.endsWith('List') ? '' : pluralOf(kind), namespaced: true };
}

function textOf(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : '';
}
