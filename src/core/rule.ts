import type { JsonPointer, JsonValue } from './json.ts';
import type { Lookup, Named, Release, Request, ResourceRule } from './policy.ts';
import type { Severity } from './severity.ts';
import type { Resource } from './resource.ts';

/** How much a mechanical repair could break; `person` means that facts are missing. */
export type Risk = (typeof risks)[number];

/** From what is shown not to alter running behaviour to what only a person can do. */
export const risks = ['safe', 'low', 'medium', 'high', 'person'] as const;

/** Everything we know about one requirement. Plain data: no functions, no I/O. */
export interface Rule {
  /** Kebab-case, unique, never reused: the file name, and the name seen in clusters. */
  readonly id: string;
  /** The catalogue's code, such as `KP001`; null for a user's own rule. */
  readonly code: string | null;
  /** What is wrong when it is broken, as a noun phrase or short sentence. */
  readonly title: string;
  /** What goes wrong without it, in one or two sentences that a manager can read. */
  readonly why: string;
  readonly severity: Severity;
  readonly category: 'security' | 'operations' | 'compliance' | 'performance' | 'cost';
  readonly sources: readonly [Source, ...Source[]];
  /** The Pod Security level that demands it, or null. */
  readonly level: 'baseline' | 'restricted' | null;
  readonly subject: RuleSubject;
  readonly ask: Readonly<Record<string, Question>>;
  /** Variables of its own, after the answers and the subject's. */
  readonly variables: readonly Named[];
  readonly check: readonly [Check, ...Check[]];
  /** Found by index; read as `variables.<key>`. Such a rule cannot be rendered for admission. */
  readonly related: Readonly<Record<string, Lookup>>;
  /** Whether the fault shows only in what a person wrote: the API server rewrites it before it asks policies. */
  readonly asWritten?: boolean;
  /** Other objects that may release from it. Where they are unknown, and where it is rendered, it holds without them. */
  readonly unless?: Readonly<Record<string, Release>>;
  /**
   * `scan`: it is judged by what scanners wrote of images, and its expressions, which cannot ask them, let nothing pass.
   */
  readonly judgedBy?: 'scan';
  readonly remedy: Remedy;
  /** Ids of the rules that are only a consequence of this one's cause. */
  readonly covers: readonly string[];
  /** What the rule does not look at, as sentences for its page. */
  readonly limits: readonly string[];
  readonly prove: {
    readonly pass: readonly [Example, ...Example[]];
    readonly fail: readonly [Example, ...Example[]];
  };
}

/** Where a requirement comes from. */
export interface Source {
  readonly title: string;
  readonly section: string | null;
  readonly url: string;
}

/** Kinds that a rule treats alike, and the variables that make them so. */
export interface RuleSubject {
  readonly resources: readonly ResourceRule[];
  readonly variables: readonly Named[];
  /** Where edits are rooted, by kind: for a pod-bearing kind, its pod spec. */
  readonly roots: Readonly<Record<string, JsonPointer>>;
}

/** One condition of a rule; true means compliant. */
export interface Check {
  /** Stable within the rule. */
  readonly id: string;
  readonly expression: string;
  /** What is wrong. */
  readonly message: string;
}

/** One thing that only the organization knows. Its answer becomes `variables.<key>`. */
export type Question =
  | { readonly type: 'text'; readonly prompt: string; readonly default?: string }
  | { readonly type: 'flag'; readonly prompt: string; readonly default?: boolean }
  | { readonly type: 'number'; readonly prompt: string; readonly default?: number }
  | { readonly type: 'list'; readonly prompt: string; readonly default?: readonly string[] };

/** Answers to a rule's questions, by key. */
export type Answers = Readonly<Record<string, string | boolean | number | readonly string[]>>;

/** What to do about a violation, and how to do it mechanically where that is possible. */
export interface Remedy {
  /** One sentence in the imperative. */
  readonly advice: string;
  readonly risk: Risk;
  /** What the edits could break, as one sentence; null when safe. */
  readonly caution: string | null;
  readonly edits: readonly Edit[];
}

/**
 * A declarative change rooted at the subject's root.
 * `{containers}` stands for each container list, `*` for each index; only the finding's places are edited.
 */
export type Edit =
  | { readonly set: JsonPointer; readonly to: JsonValue | AnswerOf; readonly when?: 'absent' }
  | { readonly append: JsonPointer; readonly value: JsonValue | AnswerOf }
  | { readonly rename: JsonPointer; readonly to: string }
  | { readonly remove: JsonPointer };

/** The answer to one of the rule's questions, as an edit's value. */
export interface AnswerOf {
  readonly answer: string;
}

/** A resource whose verdict is known beforehand. */
export interface Example {
  readonly because: string;
  readonly resource: Resource;
  readonly answers?: Answers;
  /** The Kubernetes minor at which the verdict holds; unstated: the newest. */
  readonly minor?: number;
  /** Other objects in the same scope. */
  readonly beside?: readonly Resource[];
  /** Stated where it is not a CREATE. */
  readonly request?: Partial<Request>;
}
