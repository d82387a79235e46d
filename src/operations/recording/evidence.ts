import { hash } from 'node:crypto';
import type { Decided } from '../deciding/decided.ts';
import type { Source } from '../inputs.ts';
import type { AuditDetail } from '../store-port.ts';

/** What was decided by, as the audit log keeps it: digests of the configuration and of the rules with their answers. */
export function evidenceOf({ configuration, rules }: Pick<Decided, 'configuration' | 'rules'>): AuditDetail {
  const each = rules.map(({ rule, blocks, scope, off, answers }) =>
    digestOf([rule, blocks, scope, off, answers]),
  );
  return { configuration, rules: rules.length, ruleSet: digestOf(each.toSorted()) };
}

/** Gathers which bytes were judged. */
export interface Bytes {
  read(source: Source): void;
  /** SHA-256 over the names and digests of all that was read, in order of their names; how many they were. */
  evidence(): AuditDetail;
}

/** Nothing was read yet. */
export function createBytes(): Bytes {
  const seen: (readonly [name: string, digest: string])[] = [];
  return {
    read: (source) =>
      void seen.push([
        source.name,
        'problem' in source ? `unread: ${source.problem.code}` : hash('sha256', source.text),
      ]),
    evidence: () => ({
      inputs: seen.length,
      bytes: digestOf(seen.toSorted(([a], [b]) => (a < b ? -1 : Number(a > b)))),
    }),
  };
}

/** SHA-256 of data in JSON, in hex. */
function digestOf(value: unknown): string {
  const text = JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'bigint' ? `${inner}n` : inner,
  );
  return hash('sha256', text);
}
