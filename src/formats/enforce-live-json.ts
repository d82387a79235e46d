import type { EnforceLiveResult } from '../operations/enforcing/enforce-live-result.ts';

/** What is, or is to be, enforced in a cluster. */
export function enforceLiveJson(result: EnforceLiveResult): string {
  return `${JSON.stringify({ apiVersion: 'writ/v1', kind: 'EnforcementResult', ...result }, null, 2)}\n`;
}
