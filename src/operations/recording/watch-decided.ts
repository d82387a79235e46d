import type { Placed } from '../../check/findings.ts';
import type { Unplaced } from '../../core/finding.ts';
import type { Decided } from '../deciding/decided.ts';
import { inputRules } from '../deciding/input-rules.ts';
import type { Watch } from '../judging/watch.ts';

/** What puts the exceptions of a configuration to work; nothing is loaded where there is none. */
export async function watchDecided({ rules, exceptions }: Decided, now: bigint): Promise<Watch | undefined> {
  if (exceptions.length === 0) return undefined;
  const { watchExceptions } = await import('./apply-exceptions.ts');
  return watchExceptions(exceptions, { now, judged: idsOf(rules) });
}

/** What marks what the exceptions of a configuration lift, outside of a run. */
export async function liftDecided(
  { rules, exceptions }: Decided,
  now: bigint,
): Promise<(findings: readonly Unplaced[], placed: Placed) => readonly Unplaced[]> {
  if (exceptions.length === 0) return (findings) => findings;
  const { isLiftable } = await import('./apply-exceptions.ts');
  const { createLifting } = await import('../../exceptions/lifting.ts');
  const lifting = createLifting(exceptions, { now, judged: idsOf(rules) });
  return (findings, { resource, file }) =>
    findings.map((finding) =>
      isLiftable(finding) ? { ...finding, exception: lifting.lift(finding, resource, file) } : finding,
    );
}

function idsOf(rules: Decided['rules']): ReadonlySet<string> {
  return new Set([...rules.map(({ rule }) => rule), ...inputRules].map(({ id }) => id));
}
