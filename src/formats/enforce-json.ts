import type { EnforceResult } from '../operations/enforce.ts';

/** What was rendered, with the objects themselves. */
export function enforceJson({ target, runtime, policies, refused, written }: EnforceResult): string {
  const shown = {
    apiVersion: 'writ/v1',
    kind: 'EnforceResult',
    target,
    runtime,
    policies,
    refused: refused.map(({ policy, of, why, hint }) => ({
      policy,
      of,
      code: 'TARGET_UNSUPPORTED',
      why,
      hint,
    })),
    written,
  };
  return `${JSON.stringify(shown, null, 2)}\n`;
}
