import { hash } from 'node:crypto';
import { parseMembers } from '../../dialects/bundle-members.ts';
import { policyLabel } from '../../enforce/stamp.ts';
import { diffPatch } from '../../fix/diff-patch.ts';
import {
  at,
  isJsonObject,
  own,
  textAt,
  tokens,
  type JsonObject,
  type JsonPointer,
  type JsonValue,
} from '../../core/json.ts';
import { groupVersionOf, nameOf, namespaceOf, type Resource } from '../../core/resource.ts';
import type { EnforcedKey } from '../enforced-port.ts';

/** The name of the policy that an object is, or belongs to; null for an object that is not ours. */
export function policyOf(object: JsonObject): string | null {
  return textAt(object, pointerTo('labels', policyLabel));
}

/** Whether we wrote an object in a cluster, and nobody applied it from a file. */
export function isWrittenByUs(object: JsonObject): boolean {
  const fields = at(object, '/metadata/managedFields');
  return (Array.isArray(fields) ? (fields as readonly JsonValue[]) : []).some(
    (one) => at(one, '/manager') === 'writ',
  );
}

/** What is enforced by an object, as people name it: the rules that it says it is of, and its own name. */
export function namesOf(object: JsonObject): readonly string[] {
  const rule = textAt(object, pointerTo('annotations', 'writ.dev/rule'));
  const notes = at(object, '/metadata/annotations');
  const members = notes !== undefined && isJsonObject(notes) ? parseMembers(notes) : null;
  const policy = policyOf(object);
  return [
    ...new Set([
      ...(members === null ? (rule === null ? [] : [rule]) : members.map(({ id }) => id)),
      ...(policy === null ? [] : [policy]),
      nameOf(object),
    ]),
  ];
}

function pointerTo(where: 'labels' | 'annotations', key: string): JsonPointer {
  return `/metadata/${where}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

/** Which object of which cluster. */
export function keyOf(server: string, object: Resource): EnforcedKey {
  return {
    server,
    group: groupVersionOf(object.apiVersion).group,
    kind: object.kind,
    namespace: namespaceOf(object),
    name: nameOf(object),
  };
}

/** The same as a text. */
export function textOfKey({ server, group, kind, namespace, name }: EnforcedKey): string {
  return JSON.stringify([server, group, kind, namespace, name]);
}

/** `ValidatingAdmissionPolicy host-pid`, as people say it. */
export function sayKey({ kind, namespace, name }: Omit<EnforcedKey, 'server' | 'group'>): string {
  return `${kind} \`${namespace === null ? '' : `${namespace}/`}${name}\``;
}

/** The kind of the policy that an object is, or binds: one rule may be enforced by several, under one name. */
export function policyKindOf({ kind }: { readonly kind: string }): string {
  return kind.replace(/Binding$/, '');
}

/** Whether it changes objects, and so is no other way to refuse them. */
export function isMutating({ kind }: { readonly kind: string }): boolean {
  return kind.includes('Mutating');
}

/** Whether the object is what is bound, or only says where: bindings come after their policy, and go before it. */
export function isBinding({ kind }: { readonly kind: string }): boolean {
  return kind.endsWith('Binding');
}

/**
 * Digest of what an object enforces: its spec, and of labels and annotations those that we write. What others note on
 * it, or a server keeps of it, changes nothing.
 */
export function enforcedDigest(object: JsonObject, wanted: JsonObject): string {
  return hash('sha256', JSON.stringify(sorted(enforcedPart(object, wanted))));
}

/** The part of an object that says what is enforced. */
export function enforcedPart(object: JsonObject, wanted: JsonObject): JsonObject {
  const kept = (where: 'labels' | 'annotations'): JsonObject => {
    const [stated, ours] = [objectAt(object, where), objectAt(wanted, where)];
    return Object.fromEntries(Object.entries(stated).filter(([key]) => Object.hasOwn(ours, key)));
  };
  return {
    metadata: { labels: kept('labels'), annotations: kept('annotations') },
    spec: own(object, 'spec') ?? null,
  };
}

function objectAt(object: JsonObject, where: 'labels' | 'annotations'): JsonObject {
  const value = at(object, `/metadata/${where}`);
  return isJsonObject(value) ? value : {};
}

/** The object that is to be there, with what others noted on the one that is. */
export function withNotesOf(found: JsonObject, wanted: Resource): Resource {
  const merged = (where: 'labels' | 'annotations'): JsonObject => ({
    ...objectAt(found, where),
    ...objectAt(wanted, where),
  });
  const metadata = own(wanted, 'metadata') as JsonObject;
  const finalizers = at(found, '/metadata/finalizers');
  return {
    ...wanted,
    metadata: {
      ...metadata,
      labels: merged('labels'),
      annotations: merged('annotations'),
      ...(finalizers !== undefined && { finalizers }),
    },
  };
}

/** Keys in one order: a server promises none. */
function sorted(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return (value as readonly JsonValue[]).map(sorted);
  if (!isJsonObject(value)) return typeof value === 'bigint' ? `${value}n` : value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}

/** The fields in which two objects differ, without what is within lists. */
export function changedFields(from: JsonObject, to: JsonObject): readonly string[] {
  const fields = diffPatch(from, to).map(({ path }) => tokens(path));
  return [
    ...new Set(fields.map((parts) => parts.slice(0, parts[0] === 'metadata' ? 3 : 2).join('.'))),
  ].toSorted();
}
