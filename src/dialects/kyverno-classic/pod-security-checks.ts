import { baselineChecks } from './pod-security-baseline.ts';
import type { PodSecurityCheck } from './pod-security-check.ts';
import { restrictedChecks } from './pod-security-restricted.ts';

/** All checks, as they are of a minor version. */
export function podSecurityChecks(minor: number): readonly PodSecurityCheck[] {
  return [...baselineChecks(minor), ...restrictedChecks];
}
