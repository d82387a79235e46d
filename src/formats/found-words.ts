import type { CheckSummary } from '../operations/judging/check-result.ts';

/** How much was found, and how much of it is excepted: `45 findings, 2 of them excepted`. */
export function foundWords({ findings, excepted }: Pick<CheckSummary, 'findings' | 'excepted'>): string {
  if (findings === 0) return 'no findings';
  const found = `${findings} finding${findings === 1 ? '' : 's'}`;
  if (excepted === 0) return found;
  return excepted === findings ? `${found}, all excepted` : `${found}, ${excepted} of them excepted`;
}
