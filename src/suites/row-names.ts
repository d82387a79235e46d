import type { Row } from './test-file.ts';

/** The name of a row's policy, without the namespace that it may state. */
export function policyNameOf({ policy }: Row): string {
  return policy.split('/').at(-1) ?? '';
}
