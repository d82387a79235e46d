import type { ObjectType } from './field-schema.ts';
import { indexKinds } from './open-bundle.ts';
import { apiVersionOf, type KindSchema, type Schema } from './schema.ts';

/** A schema with further kinds and types on top; of one name the upper one holds. */
export function layer(
  base: Schema,
  kinds: readonly KindSchema[],
  read: (name: string) => ObjectType | undefined,
): Schema {
  const above = indexKinds(kinds);
  const types = new Map<string, ObjectType | undefined>();
  return {
    minor: base.minor,
    kinds: [...base.kinds.filter((kind) => !above.has(`${apiVersionOf(kind)} ${kind.kind}`)), ...kinds],
    find: (apiVersion, kind) => above.get(`${apiVersion} ${kind}`) ?? base.find(apiVersion, kind),
    type(name) {
      if (!types.has(name)) types.set(name, read(name) ?? base.type(name));
      return types.get(name);
    },
  };
}
