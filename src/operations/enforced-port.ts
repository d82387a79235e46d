import type { Made } from './store-port.ts';

/** Which policies are in which cluster: stored before the cluster is asked for anything, and again when it answered. */
export interface EnforcedObjects {
  /** All of one API server, by kind, namespace and name. */
  of(server: string): Promise<readonly EnforcedObject[]>;
  /**
   * Says what is about to be done: each object is `pending` from then on. All of it is stored, or nothing.
   * @throws {WritError} `SECRET_REFUSED` where an object holds a secret
   */
  begin(steps: readonly EnforcingStep[], made: Made): Promise<void>;
  /** Says what became of one that was pending, or what is known of one by now. */
  settle(key: EnforcedKey, outcome: EnforcingOutcome, made: Made): Promise<void>;
}

/** Which object of which cluster. */
export interface EnforcedKey {
  /** The server's address. */
  readonly server: string;
  readonly group: string;
  readonly kind: string;
  /** Null for an object of the whole cluster. */
  readonly namespace: string | null;
  readonly name: string;
}

/** What is about to be done to one object. */
export interface EnforcingStep extends EnforcedKey {
  /** The manifest as JSON; null where it is to be taken away. */
  readonly wanted: string | null;
  /** The plan that says so. */
  readonly plan: string;
}

/** An object that is in a cluster because of us, or may be. */
export interface EnforcedObject extends EnforcingStep {
  /** `pending`: asked for, and nobody knows whether it was done; `verified`: seen at work. */
  readonly state: 'pending' | 'applied' | 'verified';
  /** The object as the cluster had it after we wrote it last, as JSON; null where we never did. */
  readonly applied: string | null;
  /** What it was before it was pending; null where it was not there. */
  readonly before: Pick<EnforcedObject, 'state' | 'wanted' | 'applied' | 'plan'> | null;
  /** What else is known, such as why it is not verified. */
  readonly why: string | null;
  readonly changed: Made;
}

/** What became of a step. */
export type EnforcingOutcome =
  | { readonly state: 'pending' | 'verified'; readonly why: string | null }
  | { readonly state: 'applied'; readonly applied: string; readonly why: string | null }
  /** It is gone from the cluster. */
  | { readonly state: 'removed' }
  /** The cluster is as it was before. */
  | { readonly state: 'taken back'; readonly why: string };
