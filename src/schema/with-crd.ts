import { isJsonObject, own, type JsonObject, type JsonValue } from '../core/json.ts';
import { WritError } from '../core/errors.ts';
import { nameOf, type Resource } from '../core/resource.ts';
import type { ObjectType } from './field-schema.ts';
import { layer } from './layer.ts';
import { addHead, readObject, type Definitions } from './read-open-api.ts';
import type { KindSchema, Schema } from './schema.ts';

/**
 * A schema with the kind of a CustomResourceDefinition (`apiextensions.k8s.io/v1`) on top, in each version it serves.
 * @throws {WritError} SCHEMA_INVALID where names or versions are missing.
 */
export function withCrd(schema: Schema, definition: Resource): Schema {
  const spec = objectAt(definition, 'spec');
  const names = objectAt(spec, 'names');
  const group = textAt(spec, 'group');
  const kind = textAt(names, 'kind');
  const versions = own(spec, 'versions');
  if (
    definition.apiVersion !== 'apiextensions.k8s.io/v1' ||
    group === '' ||
    kind === '' ||
    !Array.isArray(versions)
  )
    throw new WritError(
      'SCHEMA_INVALID',
      `\`${nameOf(definition)}\` is no CustomResourceDefinition of apiextensions.k8s.io/v1`,
      {
        hint: 'It needs `spec.group`, `spec.names.kind` and `spec.versions`.',
      },
    );
  const shared = {
    group,
    kind,
    resource: textAt(names, 'plural'),
    namespaced: textAt(spec, 'scope') !== 'Cluster',
  };
  const described = new Map<string, JsonObject>();
  const roots = new Set<string>();
  const kinds = (versions as readonly JsonValue[]).filter(isServed).map((version): KindSchema => {
    const name = textAt(version, 'name');
    const type = `${group}.${name}.${kind}`;
    described.set(type, schemaOf(version));
    roots.add(type);
    return { ...shared, version: name, type };
  });
  const definitions: Definitions = {
    find: () => undefined,
    define: (name, json) => described.set(name, json),
    structural: true,
  };
  return layer(schema, kinds, (name) => {
    const json = described.get(name);
    if (json === undefined) return undefined;
    const type = readObject(name, json, definitions);
    return roots.has(name) ? asRoot(type) : type;
  });
}

function isServed(version: JsonValue): version is JsonObject {
  return isJsonObject(version) && own(version, 'served') !== false;
}

/** A version without a schema keeps every field. */
function schemaOf(version: JsonObject): JsonObject {
  const schema = own(objectAt(version, 'schema'), 'openAPIV3Schema');
  return isJsonObject(schema) ? schema : { 'x-kubernetes-preserve-unknown-fields': true };
}

/** A root has its head, whatever the schema says of it, and its metadata is every object's. */
function asRoot(type: ObjectType): ObjectType {
  const fields = new Map(type.fields);
  addHead(fields);
  return { ...type, fields };
}

function objectAt(value: JsonObject, key: string): JsonObject {
  const found = own(value, key);
  return isJsonObject(found) ? found : {};
}

function textAt(value: JsonObject, key: string): string {
  const found = own(value, key);
  return typeof found === 'string' ? found : '';
}
