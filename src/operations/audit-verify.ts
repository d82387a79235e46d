import { WritError } from '../core/errors.ts';
import { defineOperation } from './operation.ts';
import { storeParameter } from './parameters/store-parameter.ts';
import type { AuditAnchor, AuditVerdict, Store } from './store-port.ts';
import { withKnownStore, withStore } from './recording/with-store.ts';

/** Whether the log is what was written. */
export type AuditVerifyResult = AuditVerdict;

export const auditVerify = defineOperation({
  name: 'audit verify',
  summary: 'Verify that nobody has changed the audit log, and give its end as an anchor.',
  effect: 'read',
  paths: null,
  parameters: {
    anchor: {
      type: 'text',
      value: 'N:DIGEST',
      description: 'an end that was given before: shows also whether the log was cut or written anew',
    },
    ...storeParameter,
  },
  examples: [
    ['writ audit verify', 'looks at every entry; ends with 1 where one differs'],
    ['writ audit verify --store shop.db --format json', 'gives the anchor of another store as JSON'],
  ],
  verdict: ({ broken }) => (broken === null ? 'clean' : 'found'),

  run: (input, context): Promise<AuditVerifyResult> => {
    const anchor = input.anchor === null ? null : parseAnchor(input.anchor);
    const verify = ({ audit }: Store): Promise<AuditVerdict> => audit.verify(anchor);
    // Of what an anchor is of, all is gone where there is no store: that is told like any other cut.
    return anchor === null
      ? withKnownStore(input.store, context, verify)
      : withStore(input.store, context, verify);
  },
});

function parseAnchor(text: string): AuditAnchor {
  const [, sequence, digest] = /^([1-9]\d{0,14}):([0-9a-f]{64})$/.exec(text) ?? [];
  if (sequence !== undefined && digest !== undefined) return { sequence: Number(sequence), digest };
  throw new WritError('USAGE', `\`${text}\` is no anchor`, {
    hint: 'Write it as `writ audit verify` gave it: a number, a colon, 64 hex digits.',
  });
}
