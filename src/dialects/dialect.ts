import type { PolicySet } from '../core/policy.ts';
import type { Resource } from '../core/resource.ts';

/** A language in which policies are kept in a cluster. Adding one is adding one folder. */
export interface PolicyDialect {
  readonly name: string;
  /** Reads what it knows among the objects; what it does not take is refused by name. */
  parse(objects: readonly Resource[], version: `1.${number}`): PolicySet;
  /**
   * Objects to apply, in order; equal sets give equal objects.
   * @throws {WritError} `TARGET_UNSUPPORTED` for what the language cannot say; nothing is approximated.
   */
  render(set: PolicySet, version: `1.${number}`): readonly Resource[];
}
