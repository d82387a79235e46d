import { tokens, type JsonPointer } from '../core/json.ts';
import type { GroupVersionKind, GroupVersionResource } from '../core/policy.ts';
import { itemsOf, type FieldSchema, type ObjectType } from './field-schema.ts';
import { nearest } from '../core/nearest.ts';

/** A kind that the schema knows. */
export interface KindSchema extends GroupVersionKind {
  /** The plural resource name; empty for lists and for kinds that nobody stores. */
  readonly resource: string;
  readonly namespaced: boolean;
  /** The name of its `ObjectType`. */
  readonly type: string;
}

/** What the API server of one Kubernetes version takes: kinds, and types by name. Immutable; read on demand. */
export interface Schema {
  /** The minor version that fields are judged by: 36. */
  readonly minor: number;
  readonly kinds: readonly KindSchema[];
  /** By `apiVersion` and kind, as they stand in a resource. */
  find(apiVersion: string, kind: string): KindSchema | undefined;
  type(name: string): ObjectType | undefined;
}

/** A field and where it was found. */
export interface FoundField {
  readonly field: FieldSchema;
  /** The type that declares it, or null for elements of lists and maps. */
  readonly owner: ObjectType | null;
  readonly name: string;
  readonly required: boolean;
}

/** `group/version`, or the version alone for the core group. */
export function apiVersionOf({
  group,
  version,
}: {
  readonly group: string;
  readonly version: string;
}): string {
  return group === '' ? version : `${group}/${version}`;
}

/** The kind of that group, version and name. */
export function kindNamed(schema: Schema, gvk: GroupVersionKind): KindSchema | undefined {
  return schema.find(apiVersionOf(gvk), gvk.kind);
}

/** The kind behind a resource's plural name. */
export function kindOfResource(schema: Schema, gvr: GroupVersionResource): KindSchema | undefined {
  return schema.kinds.find(
    ({ group, version, resource }) =>
      group === gvr.group && version === gvr.version && resource === gvr.resource,
  );
}

/** The kinds of that name in any group and version, stored ones first. */
export function kindsNamed(schema: Schema, kind: string): readonly KindSchema[] {
  return schema.kinds
    .filter((known) => known.kind === kind)
    .toSorted((a, b) => Number(a.resource === '') - Number(b.resource === ''));
}

/** The kind that was probably meant, among those that can be stored; null where none is near. */
export function nearestKind(schema: Schema, kind: string): string | null {
  return nearest(
    kind,
    schema.kinds.filter(({ resource }) => resource !== '').map((known) => known.kind),
  );
}

/** The field that a pointer leads to within a kind; list indexes and map keys are any token. */
export function fieldAt(schema: Schema, kind: KindSchema, pointer: JsonPointer): FoundField | undefined {
  let found: FoundField = {
    field: { type: 'object', object: kind.type },
    owner: null,
    name: '',
    required: true,
  };
  for (const token of tokens(pointer)) {
    const next = step(schema, found.field, token);
    if (next === undefined) return undefined;
    found = next;
  }
  return found;
}

function step(schema: Schema, from: FieldSchema, token: string): FoundField | undefined {
  if (from.type === 'list' || from.type === 'map')
    return { field: itemsOf(from), owner: null, name: token, required: false };
  if (from.type === 'any') return { field: from, owner: null, name: token, required: false };
  const owner = from.object === undefined ? undefined : schema.type(from.object);
  const field = owner?.fields.get(token);
  if (owner === undefined) return undefined;
  if (field === undefined)
    return owner.open ? { field: { type: 'any' }, owner, name: token, required: false } : undefined;
  return { field, owner, name: token, required: owner.required.has(token) };
}
