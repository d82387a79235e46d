import type { KindNames } from '../../explain/scope/kind-words.ts';
import { kindOfResource, type Schema } from '../../schema/schema.ts';

/** What the kinds of a schema are called, by their resources; wildcards of group and version match any. */
export function kindNamesOf(schema: Schema): KindNames {
  return (group, version, resource) => {
    const exact = kindOfResource(schema, { group, version, resource });
    const any = schema.kinds.find(
      (kind) => kind.resource === resource && (group === '*' || kind.group === group),
    );
    return (exact ?? any)?.kind ?? null;
  };
}
