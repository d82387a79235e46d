import type { Unplaced } from '../core/finding.ts';
import type { JsonPointer } from '../core/json.ts';
import { severities } from '../core/severity.ts';

/** Which rules a rule covers: theirs is the same cause. */
export type Covers = (policy: string) => readonly string[];

/** One resource's findings, each consequence folded under its cause. */
export interface Folded {
  readonly shown: readonly Unplaced[];
  readonly folded: number;
}

/**
 * Folds a finding under one whose rule covers it and that stands at the same or a higher place.
 * The shown finding takes the highest severity and names what it covers. Presentation only:
 * exit codes, stores and evidence see every finding.
 */
export function fold(findings: readonly Unplaced[], covers: Covers): Folded {
  const causes = findings.filter(({ policy, result }) => result === 'fail' && covers(policy).length > 0);
  if (causes.length === 0) return { shown: findings, folded: 0 };
  const consequences = new Map<Unplaced, Unplaced[]>();
  const shown = findings.filter((finding) => {
    const cause = topmost(finding, causes, covers);
    if (cause === null) return true;
    const known = consequences.get(cause);
    if (known === undefined) consequences.set(cause, [finding]);
    else known.push(finding);
    return false;
  });
  return {
    shown: shown.map((finding) => absorb(finding, consequences.get(finding) ?? [])),
    folded: findings.length - shown.length,
  };
}

/** The cause that nothing else covers, following covers of covers; null where the finding stands for itself. */
function topmost(finding: Unplaced, causes: readonly Unplaced[], covers: Covers): Unplaced | null {
  const first = causes.find((cause) => cause !== finding && explains(cause, finding, covers));
  if (first === undefined) return null;
  const seen = [finding, first];
  let current = first;
  for (;;) {
    const next = causes.find((cause) => !seen.includes(cause) && explains(cause, current, covers));
    if (next === undefined) return current;
    seen.push(next);
    current = next;
  }
}

function explains(cause: Unplaced, finding: Unplaced, covers: Covers): boolean {
  if (finding.result !== 'fail' || finding.exception !== cause.exception) return false;
  return covers(cause.policy).includes(finding.policy) && contains(cause.path, finding.path);
}

function contains(outer: JsonPointer, inner: JsonPointer): boolean {
  return inner.startsWith(outer) && (inner.length === outer.length || inner[outer.length] === '/');
}

function absorb(finding: Unplaced, consequences: readonly Unplaced[]): Unplaced {
  if (consequences.length === 0) return finding;
  const all = [finding, ...consequences].map(({ severity }) => severities.indexOf(severity));
  const covered = [...new Set(consequences.map(({ policy }) => policy))].toSorted();
  return { ...finding, severity: severities[Math.max(...all)] ?? finding.severity, covers: covered };
}
