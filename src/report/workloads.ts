import type { FindingResource } from '../core/finding.ts';
import { added, broken, scorable } from './counts.ts';
import type { JudgedResource } from './judged-run.ts';
import { percentage } from './scores.ts';

/** A resource that lowers the score. */
export interface WorstResource {
  readonly resource: FindingResource;
  readonly file: string;
  readonly owner: string | null;
  /** Rules of the yardstick that it breaks. */
  readonly failed: number;
  readonly score: number | null;
  readonly weighted: number | null;
}

/** What belongs to one owner; null stands for what nobody is said to own. */
export interface OwnerShare {
  readonly owner: string | null;
  readonly resources: number;
  readonly failed: number;
  readonly score: number | null;
}

/** The resources that lose most of the severity-weighted score, worst first. */
export function worstOf(resources: readonly JudgedResource[], most: number): readonly WorstResource[] {
  return resources
    .map((resource, index) => ({ resource, index }))
    .filter(({ resource }) => broken(resource.counts) > 0)
    .toSorted((a, b) => lost(b.resource) - lost(a.resource) || a.index - b.index)
    .slice(0, most)
    .map(({ resource: { named, file, owner, counts, weight } }) => ({
      resource: named,
      file,
      owner,
      failed: broken(counts),
      score: percentage(counts.pass, scorable(counts)),
      weighted: percentage(weight.passed, weight.total),
    }));
}

function lost({ weight }: JudgedResource): number {
  return weight.total - weight.passed;
}

/** Each owner's share, those with most to do first. */
export function ownersOf(resources: readonly JudgedResource[]): readonly OwnerShare[] {
  const shares = [...Map.groupBy(resources, ({ owner }) => owner)].map(([owner, own]) => {
    const counts = added(own.map((resource) => resource.counts));
    return {
      owner,
      resources: own.length,
      failed: broken(counts),
      score: percentage(counts.pass, scorable(counts)),
    };
  });
  return shares.toSorted((a, b) => b.failed - a.failed || ((a.owner ?? '') < (b.owner ?? '') ? -1 : 1));
}
