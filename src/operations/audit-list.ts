import { defineOperation } from './operation.ts';
import { storeParameter } from './parameters/store-parameter.ts';
import type { AuditEntry } from './store-port.ts';
import { withKnownStore } from './recording/with-store.ts';

/** What was done, newest first. */
export interface AuditListResult {
  readonly entries: readonly AuditEntry[];
}

export const auditList = defineOperation({
  name: 'audit list',
  summary: 'List what was done, and by whom.',
  effect: 'read',
  paths: null,
  parameters: {
    limit: { type: 'number', value: 'N', default: 50, whole: true, description: 'how many, newest first' },
    ...storeParameter,
  },
  examples: [
    ['writ audit list', 'lists the newest entries'],
    ['writ audit list --limit 1000000 --format json', 'gives the whole log'],
  ],
  verdict: () => 'clean',

  run: (input, context): Promise<AuditListResult> =>
    withKnownStore(input.store, context, async ({ audit }) => ({ entries: await audit.list(input.limit) })),
});
