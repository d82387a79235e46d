import type { FindingResource } from '../core/finding.ts';
import type { Rule } from '../core/rule.ts';
import type { Severity } from '../core/severity.ts';
import type { Counts } from './counts.ts';

/** What a report is made of: one run of rules over resources, as plain data. */
export interface JudgedRun {
  /** When it was judged, RFC 3339. */
  readonly generated: string;
  readonly scope: ReportScope;
  /** What the scores are measured by, in words: `profile default`. */
  readonly yardstick: string;
  readonly rules: readonly JudgedRule[];
  readonly resources: readonly JudgedResource[];
  readonly findings: readonly JudgedFinding[];
  /** Resources that are not looked at: judged at their owner, idle, or excluded by the configuration. */
  readonly leftOut: number;
  /** Findings of the input itself: unknown fields, wrong types, exceptions that do not count. */
  readonly inputFaults: number;
  /** Documents and files that could not be judged. */
  readonly unjudged: number;
}

/** What was looked at. */
export interface ReportScope {
  /** Whose it is, as the configuration names it, or null. */
  readonly organization: string | null;
  /** The cluster's name, or null where manifests were judged. */
  readonly cluster: string | null;
  /** Where the manifests came from. */
  readonly paths: readonly string[];
  /** Only these were looked at; empty: all. */
  readonly namespaces: readonly string[];
}

/** What a report says of a rule. */
export type AboutRule = Pick<Rule, 'id' | 'code' | 'title' | 'severity' | 'category' | 'judgedBy'> & {
  readonly advice: string;
};

/** One rule, and how it went. */
export interface JudgedRule {
  readonly about: AboutRule;
  /** Whether it belongs to the yardstick; else it is judged only as evidence for a framework. */
  readonly scored: boolean;
  /** As how severe it weighs in the scores. */
  readonly weighs: Severity;
  readonly counts: Counts;
  /** Indexes of the resources that break it, in order. */
  readonly broken: readonly number[];
  /** The first question that nobody has answered, or null. */
  readonly question: string | null;
}

/** One resource, and how the rules of the yardstick went. */
export interface JudgedResource {
  readonly named: FindingResource;
  readonly file: string;
  /** Who is said to look after it, or null. */
  readonly owner: string | null;
  readonly counts: Counts;
  /** The severity weights of what passed and of everything that concerned it. */
  readonly weight: { readonly passed: number; readonly total: number };
}

/** One broken validation at one place, of a rule of the yardstick. */
export interface JudgedFinding {
  readonly fingerprint: string;
  readonly rule: string;
  readonly severity: Severity;
  readonly category: string;
  readonly result: 'fail' | 'warn';
  readonly excepted: boolean;
  /** Whether it can be repaired mechanically, at whatever risk. */
  readonly fixable: boolean;
}
