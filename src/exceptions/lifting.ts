import type { Unplaced } from '../core/finding.ts';
import type { Where } from '../core/errors.ts';
import type { Resource } from '../core/resource.ts';
import type { Exception } from './exception.ts';
import { isPast } from '../core/is-past.ts';
import { selectsPlace } from './selects-place.ts';

/** An exception, and where it stands; null for one of the store. */
export interface PlacedException {
  readonly exception: Exception;
  readonly where: Where | null;
}

/** Exceptions at work in one run. */
export interface Lifting {
  /** Why a finding is excepted, or null where it stands. */
  lift(finding: Pick<Unplaced, 'policy' | 'path' | 'scan'>, resource: Resource, file: string): string | null;
  /** At the end of the run: what ended and is missed, and what was never used. */
  notes(): readonly string[];
}

interface Counted extends PlacedException {
  readonly isOver: boolean;
  findings: number;
}

/** When exceptions are put to work, and on what. */
export interface LiftingScope {
  /** Nanoseconds since the epoch. */
  readonly now: bigint;
  /** Ids of the rules that are judged by: an exception for none of them cannot be used, which says nothing of it. */
  readonly judged: ReadonlySet<string>;
}

/** Puts exceptions to work. */
export function createLifting(
  exceptions: readonly PlacedException[],
  { now, judged }: LiftingScope,
): Lifting {
  const byRule = new Map<string, Counted[]>();
  const all = exceptions.map((placed): Counted => {
    const counted = { ...placed, isOver: isPast(placed.exception.until, now), findings: 0 };
    for (const rule of placed.exception.rules) {
      const others = byRule.get(rule);
      if (others === undefined) byRule.set(rule, [counted]);
      else others.push(counted);
    }
    return counted;
  });
  return {
    lift({ policy, path, scan }, resource, file) {
      const vulnerability = (scan?.vulnerabilities ?? []).flatMap(({ id, aliases }) => [id, ...aliases]);
      const matching = (byRule.get(policy) ?? []).filter(({ exception }) =>
        selectsPlace(exception.selector, { resource, file, path, vulnerability }),
      );
      const current = matching.filter(({ isOver }) => !isOver);
      // One that has ended is missed only where no other took its place.
      for (const counted of current.length > 0 ? current : matching) counted.findings += 1;
      const [first] = current;
      return first === undefined ? null : told(first.exception);
    },
    notes: () =>
      all.filter(({ exception }) => exception.rules.some((rule) => judged.has(rule))).flatMap(noteOf),
  };
}

function told({ reason, until, approver }: Exception): string {
  return `${reason} (until ${until}, approved by ${approver})`;
}

function noteOf({ exception, where, isOver, findings }: Counted): readonly string[] {
  const { rules, until, approver } = exception;
  const place =
    where === null ? '' : ` at ${[where.file, where.line].filter((part) => part !== undefined).join(':')}`;
  const name = `the exception${place} for ${rules.map((rule) => `\`${rule}\``).join(', ')}`;
  if (isOver && findings > 0)
    return [`${name} ended on ${until}: ${counting(findings)}; ask ${approver}, or repair`];
  if (isOver) return [`${name} ended on ${until} and is no longer needed: remove it`];
  return findings > 0
    ? []
    : [`${name} lifts nothing here: what it was for is repaired, or its selector is wrong`];
}

function counting(findings: number): string {
  return findings === 1
    ? 'a finding that it lifted fails again'
    : `${findings} findings that it lifted fail again`;
}
