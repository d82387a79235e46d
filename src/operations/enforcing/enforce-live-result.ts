import type { Verdict } from '../operation.ts';
import type { ClusterVersions } from './cluster-versions.ts';

/** An object of a cluster as people name it. */
export interface NamedObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace: string | null;
  readonly name: string;
}

/** What became, or is to become, of one object that enforces. */
export interface EnforcedOutcome {
  readonly resource: NamedObject;
  /** The name of the policy that it is, or belongs to. */
  readonly policy: string;
  readonly status: EnforcedStatus;
  /** What else is known of it. */
  readonly why: string | null;
  /** Whether there was nothing to see it at work with; absent where there was. */
  readonly untried?: boolean;
}

/** In plans what is to be done, after them what was done, and of a status what there is. */
export type EnforcedStatus =
  | 'to create'
  | 'to change'
  | 'to remove'
  | 'unchanged'
  | 'verified'
  | 'applied'
  | 'removed'
  | 'refused'
  | 'taken back'
  | 'not done'
  | 'pending'
  | 'drifted'
  | 'missing'
  | 'orphaned'
  | 'superseded';

/** A live object that breaks a policy. */
export interface BrokenLive {
  readonly resource: NamedObject;
  /** What makes it, such as `Deployment checkout`; itself where nothing does. */
  readonly owner: string;
  /** Who is said to look after it, or null. */
  readonly team: string | null;
  readonly policy: string;
  readonly message: string;
}

/** Which live objects policies would refuse, if they were written again as they are. */
export interface BlastRadius {
  /** How many were judged. */
  readonly judged: number;
  /** How many break a policy. */
  readonly broken: number;
  /** How many a policy would change. */
  readonly changed: number;
  /** How many break each policy, the most first. */
  readonly policies: readonly { readonly policy: string; readonly broken: number }[];
  /** By namespace and owner, in order; those of no namespace first. */
  readonly owners: readonly {
    readonly namespace: string | null;
    readonly owner: string;
    readonly team: string | null;
    readonly policies: readonly string[];
    readonly objects: number;
  }[];
  /** The first of them, one for each object and policy. */
  readonly objects: readonly BrokenLive[];
  /** What could not be judged, and why. */
  readonly unjudged: readonly { readonly what: string; readonly why: string; readonly objects: number }[];
}

/** What is known of a policy since its action is what it is. */
export interface PromotionEvidence {
  readonly policy: string;
  readonly from: Action;
  readonly to: Action;
  /** When it was applied, RFC 3339; null where nobody knows. */
  readonly since: string | null;
  readonly live: number;
  /** Open results in PolicyReports and Reports; null where there are none to read. */
  readonly reported: number | null;
  /** Entries of audit logs since then; null where none was given. */
  readonly logged: number | null;
}

/** What a violation does, from the mildest. */
export type Action = (typeof actions)[number];
export const actions = ['audit', 'warn', 'deny'] as const;

/** What `writ enforce` does in a cluster gives. */
export interface EnforceLiveResult {
  /** `cluster://context`. */
  readonly place: string;
  readonly versions: ClusterVersions | null;
  readonly does: 'apply' | 'status' | 'prune' | 'remove' | 'promote' | 'approve' | 'refuse';
  /** The plan that waits for approval, or was carried out; null where there is none. */
  readonly plan: string | null;
  readonly objects: readonly EnforcedOutcome[];
  readonly blastRadius: BlastRadius | null;
  readonly evidence: readonly PromotionEvidence[];
  readonly notes: readonly string[];
}

/**
 * What a result means: a plan that waits is in order; what was refused or nobody knows is undecided; what drifted, or was
 * applied and not seen at work, is something found.
 */
export function liveVerdict({ does, objects }: EnforceLiveResult): Verdict {
  const has = (...statuses: readonly EnforcedStatus[]): boolean =>
    objects.some(({ status }) => statuses.includes(status));
  if (does === 'status')
    return has('drifted', 'missing', 'orphaned', 'superseded', 'pending') ? 'found' : 'clean';
  if (has('refused', 'taken back', 'not done', 'pending')) return 'undecided';
  return objects.some(({ status, untried }) => status === 'applied' && untried !== true) ? 'found' : 'clean';
}
