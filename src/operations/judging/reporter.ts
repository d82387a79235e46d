import { fold, type Covers, type Folded } from '../../check/fold.ts';
import type { Finding, Unjudged, Unplaced } from '../../core/finding.ts';
import type { CheckEvent } from './check-result.ts';
import type { Tally } from './tally.ts';

/** Passes on what was found, in the stable order, and counts it. */
export interface Reporter {
  /** One resource's findings. */
  findings(findings: readonly Unplaced[], show: Show): void;
  unjudged(unjudged: Unjudged): void;
  note(text: string): void;
  onFinding(listener: (finding: Unplaced) => void): void;
  finish(): void;
}

/** How a finding is shown: where it stands, and its source line, secrets replaced in both. */
export interface Show {
  readonly place: (found: Unplaced) => Finding;
  readonly excerpt: (finding: Finding) => string | null;
}

export interface ReporterOptions {
  readonly emit: (event: CheckEvent) => void;
  readonly tally: Tally;
  readonly fold: boolean;
  readonly covers: Covers;
  /** What folds findings of one image, or null. */
  readonly gather: ((findings: readonly Unplaced[]) => Folded) | null;
}

/** A reporter that emits at once: memory does not grow with the findings. */
export function createReporter({ emit, tally, fold: isFolding, covers, gather }: ReporterOptions): Reporter {
  const listeners: ((finding: Unplaced) => void)[] = [];
  const notes = new Map<string, number>();
  const foldAll = (findings: readonly Unplaced[]): Folded => {
    const together = gather?.(findings) ?? { shown: findings, folded: 0 };
    const { shown, folded } = fold(together.shown, covers);
    return { shown, folded: folded + together.folded };
  };
  return {
    findings(findings, { place, excerpt }) {
      // Without an iterator: this is done for every finding.
      for (let at = 0; at < findings.length; at++) {
        const finding = findings[at] as Unplaced;
        if (finding.result === 'pass' || finding.result === 'skip') continue;
        tally.finding();
        for (let index = 0; index < listeners.length; index++) listeners[index]?.(finding);
      }
      const { shown, folded } = isFolding ? foldAll(findings) : { shown: findings, folded: 0 };
      tally.add('folded', folded);
      for (let at = 0; at < shown.length; at++) {
        const finding = place(shown[at] as Unplaced);
        emit({ type: 'finding', finding, excerpt: () => excerpt(finding) });
      }
    },
    unjudged: (unjudged) => emit({ type: 'unjudged', unjudged }),
    note: (text) => void notes.set(text, (notes.get(text) ?? 0) + 1),
    onFinding: (listener) => void listeners.push(listener),
    finish() {
      for (const [text, count] of notes)
        emit({ type: 'note', note: count === 1 ? text : `${text} (${count} times)` });
    },
  };
}
