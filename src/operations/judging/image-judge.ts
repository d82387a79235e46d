import type { Placed } from '../../check/findings.ts';
import type { Folded } from '../../check/fold.ts';
import type { Kinds } from '../../check/request-of.ts';
import type { Unplaced } from '../../core/finding.ts';
import type { Facts } from '../../core/policy.ts';
import type { DecidedRule } from '../deciding/decided.ts';
import type { Inputs } from '../inputs.ts';
import type { Tally } from './tally.ts';

/** Judges the images of objects by what scanners wrote. */
export interface ImageJudge {
  /** Counts the verdicts, and gives their findings as far as they are asked for. */
  judge(placed: Placed): readonly Unplaced[];
  /** The same, where the object is skipped. */
  skip(placed: Placed, reason: string): readonly Unplaced[];
  /** Folds the vulnerabilities of one image at one place into one finding, which tells the worst by name. */
  readonly gather: (findings: readonly Unplaced[]) => Folded;
  /** What a person should know when everything was judged. */
  notes(): readonly string[];
}

/** The run that an image judge is part of. */
export interface ImageRun {
  readonly rules: readonly DecidedRule[];
  /** Nanoseconds since the epoch. */
  readonly now: bigint;
  readonly tally: Tally;
  readonly showAll: boolean;
  readonly facts: Facts;
  readonly kinds: Kinds;
}

/** Makes an image judge for a run. */
export type JudgeImages = (run: ImageRun) => ImageJudge;

/**
 * What judges images, where a rule asks for that: the readers of scanners' files are loaded only then.
 * @throws {WritError} `SCAN_INVALID`, `ANSWER_INVALID`
 */
export async function imagesFor(
  files: readonly string[],
  rules: readonly DecidedRule[],
  inputs: Inputs,
): Promise<JudgeImages | undefined> {
  if (!rules.some(isByScan)) return undefined;
  const { openImageJudge } = await import('./judge-images.ts');
  return openImageJudge(files, inputs);
}

/** Whether a rule is judged by what scanners wrote. */
export function isByScan({ rule }: DecidedRule): boolean {
  return rule.judgedBy === 'scan';
}
