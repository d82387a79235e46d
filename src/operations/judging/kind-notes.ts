import { groupVersionOf, type Resource } from '../../core/resource.ts';
import { isInstaller } from '../../manifests/installers.ts';
import { lifecycleNote } from '../../schema/lifecycle.ts';
import { apiVersionOf, kindNamed, kindsNamed, nearestKind, type Schema } from '../../schema/schema.ts';

/** What a person should know about the kind of a resource, at a minor version of Kubernetes. */
export function kindNotes(schema: Schema, { apiVersion, kind }: Resource, minor: number): readonly string[] {
  const gvk = { ...groupVersionOf(apiVersion), kind };
  const old = lifecycleNote(gvk, minor);
  if (old !== null) return [old];
  // What it installs is told of as a whole, at the end.
  if (isInstaller(gvk.group, kind) || kindNamed(schema, gvk) !== undefined) return [];
  const meant = meantKind(schema, gvk.group, kind);
  const hint = meant === null ? '' : ` (did you mean ${meant}?)`;
  return [`${apiVersion} ${kind} is a kind that the schema does not know${hint}: its fields are not judged`];
}

/** The kind that was probably meant; null in groups that the schema has nothing of, which may hold any kind. */
function meantKind(schema: Schema, group: string, kind: string): string | null {
  if (!schema.kinds.some((known) => known.group === group)) return null;
  const same = kindsNamed(schema, kind);
  const near = same.length > 0 ? kind : nearestKind(schema, kind);
  const [found] = near === null ? [] : kindsNamed(schema, near);
  return found === undefined ? null : `${apiVersionOf(found)} ${found.kind}`;
}
