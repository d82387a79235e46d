import type { JsonPointer } from '../core/json.ts';
import type { Facts } from '../core/policy.ts';
import type { Resource } from '../core/resource.ts';
import type { Rule } from '../core/rule.ts';
import type { Kinds } from '../check/request-of.ts';
import type { Schema } from '../schema/schema.ts';
import type { Environment } from '../cel/environment/environment.ts';

/** What the laws need to know of the world. */
export interface Bench {
  /** The Kubernetes minor that rules are bound for: 36 for 1.36. */
  readonly minor: number;
  readonly environment: Environment;
  readonly kinds: Kinds;
  readonly schema: Schema;
  readonly facts: Facts;
  /** An object as the API server would store it. */
  readonly applyDefaults: (resource: Resource) => Resource;
}

/** A way in which a rule breaks a law. */
export interface Breach {
  /** 1 to 5, as the documentation numbers them. */
  readonly law: 1 | 2 | 3 | 4 | 5;
  /** What is wrong, naming the example or the expression. */
  readonly message: string;
  /** Which part of the rule. */
  readonly at: JsonPointer;
  /** Offset in the expression at that part; null where it is none, or the whole of it. */
  readonly start: number | null;
}

/** One law: what a rule does against it, empty when it holds. */
export type Law = (rule: Rule, bench: Bench) => readonly Breach[];
