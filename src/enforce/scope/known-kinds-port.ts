import type { ResourceRule } from '../../core/policy.ts';

/** What is known of kinds: of `apps/v1/Deployment` as resources, and which resources belong to namespaces. */
export interface KnownKinds {
  /** Null where nobody here knows one of them, or it is a pattern. */
  rulesOf(kinds: readonly string[]): readonly ResourceRule[] | null;
  /** Every object; subresources only where they are named. */
  anything(): ResourceRule;
  /** Whether everything that a rule means is known to belong to a namespace, or is one. */
  isWithinNamespaces(rule: ResourceRule): boolean;
}
