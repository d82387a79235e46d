import type { JsonObject, JsonPointer, JsonValue } from '../core/json.ts';
import type { Resource } from '../core/resource.ts';

/**
 * Port: a live cluster as one user sees it.
 * Every method throws `WritError`: `CLUSTER_UNREACHABLE` (no answer, or not in time), `CLUSTER_CREDENTIALS` (missing,
 * refused or expired), `CLUSTER_FORBIDDEN` (says who may not do what where), `CLUSTER_CONFLICT` (the object changed since
 * it was read), `CLUSTER_REFUSED` (the API server would not have the object, with its words).
 */
export interface Cluster {
  readonly about: ClusterName;
  /** Such as `1.36.3`. */
  version(): Promise<string>;
  /** The kinds that are served, each once in its preferred version; groups that do not answer are named in `missing`. */
  kinds(): Promise<{ readonly kinds: readonly ServedKind[]; readonly missing: readonly string[] }>;
  /** Every object of a kind, page by page: nothing holds more than one page. */
  list(kind: ServedKind, scope: ListScope): AsyncIterable<ObjectPage>;
  /** What changes after a version, until the signal; begins anew with `stale` where the server forgot that version. */
  watch(kind: ServedKind, scope: ListScope, from: string, signal: AbortSignal): AsyncIterable<ObjectChange>;
  /** Null where there is none. */
  get(kind: ServedKind, name: string, namespace: string | null): Promise<JsonObject | null>;
  /**
   * Changes one object by JSON Patch, only if it is still the one that was read.
   * @returns the object as the server has it afterwards, or, of a dry run, as it would have it
   */
  patch(
    kind: ServedKind,
    target: PatchTarget,
    patch: readonly LivePatch[],
    dryRun: boolean,
  ): Promise<JsonObject>;
  /** The kinds of one version of a group; null where that version is not served. */
  kindsOf(group: string, version: string): Promise<readonly ServedKind[] | null>;
  /**
   * Makes an object that is not there yet; `CLUSTER_CONFLICT` where one of its name is.
   * @returns the object as the server has it afterwards, or, of a dry run, as it would have it
   */
  create(kind: ServedKind, object: Resource, dryRun: boolean): Promise<JsonObject>;
  /** Puts an object in the place of one, only if that is still the one that was read. */
  replace(kind: ServedKind, target: PatchTarget, object: Resource, dryRun: boolean): Promise<JsonObject>;
  /** Takes an object away, only if it is still the one that was read; what is gone already is no error. */
  remove(kind: ServedKind, target: PatchTarget, dryRun: boolean): Promise<void>;
  /** What the server says to an object that somebody would make, admission included; nothing is made. */
  offer(kind: ServedKind, object: Resource): Promise<Offered>;
  /** What the API server counts of itself, as Prometheus reads it. */
  metrics(): Promise<string>;
  /** Whether the user may do something (SelfSubjectAccessReview). */
  may(access: Access): Promise<{ readonly allowed: boolean; readonly reason: string }>;
  /** The user as the server knows it (SelfSubjectReview). */
  whoAmI(): Promise<{ readonly username: string; readonly groups: readonly string[] }>;
  /** Ends its connections; may be called again. */
  close(): void;
}

/** What a cluster is called to people and in the store; holds no secret. */
export interface ClusterName {
  /** The context of the kubeconfig, or `in-cluster`. */
  readonly context: string;
  /** The server's address, without credentials. */
  readonly server: string;
}

/** Which cluster is meant, and as whom. */
export interface ClusterSettings {
  /** Null for the current one of the kubeconfig (`KUBECONFIG`, else the user's own), or the cluster we run in. */
  readonly context: string | null;
  readonly as: string | null;
  readonly asGroups: readonly string[];
}

/** A kind as an API server serves it. */
export interface ServedKind {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  /** Its plural in paths, such as `deployments`. */
  readonly resource: string;
  readonly namespaced: boolean;
  readonly verbs: readonly string[];
}

/** Where to look; null is everywhere. */
export interface ListScope {
  readonly namespace: string | null;
}

/** Some objects of a list, each with its `apiVersion` and `kind`. */
export interface ObjectPage {
  readonly objects: readonly JsonObject[];
  /** Of the whole list; where to begin to watch. */
  readonly resourceVersion: string;
}

/** Something that changed; `stale` means: list anew. */
export type ObjectChange =
  | { readonly type: 'added' | 'modified' | 'deleted'; readonly object: JsonObject }
  | { readonly type: 'bookmark'; readonly resourceVersion: string }
  | { readonly type: 'stale' };

/** Which object, and in which state it was read. */
export interface PatchTarget {
  readonly name: string;
  readonly namespace: string | null;
  readonly uid: string;
  readonly resourceVersion: string;
}

/** What the server said to an object. */
export interface Offered {
  /** Such as 201, or 422 of what admission or validation refuses. */
  readonly status: number;
  /** Why it is refused; empty where it is not. */
  readonly message: string;
  /** The sentences of its `Warning` headers. */
  readonly warnings: readonly string[];
  /** The object as it would be made; null where it is refused. */
  readonly object: JsonObject | null;
}

/** An RFC 6902 operation. */
export type LivePatch =
  | { readonly op: 'add' | 'replace' | 'test'; readonly path: JsonPointer; readonly value: JsonValue }
  | { readonly op: 'remove'; readonly path: JsonPointer };

/** Something one may do or not. */
export interface Access {
  readonly verb: string;
  readonly group: string;
  readonly resource: string;
  readonly namespace: string | null;
  /** Null for any. */
  readonly name: string | null;
}
