import type { EnforcedObjects } from './enforced-port.ts';
import type { Result } from '../core/finding.ts';
import type { Risk } from '../core/rule.ts';
import type { Severity } from '../core/severity.ts';
import type { ChannelName, Notice, NoticeFinding } from './notify-port.ts';
import type { Exception } from '../exceptions/exception.ts';
import type { Plans, StoredPlan } from './plans-port.ts';

export type { Exception, Plans, StoredPlan };

/**
 * Port: what outlives a run. What a promise of it has resolved for is on disk: no killed process and no power failure
 * takes it back. Times are milliseconds since the epoch.
 */
export interface Store {
  readonly findings: FindingHistory;
  readonly exceptions: StoredExceptions;
  readonly approvals: Approvals;
  readonly plans: Plans;
  readonly undo: UndoRecords;
  readonly enforced: EnforcedObjects;
  readonly audit: AuditLog;
  readonly notices: Notices;
  /** Where it is, and which steps of its making it had taken when it was opened, and has now. */
  readonly about: { readonly place: string; readonly from: number; readonly to: number };
  /** Writes a copy that opens by itself; the store may be in use meanwhile. */
  backup(file: string): Promise<void>;
  /** May be called again. */
  close(): Promise<void>;
}

/** What runs found, and since when. A target is what was looked at again and again: a folder, a cluster. */
export interface FindingHistory {
  record(start: RunStart): Promise<Recording>;
  /** Newest first; of every target where it is null, and measured by anything where no measure is named. */
  runs(target: string | null, limit: number, measure?: string): Promise<readonly Run[]>;
  /** Findings that are open, worst first. */
  open(target: string, query: OpenQuery): Promise<readonly StoredFinding[]>;
  /** Every open finding by its name and rule alone, in no order. */
  openPrints(target: string): Promise<readonly Print[]>;
  countOpen(target: string, by: Grouping): Promise<readonly Count[]>;
  /** Days of UTC on which something was opened or fixed, oldest first. */
  perDay(target: string, since: number): Promise<readonly Day[]>;
  /** What a run opened and fixed; null where there is no such run. */
  difference(run: number, limit: number): Promise<Difference | null>;
  /** Every rule that a run of the target judged by, in order of id. */
  byRule(target: string): Promise<readonly RuleHistory[]>;
  /** The objects with the most open findings, weighed by severity, worst first. */
  worst(target: string, limit: number): Promise<readonly Burden[]>;
  /** One finding in every target that has it. */
  find(fingerprint: string): Promise<readonly StoredFinding[]>;
  /** What became of all that was ever found; null of a target of which nothing was recorded. */
  repairs(target: string): Promise<RepairCounts | null>;
}

/** What a run is about, known when it begins. */
export interface RunStart {
  readonly target: string;
  readonly at: number;
  readonly by: string;
  /** Writ's own. */
  readonly version: string;
  readonly policies: readonly JudgedPolicy[];
}

/** A policy that a run judges by. */
export interface JudgedPolicy {
  readonly id: string;
  readonly code: string | null;
  readonly category: string;
}

/** A run being recorded: nothing of it is stored before `finish` resolves, and all of it then. */
export interface Recording {
  /** One object that was judged; only its findings can count as fixed. Returns a number for `finding`. */
  resource(resource: JudgedResource): number;
  /**
   * One finding of an object. Of `error` and `skip` only this is kept: nothing was learned of the policy there, so that
   * what was open before stays open. `pass` says nothing.
   */
  finding(resource: number, finding: FindingRow): void;
  /** Stores the run; `evidence` goes into its entry in the audit log. */
  finish(end: RunEnd, evidence?: AuditDetail): Promise<Run>;
  /** Forgets what was given; after the end it does nothing. */
  abandon(): Promise<void>;
}

/** An object that a run judged. */
export interface JudgedResource {
  readonly group: string;
  readonly kind: string;
  readonly namespace: string | null;
  readonly name: string;
  /** Who looks after it, or null where it does not say. */
  readonly owner: string | null;
}

/** A finding as it is stored. */
export interface FindingRow {
  /** 32 hex digits. */
  readonly fingerprint: string;
  readonly policy: string;
  readonly result: Result;
  readonly severity: Severity;
  readonly message: string;
  readonly path: string;
  readonly file: string;
  readonly line: number;
  readonly risk: Risk | null;
  /** The reason why it is excepted, or null. */
  readonly exception: string | null;
}

/** How a run ended. */
export interface RunEnd {
  /** Whether everything of the target was looked at: then what was not seen is gone, and its findings are fixed. */
  readonly whole: boolean;
  /** Figures that are shown over time, by name. */
  readonly summary: Readonly<Record<string, number>>;
  /** By what its scores are measured: runs of another measure are not compared with it. Absent where it has none. */
  readonly measure?: string | undefined;
}

/** A run that is stored. */
export interface Run extends RunEnd {
  readonly id: number;
  readonly target: string;
  readonly at: number;
  readonly by: string;
  readonly version: string;
  readonly open: number;
  readonly opened: number;
  /** Fixed before, and there again. */
  readonly reopened: number;
  readonly fixed: number;
}

/** Which open findings; null does not narrow. */
export interface OpenQuery {
  readonly policy: string | null;
  readonly severity: Severity | null;
  readonly category: string | null;
  readonly namespace: string | null;
  readonly owner: string | null;
  readonly limit: number;
  readonly offset: number;
}

/** A finding with its history. */
export interface StoredFinding extends FindingRow {
  readonly target: string;
  readonly category: string;
  readonly resource: JudgedResource;
  readonly firstSeen: number;
  readonly lastSeen: number;
  /** When it was last opened: first seen, or seen again after it was fixed. */
  readonly openedAt: number;
  readonly fixedAt: number | null;
  /** How often it came back. */
  readonly reopened: number;
}

/** A finding by its name. */
export interface Print {
  readonly fingerprint: string;
  readonly policy: string;
}

/** By what open findings are counted. */
export type Grouping = 'rule' | 'category' | 'severity' | 'namespace' | 'owner';

/** Open findings of one group; `key` is null for objects without a namespace or an owner. */
export interface Count {
  readonly key: string | null;
  readonly open: number;
  /** How many of them an exception lifts. */
  readonly excepted: number;
}

/** What happened on one day. */
export interface Day {
  /** YYYY-MM-DD. */
  readonly day: string;
  readonly opened: number;
  readonly reopened: number;
  readonly fixed: number;
}

/** What a run changed; the lists are cut at the limit, the figures of the run are not. */
export interface Difference {
  readonly run: Run;
  readonly opened: readonly StoredFinding[];
  readonly fixed: readonly StoredFinding[];
}

/** How a rule did over time; one with neither `opened` nor `open` never fired. */
export interface RuleHistory {
  readonly policy: string;
  readonly category: string;
  readonly open: number;
  readonly excepted: number;
  readonly opened: number;
  readonly reopened: number;
  readonly fixed: number;
  /** Milliseconds; null where nothing was fixed. */
  readonly medianToFix: number | null;
}

/** Findings of a target over time. */
export interface RepairCounts {
  readonly found: number;
  /** Of the found, those that could be repaired mechanically. */
  readonly fixable: number;
  /** Those that a repair of ours ended, which was not taken back, and that did not come back since. */
  readonly byWrit: number;
}

/** What an object carries. */
export interface Burden {
  readonly resource: JudgedResource;
  readonly open: number;
  /** Open findings by severity, each twice as heavy as the next milder. */
  readonly weight: number;
}

/** Exceptions that were made here, not in a file. */
export interface StoredExceptions {
  create(exception: Exception, made: Made): Promise<StoredException>;
  /** Newest first. */
  list(): Promise<readonly StoredException[]>;
  /** Ends one before its day; false where there is none, or none that still stands. */
  end(id: string, made: Made): Promise<boolean>;
}

/** Who did something, and when. */
export interface Made {
  readonly at: number;
  readonly by: string;
}

/** An exception in the store. */
export interface StoredException extends Exception {
  readonly id: string;
  readonly created: Made;
  readonly ended: Made | null;
}

/** Who allowed or refused what. */
export interface Approvals {
  /** `evidence` is of what was decided about, such as the digest of a plan: it goes into the audit log. */
  add(approval: Omit<Approval, 'id'>, evidence?: AuditDetail): Promise<Approval>;
  /** Newest first. */
  of(subject: string): Promise<readonly Approval[]>;
}

/** A decision about a plan. */
export interface Approval extends Made {
  readonly id: string;
  /** What it is about: a plan's id. */
  readonly subject: string;
  readonly decision: 'approved' | 'refused';
  readonly reason: string;
}

/** How to take changes back. */
export interface UndoRecords {
  /**
   * Keeps how to take back what is about to be done.
   * @throws {WritError} `SECRET_REFUSED` where a change holds a secret: it would be stored as it is
   */
  add(record: NewUndoRecord, evidence?: AuditDetail): Promise<UndoRecord>;
  /** Says that it came to its end; until then nobody knows how much was done. An outcome goes into the audit log. */
  finish(id: string, made: Made, outcome?: AuditDetail | null): Promise<void>;
  get(id: string): Promise<UndoRecord | null>;
  /** Newest first. */
  list(limit: number): Promise<readonly UndoRecord[]>;
  /** Marks one as taken back; false where there is none, or it was before: of two who try, one succeeds. */
  take(id: string, made: Made, evidence?: AuditDetail): Promise<boolean>;
}

/** What is about to be done. */
export interface NewUndoRecord extends Omit<UndoRecord, 'undone' | 'finished' | 'id'> {
  /** Fingerprints of the findings that it ends. */
  readonly ends?: readonly string[];
}

/** Changes that were written, and their inverse. */
export interface UndoRecord extends Made {
  readonly id: string;
  readonly summary: string;
  /** JSON, as whoever applies it understands it. */
  readonly changes: string;
  /** Null where whoever did it never came to an end. */
  readonly finished: Made | null;
  readonly undone: Made | null;
}

/** What was done, in order; each entry holds the digest of the one before it. */
export interface AuditLog {
  append(event: AuditEvent): Promise<AuditEntry>;
  /** Newest first. */
  list(limit: number): Promise<readonly AuditEntry[]>;
  /** Looks at every entry; an `anchor` that somebody kept shows whether the end was cut off. */
  verify(anchor: AuditAnchor | null): Promise<AuditVerdict>;
}

/** What is further known of something that was done, such as the digests of what it was decided by. */
export type AuditDetail = Readonly<Record<string, string | number | boolean | null>>;

/** Something that was done. */
export interface AuditEvent extends Made {
  /** Noun and verb: `exception.create`. */
  readonly action: string;
  readonly subject: string;
  readonly detail: AuditDetail;
}

/** An entry's place and digest. */
export interface AuditAnchor {
  /** 1-based. */
  readonly sequence: number;
  /** SHA-256 in hex. */
  readonly digest: string;
}

/** An event in the log. */
export interface AuditEntry extends AuditEvent, AuditAnchor {}

/** Whether a log is what was written. */
export interface AuditVerdict {
  readonly entries: number;
  /** The newest entry, worth keeping elsewhere; null for an empty log. */
  readonly last: AuditAnchor | null;
  /** The first entry that is not what was written, and why; null where all are. */
  readonly broken: { readonly sequence: number; readonly why: string } | null;
}

/** Messages on their way, which survive whatever ends the process. */
export interface Notices {
  /** Makes one message of what nobody was told of on a channel; null where there is nothing new. */
  add(news: News): Promise<Notice | null>;
  /** Takes the oldest message that is due, so that nobody else sends it before `until`; null where none is. */
  claim(channels: readonly ChannelName[], at: number, until: number): Promise<Claimed | null>;
  /** It was acknowledged: it is never sent again. */
  sent(id: string, made: Made): Promise<void>;
  /** It was not: it is due again at a time, or given up, and then its findings count as untold. */
  failed(id: string, why: string, due: number | null, made: Made): Promise<void>;
  /** What has not arrived, what waits first: each with how often it was tried, and why it failed. */
  undelivered(limit: number): Promise<readonly Undelivered[]>;
  /** How many messages wait, by channel. */
  waiting(): Promise<readonly { readonly channel: string; readonly count: number; readonly due: number }[]>;
}

/** A message that has not arrived. */
export interface Undelivered {
  readonly id: string;
  readonly channel: string;
  readonly target: string;
  readonly at: number;
  /** How many findings it is about. */
  readonly total: number;
  readonly tries: number;
  /** When it is tried again; null where it was given up. */
  readonly due: number | null;
  /** Why it did not arrive at the last try; null before the first. */
  readonly why: string | null;
}

/** What a run found that a channel wants to know. */
export interface News {
  readonly channel: ChannelName;
  readonly target: string;
  readonly organization: string | null;
  readonly at: number;
  readonly by: string;
  /** Whether everything of the target was looked at: what is no longer found is then told again when it comes back. */
  readonly whole: boolean;
  /** The gravest first. */
  readonly findings: readonly NoticeFinding[];
}

/** A message that somebody undertook to send. */
export interface Claimed {
  readonly channel: ChannelName;
  readonly notice: Notice;
  /** How often it was tried before. */
  readonly tries: number;
}
