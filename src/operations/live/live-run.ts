import type { Placed } from '../../check/findings.ts';
import type { Unjudged } from '../../core/finding.ts';
import type { Lookup, Policy } from '../../core/policy.ts';
import type { Judged } from '../judging/judge-resource.ts';
import type { LedgerOptions } from './live-ledger.ts';
import type { Resource } from '../../core/resource.ts';

/** A run as what reads a cluster sees it. */
export interface LiveRun {
  /** What is judged by, and what that looks up: which kinds are to be read follows from it. */
  readonly by: {
    readonly policies: readonly Policy[];
    readonly lookups: readonly Lookup[];
    /** Whether namespaces have a say besides. */
    readonly namespaces?: boolean;
  };
  /** Judges an object, unless there is a reason not to; what owns it came before. */
  judge(place: string, resource: Resource, reason: string | null): void;
  /** Takes an object that is only there for rules that look others up. */
  lookUp(resource: Resource): void;
  /** Something that was to be judged, and is not. */
  unjudged(unjudged: Unjudged): void;
  note(text: string): void;
  /** Reports what somebody else judged. */
  report(judged: Judged, placed: Placed): void;
  /** Reports what had to wait until all was read. */
  reportWaiting(): Promise<void>;
  /** For who watches what was read. */
  readonly ledger: () => LedgerOptions;
}
