/** Which objects an exception is for: every part that is given must match, any one of its values; never empty. */
export interface Selector {
  readonly kinds: readonly string[];
  /** `*` is any run of characters, also in names; objects without a namespace match only `*`. */
  readonly namespaces: readonly string[];
  readonly names: readonly string[];
  /** Containers of any kind; findings that lie in no container are not lifted. */
  readonly containers: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
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
