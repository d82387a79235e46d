import type { LabelSelector } from '../core/policy.ts';

/**
 * Which objects an exception is for: every part that is given must match, any one of its values. At least one is given.
 * In `namespaces`, `names` and `files` a `*` is any run of characters and a `?` any one.
 */
export interface Selector {
  readonly kinds: readonly string[];
  /** An object without a namespace matches only `*`. */
  readonly namespaces: readonly string[];
  readonly names: readonly string[];
  /** Containers of any sort; findings that lie in no container are not lifted. */
  readonly containers: readonly string[];
  readonly labels: LabelSelector | null;
  /** Files as findings name them. */
  readonly files: readonly string[];
  /** Vulnerabilities of images, by any of their names; absent in what was stored before there was this part. */
  readonly vulnerabilities?: readonly string[];
}

/** A rule lifted for some objects, by somebody, for a time. */
export interface Exception {
  /** Ids of policies. */
  readonly rules: readonly string[];
  readonly selector: Selector;
  readonly reason: string;
  /** Who allowed it. */
  readonly approver: string;
  /** The last day on which it counts, as YYYY-MM-DD. */
  readonly until: string;
}

/** The selector that has no part. */
export const noSelector: Selector = {
  kinds: [],
  namespaces: [],
  names: [],
  containers: [],
  labels: null,
  files: [],
};
