import { CelError, Message, mostWritten, treeSize, typeOf, type Value } from '../cel/index.ts';
import { own, type JsonObject } from '../core/json.ts';
import type { KindSchema, Schema } from '../schema/schema.ts';
import type { At } from './atom.ts';
import { atomicPaths } from './atomic-paths.ts';
import { describeMismatches, mismatches, mostShown } from './conform.ts';
import type { NativeMap } from './go-value.ts';
import { merge } from './merge.ts';
import { nativeOf } from './native.ts';
import { typeNameProblems } from './type-names.ts';

/** How a configuration is merged. */
export interface Merging {
  /** The kinds that the server knows, custom resources included. */
  readonly schema: Schema;
  /** What becomes of atomic lists, maps and structs in it: an API server refuses them, Kyverno's `useServerSideApply` replaces them. */
  readonly atomics: 'refused' | 'replaced';
}

/**
 * The object with an evaluated `Object{…}` merged into it (`ApplyConfiguration` of KEP-3962): elements of lists are found
 * by their keys, nothing is removed, and what is not changed is not copied. An error in the API server's words where the
 * value is none, does not follow the schema, or would replace something atomic.
 */
export function applyConfiguration(
  object: JsonObject,
  value: Value,
  { schema, atomics }: Merging,
): JsonObject | CelError {
  if (value instanceof CelError) return value;
  if (!(value instanceof Message) || value.type.name !== 'Object')
    return new CelError(`unsupported return type from ApplyConfiguration expression: ${typeOf(value).name}`);
  if (treeSize(value, mostWritten) > mostWritten) return applying('value is too large');
  const named = typeNameProblems(value, 'Object');
  if (named.length > 0) return new CelError(`type mismatch: ${named.join('\n')}`);
  const native = nativeOf(value);
  if (native instanceof CelError) return new CelError('invalid return type: *dynamic.ObjectVal');
  const kind = kindOf(object, schema);
  if (typeof kind === 'string') return applying(kind);
  const at: At = { schema, field: { type: 'object', object: kind.type }, open: false };
  return mergeInto(object, { ...native, ...headOf(object) }, at, atomics);
}

function mergeInto(
  object: JsonObject,
  applied: NativeMap,
  at: At,
  atomics: Merging['atomics'],
): JsonObject | CelError {
  const wrong = mismatches(applied, at, 'refused');
  if (wrong.length > 0)
    return applying(`failed to convert patch object to typed object: ${describeMismatches(wrong)}`);
  const atomic = atomics === 'refused' ? atomicPaths(applied, at) : [];
  if (atomic.length > 0)
    return applying(
      `invalid ApplyConfiguration: may not mutate atomic arrays, maps or structs: ${atomic.slice(0, mostShown).join(', ')}`,
    );
  const odd = mismatches(object, at, 'allowed');
  if (odd.length > 0)
    return applying(`failed to convert original object to typed object: ${describeMismatches(odd)}`);
  // INVARIANT: what conforms is JSON, for every shape of the schema is one of JSON's.
  return merge(object, applied, at) as JsonObject;
}

function applying(problem: string): CelError {
  return new CelError(`error applying patch: ${problem}`);
}

function headOf(object: JsonObject): NativeMap {
  return { apiVersion: own(object, 'apiVersion') ?? '', kind: own(object, 'kind') ?? '' };
}

/** The object's kind, or why nothing is known of it. */
function kindOf(object: JsonObject, schema: Schema): KindSchema | string {
  const apiVersion = textOf(own(object, 'apiVersion'));
  const kind = textOf(own(object, 'kind'));
  const found = schema.find(apiVersion, kind);
  if (found !== undefined) return found;
  const [group, version] = apiVersion.includes('/') ? apiVersion.split('/', 2) : ['', apiVersion];
  return schema.kinds.some((known) => known.group === group && known.version === version)
    ? `failed to convert patch object to typed object: no corresponding type for ${group}/${version}, Kind=${kind}`
    : 'type converter must not be nil';
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
