import type { Kinds, ServedKind } from '../../check/request-of.ts';
import type { GroupVersionKind } from '../../core/policy.ts';
import { apiLifecycle } from '../../schema/lifecycle.ts';
import { kindNamed, type Schema } from '../../schema/schema.ts';

/** Kinds as a schema knows them; a version that is no longer served counts as the one that took its place. */
export function kindsOf(schema: Schema): Kinds {
  const find = (kind: GroupVersionKind): ServedKind | undefined => {
    const known = kindNamed(schema, kind);
    return known === undefined || known.resource === ''
      ? undefined
      : { kind, resource: known.resource, namespaced: known.namespaced };
  };
  return {
    served(kind) {
      const known = find(kind);
      if (known !== undefined) return known;
      const replacement = apiLifecycle(kind)?.replacement;
      return replacement === null || replacement === undefined ? undefined : find(replacement);
    },
  };
}
