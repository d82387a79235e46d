import { WritError } from '../../core/errors.ts';
import type { ComplianceReport } from '../../report/compliance-report.ts';

/** What is held against a least score. */
export interface Gate {
  readonly least: number;
  /** Null stands for the overall score; else a framework's id. */
  readonly scores: readonly { readonly framework: string | null; readonly score: number | null }[];
  readonly isMet: boolean;
}

/** Holds a report against a least score: each framework that was named, or the overall score where none was. */
export function gateOf(made: ComplianceReport, least: number, named: readonly string[]): Gate {
  const scores =
    named.length === 0
      ? [{ framework: null, score: made.scores.overall }]
      : made.frameworks.map(({ id, score }) => ({ framework: id, score }));
  return { least, scores, isMet: scores.every(({ score }) => score !== null && score >= least) };
}

/**
 * A score as it is written on the command line.
 * @throws {WritError} `USAGE`
 */
export function parseScore(text: string): number {
  const score = /^\d+(?:\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  if (score >= 0 && score <= 100) return score;
  throw new WritError('USAGE', `\`--min-score ${text}\` is no score`, {
    hint: 'Write a number from 0 to 100.',
  });
}
