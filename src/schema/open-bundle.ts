import type { Bundle } from './bundle.ts';
import type { FieldSchema, ObjectType } from './field-schema.ts';
import { apiVersionOf, type KindSchema, type Schema } from './schema.ts';

/** A bundle as a schema. Each type's fields become a table when it is first asked for. */
export function openBundle(bundle: Bundle): Schema {
  const rows = new Map(bundle.types.map((row) => [row[0], row]));
  const types = new Map<string, ObjectType>();
  const atomic = new Set(bundle.atomic.map((index) => bundle.types[index]?.[0]));
  const kinds = bundle.kinds.map(([group, version, kind, type, resource, namespaced]): KindSchema => ({
    group,
    version,
    kind,
    resource,
    namespaced: namespaced === 1,
    type: bundle.types[type]?.[0] ?? '',
  }));
  const byName = indexKinds(kinds);

  return {
    minor: bundle.minor,
    kinds,
    find: (apiVersion, kind) => byName.get(`${apiVersion} ${kind}`),
    type(name) {
      const known = types.get(name);
      if (known !== undefined) return known;
      const row = rows.get(name);
      if (row === undefined) return undefined;
      const type = { ...typeOf(row, bundle.nodes), ...(atomic.has(name) ? { atomic: true as const } : {}) };
      types.set(name, type);
      return type;
    },
  };
}

/** Kinds by `apiVersion kind`. Of two with one name the last holds. */
export function indexKinds(kinds: readonly KindSchema[]): ReadonlyMap<string, KindSchema> {
  return new Map(kinds.map((kind) => [`${apiVersionOf(kind)} ${kind.kind}`, kind]));
}

function typeOf(
  [name, fields, nodes, required]: Bundle['types'][number],
  all: readonly FieldSchema[],
): ObjectType {
  const table = new Map<string, FieldSchema>();
  fields.split(' ').forEach((field, index) => {
    const node = all[nodes[index] ?? -1];
    if (node !== undefined) table.set(field, node);
  });
  return {
    name,
    fields: table,
    required: new Set(required === '' ? [] : required.split(' ')),
    open: false,
    structural: false,
    embedded: false,
  };
}
