import { hash } from 'node:crypto';
import type { Finding } from './finding.ts';

/** What names a fault. */
type Named = Pick<Finding, 'policy' | 'validation' | 'anchor'>;

/** Names the fault, the same whatever moves around it; no file, line, version or message in it. */
export function identityOf({ policy, validation, anchor }: Named): string {
  return `${policy}\n${validation}\n${anchor()}`;
}

/** First 32 hex digits of SHA-256 over what names the fault. */
export function fingerprint(finding: Named): string {
  return hash('sha256', identityOf(finding)).slice(0, 32);
}
