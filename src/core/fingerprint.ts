import { hash } from 'node:crypto';
import type { Finding } from './finding.ts';

/** First 32 hex digits of SHA-256 over what names the fault; no file, line, version or message in it. */
export function fingerprint({ identity }: Pick<Finding, 'identity'>): string {
  return hash('sha256', identity).slice(0, 32);
}
