import type { AuditDetail, Made } from './store-port.ts';

/** Changes that wait for somebody to approve them. */
export interface Plans {
  /**
   * Keeps a plan; the same one once.
   * @throws {WritError} `SECRET_REFUSED` where a change holds a secret
   */
  keep(plan: Omit<StoredPlan, 'taken'>, evidence?: AuditDetail): Promise<StoredPlan>;
  get(id: string): Promise<StoredPlan | null>;
  /** Newest first, those that nobody took; of one verb where it is named. */
  open(limit: number, verb?: PlanVerb): Promise<readonly StoredPlan[]>;
  /** Marks one as carried out or refused; false where there is none, or it was before: of two who try, one succeeds. */
  take(id: string, made: Made): Promise<boolean>;
}

/** A plan, by an id that follows from what it would do to what. */
export interface StoredPlan extends Made {
  readonly id: string;
  /** What carries it out; `fix` where it is not stated. */
  readonly verb?: PlanVerb;
  readonly summary: string;
  /** JSON, as whoever carries it out understands it. */
  readonly changes: string;
  readonly taken: Made | null;
}

/** The command that makes plans of a kind and carries them out. */
export type PlanVerb = 'fix' | 'enforce';
