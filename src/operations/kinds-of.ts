import type { Kinds } from '../check/request-of.ts';
import { kindNamed, type Schema } from '../schema/schema.ts';

/** Kinds as a schema knows them. */
export function kindsOf(schema: Schema): Kinds {
  return {
    resourceOf(kind) {
      const known = kindNamed(schema, kind);
      return known === undefined || known.resource === ''
        ? undefined
        : { resource: known.resource, namespaced: known.namespaced };
    },
  };
}
