import { hash } from 'node:crypto';

/** An entry of the audit log as it lies in the store: its detail is the very text. */
export interface WrittenEntry {
  readonly sequence: number;
  readonly at: number;
  readonly by: string;
  readonly action: string;
  readonly subject: string;
  readonly detail: string;
}

/** SHA-256 in hex over an entry and the digest before it; over a list, not an object: nothing can be read in two ways. */
export function auditDigest(
  { sequence, at, by, action, subject, detail }: WrittenEntry,
  before: string,
): string {
  return hash('sha256', JSON.stringify([before, sequence, at, by, action, subject, detail]));
}
