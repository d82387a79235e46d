import { WritError } from '../core/errors.ts';
import { defineOperation } from './operation.ts';
import { storeParameter } from './store-parameter.ts';
import type { AuditAnchor, AuditVerdict } from './store-port.ts';
import { withStore } from './with-store.ts';

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
    return withStore(input.store, context, ({ audit }) => audit.verify(anchor));
  },
});

function parseAnchor(text: string): AuditAnchor {
  const [, sequence, digest] = /^([1-9]\d{0,14}):([0-9a-f]{64})$/.exec(text) ?? [];
  if (sequence !== undefined && digest !== undefined) return { sequence: Number(sequence), digest };
  throw new WritError('USAGE', `\`${text}\` is no anchor`, {
    hint: 'Write it as `writ audit verify` gave it: a number, a colon, 64 hex digits.',
  });
}
