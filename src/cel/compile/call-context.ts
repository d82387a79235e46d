import type { Json } from '../value/to-json.ts';

/** What something outside of an expression says, or that it cannot be asked. */
export type Answer =
  | { readonly known: true; readonly value: Json }
  | { readonly known: false; readonly why: string };

/**
 * Port: answers what only something outside knows, by the name of a library's function:
 *
 * | name | arguments | null says |
 * |---|---|---|
 * | `resource.Get` | apiVersion, resource, namespace (empty: none), name | there is no such object |
 * | `resource.List` | apiVersion, resource, namespace, labels or null; gives an object with `items` | there is no such resource |
 * | `resource.Post` | apiVersion, resource, namespace, object; gives what was created | |
 * | `resource.ToGVR` | apiVersion, kind; gives `{group, version, resource}` | there is no such kind |
 * | `http.Get` | URL, headers, CA bundle or null; gives the body | |
 * | `http.Post` | URL, body, headers, CA bundle or null; gives the body | |
 * | `globalContext.Get` | name, projection (empty: the whole) | there is no such entry |
 * | `image.GetMetadata` | reference | there is no such image |
 * | `yaml.parse` | text | |
 * | `verifyImageSignatures`, `verifyAttestationSignatures`, `getImageData`, `extractPayload` | as written | |
 */
export type External = (library: string, args: readonly Json[]) => Answer;

/** What a function that asks for its call's context is given after its arguments. */
export interface CallContext {
  /** Port: the current instant in nanoseconds since the epoch; null where there is no clock. */
  readonly clock: (() => bigint) | null;
  /** Port: whatever the environment's authorizer library asks; null where nothing can be asked. */
  readonly authorizer: unknown;
  /** Null where nothing outside can be asked. */
  readonly external: External | null;
  /** Port: numbers from 0 up to 1, of which the same seed gives the same; null where nothing is left to chance. */
  readonly chance: (() => number) | null;
  /** The namespace that a namespaced policy is confined to; null for one of the whole cluster. */
  readonly namespace: string | null;
}
